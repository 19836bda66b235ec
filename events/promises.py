"""Remind whoever promised to say what came of a consultation: each reminder once, until it is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from django.conf import settings
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse

from cms.content.builder import public_url
from cms.dates import day, local
from cms.reminders.sending import Reminded, Reminder, post
from cms.upkeep.due import lateness
from events.consultations import ConsultationPage

DAYS_BEFORE = [28, 7, 0]
DAYS_BETWEEN = 14
KIND = "feedback"


def unkept(today: dt.date) -> QuerySet[ConsultationPage]:
    """Return the public consultations whose promised feedback is near or late, and not there yet."""
    return ConsultationPage.objects.filter(  # type: ignore[no-any-return]
        live=True,
        archived_at__isnull=True,
        withdrawn_at__isnull=True,
        feedback_published_on__isnull=True,
        no_feedback_reason="",
        promised_feedback_on__lte=today + dt.timedelta(days=max(DAYS_BEFORE)),
    ).select_related("responsible")


def due_day(promised: dt.date, today: dt.date) -> dt.date | None:
    """Return the last day up to today on which a reminder of a promise is due; None before the first."""
    late = (today - promised).days
    if late >= 0:
        return promised + dt.timedelta(days=late - late % DAYS_BETWEEN)
    days = [promised - dt.timedelta(days=before) for before in DAYS_BEFORE]
    return max((one for one in days if one <= today), default=None)


def send_reminders(clock: Callable[[], dt.datetime]) -> Reminded:
    """Send what is due; after days on which nothing was sent, one reminder for them all."""
    today = local(clock()).date()
    with post(clock) as reminders:
        reminders.send(_due(today))
    return reminders.run


def _due(today: dt.date) -> Iterator[Reminder]:
    for page in unkept(today):
        promised = page.promised_feedback_on
        due_on = due_day(promised, today) if promised else None
        if promised and due_on and due_on >= local(page.first_published_at).date():
            yield _reminder(page, promised, due_on, today)


def _reminder(page: ConsultationPage, promised: dt.date, due_on: dt.date, today: dt.date) -> Reminder:
    return Reminder(
        kind=KIND,
        key=f"{KIND}:{page.content_id}:{promised}:{due_on}",
        due_on=due_on,
        recipient=page.reminder_address,
        subject=f"Feedback promised by {day(promised)}: {page.title}",
        body=lambda: _text(page, promised, today),
        page_id=page.pk,
    )


def _text(page: ConsultationPage, promised: dt.date, today: dt.date) -> str:
    return render_to_string(
        "events/mail/promised_feedback.txt",
        {
            "title": page.title,
            "promised": day(promised),
            "how_late": lateness(promised, today),
            "edit_url": settings.WAGTAILADMIN_BASE_URL + reverse("wagtailadmin_pages:edit", args=[page.pk]),
            "public_url": public_url(page.content_path),
        },
    )
