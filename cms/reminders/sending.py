"""Send reminders so that none is missing and none comes twice, but where a kill leaves no other way.

A reminder is written down before it goes out, and marked as sent once the mail server has said yes. One whose
sending failed, or whose worker died before it could say so, is sent again by a later run, under the same
Message-ID, by which mail programs know it again.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import smtplib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Q

from cms.reminders.models import SentReminder

logger = logging.getLogger(__name__)

# A worker that has not said by then how its sending went has died; longer than any mail server is waited for.
CLAIMED_FOR = dt.timedelta(minutes=10)


@dataclass
class Reminded:
    """What one run did; `nobody` counts what names nobody to remind."""

    sent: int = 0
    failed: int = 0
    nobody: int = 0


@dataclass(frozen=True)
class Reminder:
    """What is to be said to whom; `key` stays the same however often it is tried."""

    kind: str
    key: str
    due_on: dt.date
    recipient: str
    subject: str
    body: Callable[[], str]
    page_id: int | None = None

    @property
    def message_id(self) -> str:
        # Short enough to stand on one line: not every mail server reads a folded one right.
        host = urlsplit(settings.PUBLIC_SITE_URL).hostname
        return f"<{hashlib.sha256(self.key.encode()).hexdigest()[:40]}@{host}>"


class Post:
    """Sends the reminders of one run over one connection to the mail server."""

    def __init__(self, connection: BaseEmailBackend, clock: Callable[[], dt.datetime]) -> None:
        self.run = Reminded()
        self._connection = connection
        self._clock = clock

    def send(self, reminders: Iterable[Reminder]) -> None:
        """Send those that are due, but for what went out already or another run is at."""
        due = list(reminders)
        sent = SentReminder.objects.filter(
            kind__in={one.kind for one in due}, due_on__in={one.due_on for one in due}, sent_at__isnull=False
        )
        # Most runs find all of them here, and need no transaction for each.
        done = set(sent.values_list("key", flat=True))
        for reminder in due:
            if reminder.key not in done:
                self._send(reminder)

    def _send(self, reminder: Reminder) -> None:
        if not reminder.recipient:
            self.run.nobody += 1
            return
        record = self._claim(reminder)
        if record is None:
            return
        if self._hand_over(reminder, record):
            self.run.sent += 1
        else:
            self.run.failed += 1

    def _claim(self, reminder: Reminder) -> SentReminder | None:
        """Return the record for this run to send, committed; None where it is sent or another run has it."""
        now = self._clock()
        with transaction.atomic(durable=True):
            record, _ = SentReminder.objects.get_or_create(
                key=reminder.key,
                defaults={
                    "kind": reminder.kind,
                    "page_id": reminder.page_id,
                    "due_on": reminder.due_on,
                    "recipient": reminder.recipient,
                    "message_id": reminder.message_id,
                },
            )
            free = Q(attempted_at__isnull=True) | Q(attempted_at__lte=now - CLAIMED_FOR)
            waiting = SentReminder.objects.filter(free, pk=record.pk, sent_at__isnull=True)
            claimed = waiting.update(attempted_at=now, recipient=reminder.recipient)
        return record if claimed else None

    def _hand_over(self, reminder: Reminder, record: SentReminder) -> bool:
        row = SentReminder.objects.filter(pk=record.pk)
        try:
            self._deliver(self._message(reminder, record.message_id))
        except Exception as fault:
            # One bad address must not keep the others waiting; the fault stands in the admin.
            logger.exception("The reminder %s could not be sent to %s.", reminder.key, reminder.recipient)
            row.update(fault=str(fault) or type(fault).__name__)
            self.hang_up()
            return False
        row.update(sent_at=self._clock(), fault="")
        return True

    def _message(self, reminder: Reminder, message_id: str) -> EmailMessage:
        return EmailMessage(
            subject=" ".join(reminder.subject.split()),
            body=reminder.body(),
            to=[reminder.recipient],
            headers={"Message-ID": message_id, "Auto-Submitted": "auto-generated"},
            connection=self._connection,
        )

    def _deliver(self, message: EmailMessage) -> None:
        self._connection.open()
        try:
            message.send()
        except smtplib.SMTPServerDisconnected:
            # Many servers end a connection after some messages.
            self.hang_up()
            self._connection.open()
            message.send()

    def hang_up(self) -> None:
        """End the connection; the next reminder opens another."""
        with suppress(OSError):
            # What was to be sent is sent or not by now: a farewell that fails changes nothing.
            self._connection.close()


@contextmanager
def post(clock: Callable[[], dt.datetime]) -> Iterator[Post]:
    """Give what sends reminders; its connection, made with the first of them, ends with the block."""
    post = Post(get_connection(), clock)
    try:
        yield post
    finally:
        post.hang_up()
