"""What a parent says is kept without a name; what may be one person twice is held, never thrown away."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
from collections.abc import Mapping
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction

from cms.dates import local
from cms.indicators import Indicator
from standard.assessments.access import Access
from standard.assessments.answers import LEVELS, locked
from standard.assessments.models import Assessment
from standard.assessments.refusals import Refused
from standard.parents.models import (
    BURST,
    COUNTED,
    HELD,
    LEFT_OUT,
    REPEAT,
    ParentsLink,
    ParentsTrace,
    ParentsView,
)

HOURS_KEPT = 24
MINUTES_OF_A_BURST = 10
# A group of parents in one room is fewer.
MOST_IN_A_BURST = 15
MOST_VIEWS = 2_000


def give_view(
    link: ParentsLink, view_id: UUID | None, ratings: Mapping[str, int], came_from: str, now: dt.datetime
) -> ParentsView:
    """Keep one parent's ratings by code and return the view, held where it may be one person's second.

    `view_id` is of the caller's making: sent again, it changes that view and adds none. `came_from` is the
    address and the browser, of which nothing is kept but a salted hash for 24 hours. Raises Refused.
    """
    ratings = _checked(link.assessment.version, ratings)
    with transaction.atomic():
        assessment = locked(link.assessment)
        known = ParentsView.objects.filter(pk=view_id).first() if view_id else None
        if known and known.link_id != link.pk:
            raise Refused("id", "This id is taken. Leave it out, or make another.")
        if known:
            known.ratings = ratings
            known.save(update_fields=["ratings"])
            return known
        if ParentsView.objects.filter(assessment=assessment).count() >= MOST_VIEWS:
            raise Refused(
                "ratings", "This service has as many answers as it can take. Thank you all the same."
            )
        digest = _digest(assessment, came_from)
        held_for = _reason_to_hold(assessment, digest, now)
        ParentsTrace.objects.create(assessment=assessment, digest=digest, at=now)
        return ParentsView.objects.create(
            id=view_id or uuid4(),
            assessment=assessment,
            link=link,
            given_on=local(now).date(),
            ratings=ratings,
            status=HELD if held_for else COUNTED,
            held_for=held_for,
        )


def settle(access: Access, view_id: UUID, status: str) -> ParentsView | None:
    """Count a held view or leave it out, and return it; None where no view with this id was held."""
    if status not in {COUNTED, LEFT_OUT}:
        raise Refused("status", f"Choose {COUNTED} or {LEFT_OUT}.", status[:20])
    # Only what was held: a service that could leave out any view would choose those that it likes.
    held = ParentsView.objects.filter(assessment=access.assessment, pk=view_id).exclude(held_for="")
    return held.first() if held.update(status=status) else None


def forget_traces(now: dt.datetime) -> int:
    """Delete what is left of who has answered after 24 hours; return how many."""
    return ParentsTrace.objects.filter(at__lte=now - dt.timedelta(hours=HOURS_KEPT)).delete()[0]


def _checked(version: str, ratings: Mapping[str, int]) -> dict[str, int]:
    if not ratings:
        raise Refused("ratings", "Choose an answer to at least one statement.")
    codes = set(Indicator.objects.filter(version=version).values_list("code", flat=True))
    for code, level in ratings.items():
        if code not in codes:
            raise Refused(f"ratings.{code[:20]}", f"There is no statement {code[:20]}.", code[:20])
        if level not in LEVELS:
            raise Refused(f"ratings.{code}", "An answer is 0, 1, 2 or 3.", str(level)[:20])
    return dict(ratings)


def _reason_to_hold(assessment: Assessment, digest: str, now: dt.datetime) -> str:
    traces = ParentsTrace.objects.filter(assessment=assessment)
    if traces.filter(digest=digest, at__gt=now - dt.timedelta(hours=HOURS_KEPT)).exists():
        return REPEAT
    recent = traces.filter(at__gt=now - dt.timedelta(minutes=MINUTES_OF_A_BURST)).count()
    return BURST if recent >= MOST_IN_A_BURST else ""


def _digest(assessment: Assessment, came_from: str) -> str:
    """Return the hash of who has answered, salted by the assessment, so that it matches nothing elsewhere."""
    key = settings.SECRET_KEY.encode() + assessment.pk.bytes
    return hmac.new(key, came_from.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()
