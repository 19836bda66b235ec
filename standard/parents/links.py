"""The links by which parents rate a service: made, opened and taken back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import transaction

from cms.dates import local
from standard.assessments.access import Access
from standard.assessments.answers import locked
from standard.assessments.links import LONGEST_LABEL
from standard.assessments.refusals import Refused
from standard.assessments.tokens import hash_of, make_token
from standard.parents.models import ParentsLink

DAYS_OPEN = 60
MOST_DAYS = 366
MOST_LINKS = 20


class NoSuchParentsLink(Exception):  # noqa: N818, to the caller it is an answer
    """No link for parents has this secret."""


class Closed(Exception):  # noqa: N818
    """The link was right, but takes no more views."""


@dataclass(frozen=True)
class MadeParentsLink:
    """A new link with its secret, which is shown this once."""

    link: ParentsLink
    token: str

    @property
    def address(self) -> str:
        """Return where it leads parents."""
        return f"{settings.PUBLIC_SITE_URL}/assess/parents/{self.token}/"


def make_parents_link(
    access: Access, label: str, closes_on: dt.date | None, now: dt.datetime
) -> MadeParentsLink:
    """Return a new link, open for 60 days unless a day is given; raises Refused."""
    today, label = local(now).date(), label.strip()
    closes_on = closes_on or today + dt.timedelta(days=DAYS_OPEN)
    if not today <= closes_on <= today + dt.timedelta(days=MOST_DAYS):
        raise Refused("closes_on", "Give a day from today on, within a year.", str(closes_on))
    if len(label) > LONGEST_LABEL:
        raise Refused("label", f"This can have {LONGEST_LABEL} characters. Yours has {len(label)}.")
    token = make_token()
    with transaction.atomic():
        assessment = locked(access.assessment)
        if ParentsLink.objects.filter(assessment=assessment).count() >= MOST_LINKS:
            raise Refused("label", f"There are {MOST_LINKS} links for parents already. Take one back first.")
        link = ParentsLink.objects.create(
            assessment=assessment,
            token_hash=hash_of(token),
            label=label,
            made_at=now,
            closes_on=closes_on,
        )
    return MadeParentsLink(link, token)


def take_back_parents_link(access: Access, link_id: UUID) -> bool:
    """Delete a link at once; the views that came by it stay. Return whether there was one."""
    return bool(ParentsLink.objects.filter(assessment=access.assessment, pk=link_id).delete()[0])


def open_parents_link(token: str, now: dt.datetime) -> ParentsLink:
    """Return the link of a token; raises NoSuchParentsLink after one query, and Closed after its last day."""
    link = ParentsLink.objects.select_related("assessment").filter(token_hash=hash_of(token)).first()
    if link is None:
        raise NoSuchParentsLink
    if not link.is_open(local(now).date()):
        raise Closed("This link takes no more answers. Thank you for wanting to.")
    return link
