"""Where an imported event is: only what its source says for certain goes into a field of its own."""

from __future__ import annotations

import re
from typing import Any

from cms.importing.rows import Choices

POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}")
MEETING = re.compile(r"https?://\S+")


def place_values(location: str, choices: Choices) -> dict[str, Any]:
    """Return the venue's fields from one line; an address on the web means that it is online."""
    values: dict[str, Any] = {
        "attendance": "in_person",
        "venue_name": "",
        "venue_address_line": "",
        "venue_town": "",
        "venue_postcode": "",
        "online_url": "",
    }
    if MEETING.fullmatch(location):
        # It is kept for editors and shown to nobody before one of them says so.
        return values | {"attendance": "online", "online_url": location}
    parts = [part.strip() for part in re.split(r"[,\n]", location) if part.strip()]
    if parts and POSTCODE.fullmatch(parts[-1].upper()):
        values["venue_postcode"] = parts.pop().upper()
    if len(parts) > 1 and parts[-1].casefold() in choices.terms.places:
        values["venue_town"] = parts.pop()
    if parts:
        values |= {"venue_name": parts[0], "venue_address_line": ", ".join(parts[1:])}
    return values
