"""What a check of content finds."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong with a page, where it is, and what to do about it.

    `place` is the way to it through the form: a field, then the ids of blocks or the number and column of a
    row, such as `body.6f1c….text` or `windows.1.note`; empty for the page as a whole.
    """

    place: str
    message: str
    advice: str
    # A page with such a finding is not published. All others can be kept, with a reason.
    blocks: bool = False

    @property
    def field(self) -> str:
        """Return the field of the form in which it is."""
        return self.place.partition(".")[0]


@dataclass(frozen=True)
class Found:
    """A finding with the check that made it."""

    check: str
    label: str
    finding: Finding

    @property
    def fingerprint(self) -> str:
        """Return what stays the same while the page says the same: a reason given for it holds as long."""
        said = "\n".join([self.check, self.finding.field, self.finding.message])
        return hashlib.sha256(said.encode()).hexdigest()[:20]
