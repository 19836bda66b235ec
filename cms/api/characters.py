"""Characters that databases and logs choke on, such as NUL, wherever a caller may send them."""

from __future__ import annotations

import unicodedata

REFUSED = {"Cc", "Cs"}
# Of those, the ones that belong to a text of several lines.
LAYOUT = str.maketrans("", "", "\t\n\r")
MESSAGE = "It holds a control character. Remove it."


def has_control_character(text: str) -> bool:
    """Return whether a text of one line holds a control character or half a surrogate pair."""
    if text.isprintable():
        # It holds none of these, which is quicker to know.
        return False
    return any(unicodedata.category(character) in REFUSED for character in text)


def has_control_character_in_lines(text: str) -> bool:
    """Return the same of a text that may have tabs and several lines."""
    return has_control_character(text.translate(LAYOUT))
