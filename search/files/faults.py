"""Why the text of a file can not be read: one word for the database, and words for editors."""

from __future__ import annotations


class Unreadable(Exception):  # noqa: N818, it reads as what the file is
    """A file has no text for search; the message is a key of `FAULTS`."""


LOCKED, BROKEN, EMPTY = "locked", "broken", "empty"
TOO_LARGE, REFUSED, MISSING = "too_large", "refused", "missing"

FAULTS = {
    LOCKED: "It is locked with a password. Save it without one, and upload that.",
    BROKEN: "It is damaged. Open it in the program that made it, save it again, and upload that.",
    EMPTY: (
        "It has no text: it may be a scan, which is a picture of paper. Upload the file that was printed, or"
        " put the scan through text recognition (OCR). People who use a screen reader can not read it either."
    ),
    TOO_LARGE: "Reading it takes too much time or memory. Divide it, or make its pictures smaller.",
    REFUSED: (
        "It holds what could be an attack on whoever opens it. Open it in the program that made it, save it"
        " under a new name, and upload that."
    ),
    MISSING: "It is not in the store of files any more. Upload it again.",
}
