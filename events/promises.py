"""Remind whoever promised to say what came of a consultation: each reminder once, until it is told."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse

from cms.content.builder import public_url
from cms.dates import day, local
from events.consultation_records import SentReminder
from events.consultations import ConsultationPage

logger = logging.getLogger(__name__)

DAYS_BEFORE = [28, 7, 0]
DAYS_BETWEEN = 14
# A worker that has not said by then how its sending went has died; longer than any mail server is waited for.
CLAIMED_FOR = dt.timedelta(minutes=10)


@dataclass
class Reminded:
    """What one run did; `nobody` counts pages that name nobody to remind."""

    sent: int = 0
    failed: int = 0
    nobody: int = 0


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


def recipient(page: ConsultationPage) -> str:
    """Return who is reminded, empty for nobody: the person responsible, the page's mailbox, the editors'."""
    person = page.responsible
    own = person.email if person and person.is_active else ""
    return own or page.shared_mailbox or settings.EDITORS_MAILBOX


def send_reminders(clock: Callable[[], dt.datetime]) -> Reminded:
    """Send what is due; after days on which nothing was sent, one reminder for them all.

    Each is written down before it goes out. One whose sending failed, or whose worker died before it could
    say that the mail server took it, is sent again by a later run, under the same Message-ID.
    """
    run, today = Reminded(), local(clock()).date()
    for page in list(unkept(today)):
        promised = page.promised_feedback_on
        due_on = due_day(promised, today) if promised else None
        if promised is None or due_on is None or due_on < local(page.first_published_at).date():
            continue
        address = recipient(page)
        if not address:
            run.nobody += 1
            continue
        reminder = _claim(page, promised, due_on, address, clock())
        if reminder is None:
            continue
        if _send(reminder, page, today, clock):
            run.sent += 1
        else:
            run.failed += 1
    return run


def _claim(
    page: ConsultationPage, promised: dt.date, due_on: dt.date, address: str, now: dt.datetime
) -> SentReminder | None:
    """Return the reminder for this run to send, committed; None where it is sent or another run has it."""
    with transaction.atomic(durable=True):
        reminder, _ = SentReminder.objects.get_or_create(
            page=page,
            promised_on=promised,
            due_on=due_on,
            defaults={"recipient": address, "message_id": _message_id(page, due_on)},
        )
        free = Q(attempted_at__isnull=True) | Q(attempted_at__lte=now - CLAIMED_FOR)
        waiting = SentReminder.objects.filter(free, pk=reminder.pk, sent_at__isnull=True)
        claimed = waiting.update(attempted_at=now, recipient=address)
    reminder.recipient = address
    return reminder if claimed else None


def _send(
    reminder: SentReminder, page: ConsultationPage, today: dt.date, clock: Callable[[], dt.datetime]
) -> bool:
    row = SentReminder.objects.filter(pk=reminder.pk)
    try:
        _message(reminder, page, today).send()
    except Exception as fault:
        # One bad address must not keep the others waiting; the fault stands in “Outcomes due”.
        logger.exception("The reminder for “%s” could not be sent to %s.", page.title, reminder.recipient)
        row.update(fault=str(fault) or type(fault).__name__)
        return False
    row.update(sent_at=clock(), fault="")
    return True


def _message(reminder: SentReminder, page: ConsultationPage, today: dt.date) -> EmailMessage:
    context = {
        "title": page.title,
        "promised": day(reminder.promised_on),
        "how_late": how_late(reminder.promised_on, today),
        "edit_url": settings.WAGTAILADMIN_BASE_URL + reverse("wagtailadmin_pages:edit", args=[page.pk]),
        "public_url": public_url(page.content_path),
    }
    subject = f"Feedback promised by {context['promised']}: {page.title}"
    return EmailMessage(
        subject=" ".join(subject.split()),
        body=render_to_string("events/mail/promised_feedback.txt", context),
        to=[reminder.recipient],
        headers={"Message-ID": reminder.message_id, "Auto-Submitted": "auto-generated"},
    )


def _message_id(page: ConsultationPage, due_on: dt.date) -> str:
    # Short enough to stand on one line: not every mail server reads a folded one right.
    host = urlsplit(settings.PUBLIC_SITE_URL).hostname
    return f"<{page.content_id.hex}.{due_on:%Y%m%d}@{host}>"


def how_late(promised: dt.date, today: dt.date) -> str:
    """Return such as `in 4 weeks`, `today` or `9 days ago`."""
    days = (promised - today).days
    if days == 0:
        return "today"
    weeks, rest = divmod(abs(days), 7)
    number, unit = (abs(days), "day") if rest else (weeks, "week")
    span = f"{number} {unit}{'' if number == 1 else 's'}"
    return f"in {span}" if days > 0 else f"{span} ago"
