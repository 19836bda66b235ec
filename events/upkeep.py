"""What needs doing for consultations: say what came of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Max
from django.urls import reverse

from cms.dates import day, local
from cms.upkeep.allowed import changeable_pages
from cms.upkeep.due import lateness
from cms.upkeep.registry import Harm, UpkeepAction, UpkeepRow, UpkeepSource
from events.archive import HAS_OUTCOME, closed_before
from events.consultations import ConsultationPage
from events.promises import unkept


def outcomes_due(user: Any, now: dt.datetime) -> Iterator[UpkeepRow]:
    """Yield the consultations that have closed without an outcome, or whose promised day is near."""
    today = local(now).date()
    allowed = changeable_pages(user)
    closed = closed_before(now).exclude(HAS_OUTCOME)
    pages = unkept(today) | ConsultationPage.objects.filter(pk__in=closed.values("pk")).select_related(
        "responsible"
    )
    for page in pages.annotate(closes_at=Max("windows__closes_at")).distinct():
        if page.pk not in allowed:
            continue
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        closes = local(page.closes_at).date() if page.closes_at else None
        yield UpkeepRow(
            key=f"outcome:{page.translation_key}:{page.promised_feedback_on}",
            title=page.title,
            url=edit,
            reason=_reason(page, closes, today),
            harm=Harm.PROMISE,
            day=page.promised_feedback_on or closes,
            action=UpkeepAction("Say what came of it", edit),
            who=page.reminder_address,
        )


def _reason(page: ConsultationPage, closes: dt.date | None, today: dt.date) -> str:
    told = ""
    if closes:
        told = f"It closed on {day(closes)}. " if closes < today else f"It closes on {day(closes)}. "
    if page.promised_feedback_on is None:
        return f"{told}Nothing says what came of it, and no day was promised."
    promised = page.promised_feedback_on
    return f"{told}Families were promised to hear by {day(promised)}, {lateness(promised, today)}."


SOURCES = [UpkeepSource("outcomes", "Outcomes due", "warning", outcomes_due)]
