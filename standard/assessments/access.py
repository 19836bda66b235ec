"""Who holds a secret address, and what that lets them do."""

from __future__ import annotations

from dataclasses import dataclass

from standard.assessments.models import COLLEAGUE, OWNER, READER, Assessment, Link
from standard.assessments.tokens import hash_of

READ, EDIT, OWN = READER, COLLEAGUE, OWNER
RANK = {READER: 0, COLLEAGUE: 1, OWNER: 2}
MAY_ONLY = {
    READER: "This link can only read. Ask whoever sent it for one that can answer.",
    COLLEAGUE: "Only the link that the assessment was started with can do this.",
}


class NoSuchLink(Exception):  # noqa: N818, to the caller it is an answer
    """No link has this secret: it never had, or it was replaced, taken back or deleted."""


class NotWithThisLink(Exception):  # noqa: N818
    """The link is right but may not do this."""


@dataclass(frozen=True)
class Access:
    """An assessment as opened by one of its links."""

    assessment: Assessment
    link: Link

    @property
    def name(self) -> str:
        """Return who it is, as others who work on the assessment are told."""
        return f"{self.link.kind} {self.link.label}".strip()

    def need(self, right: str) -> None:
        """Raise NotWithThisLink unless the link has this right: READ, EDIT or OWN."""
        if RANK[self.link.kind] < RANK[right]:
            raise NotWithThisLink(MAY_ONLY[self.link.kind])


def open_link(token: str) -> Access:
    """Return what a token opens; raises NoSuchLink after one query, whatever is wrong with it."""
    link = Link.objects.select_related("assessment").filter(token_hash=hash_of(token)).first()
    if link is None:
        raise NoSuchLink
    return Access(link.assessment, link)
