"""Reminders of promised feedback: to whom, when, once each, through a real mail server."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from cms.models import SentReminder
from cms.reminders.sending import Reminded
from events.models import ConsultationPage
from events.promises import due_day, send_reminders
from settings.celery import app
from tests.events.past import unreported
from tests.factories import UserFactory
from tests.servers.mail import MailServer, mail_server
from tests.servers.throwaway import free_port

PROMISED = dt.date(2028, 9, 30)
MAILBOX = "fis@example.org"
A_DAY = dt.timedelta(days=1)


def eight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(8), ZoneInfo("Europe/London"))


def run(day: dt.date, hour: int = 0) -> Reminded:
    at = eight(day) + dt.timedelta(hours=hour)
    with time_machine.travel(at, tick=False):
        return send_reminders(lambda: at)


def promised(**values: Any) -> ConsultationPage:
    return unreported(**{"promised_feedback_on": PROMISED, "shared_mailbox": MAILBOX} | values)


@pytest.fixture
def server(settings: Any) -> Iterator[MailServer]:
    with mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.PUBLIC_SITE_URL = "https://www.example.org/families"
        yield server


@pytest.mark.parametrize(
    ("days", "due"),
    [
        (-29, None),
        (-28, -28),
        (-8, -28),
        (-7, -7),
        (-1, -7),
        (0, 0),
        (13, 0),
        (14, 14),
        (27, 14),
        (28, 28),
        (700, 700),
    ],
)
def test_the_days_on_which_one_is_due(days, due) -> None:
    today = PROMISED + days * A_DAY
    assert due_day(PROMISED, today) == (None if due is None else PROMISED + due * A_DAY)


@given(st.integers(-400, 4000))
def test_what_is_due_never_lies_ahead_and_is_seldom_long_ago(days) -> None:
    today = PROMISED + days * A_DAY
    due = due_day(PROMISED, today)
    if due is None:
        assert days < -28
    else:
        assert 0 <= (today - due).days < 21


def test_every_reminder_goes_out_once_on_its_day(site, server) -> None:
    promised()
    sent_on = [
        day
        for day in (PROMISED + number * A_DAY for number in range(-35, 45))
        for hour in (0, 4)
        if run(day, hour).sent
    ]
    assert [(day - PROMISED).days for day in sent_on] == [-28, -7, 0, 14, 28, 42]
    assert len({message["Message-ID"] for message in server.of(MAILBOX)}) == 6


def test_it_says_what_to_do_in_plain_text_and_where(site, server, settings) -> None:
    page = promised(title="Buses & “trains”")
    run(PROMISED + 14 * A_DAY)
    (message,) = server.messages
    assert message["Subject"].strip() == "Feedback promised by Saturday 30 September 2028: Buses & “trains”"
    assert re.fullmatch("<[0-9a-f]{40}@www.example.org>", message["Message-ID"])
    assert message.get_content_type() == "text/plain"
    text = message.get_content()
    assert "Buses & “trains”" in text
    assert "That day was 2 weeks ago" in text
    assert f"{settings.WAGTAILADMIN_BASE_URL}/admin/pages/{page.pk}/edit/" in text
    assert "https://www.example.org/families/consultations/" in text
    assert [line[:2] for line in text.splitlines() if line[:1].isdigit()] == ["1.", "2.", "3."]


def test_a_week_without_a_worker_is_made_up_for_by_one(site, server) -> None:
    promised()
    assert run(PROMISED + 33 * A_DAY).sent == 1
    assert run(PROMISED + 34 * A_DAY).sent == 0
    assert SentReminder.objects.get().due_on == PROMISED + 28 * A_DAY


@pytest.mark.parametrize(
    "values",
    [
        {"feedback_published_on": PROMISED, "we_asked": "What?"},
        {"no_feedback_reason": "Nobody answered."},
        {"withdrawn_at": eight(PROMISED)},
        {"archived_at": eight(PROMISED)},
        {"promised_feedback_on": None},
        {"live": False},
    ],
    ids=["feedback", "reason", "withdrawn", "archived", "no promise", "draft"],
)
def test_nobody_is_reminded_of_what_is_done_or_was_never_promised(site, server, values) -> None:
    promised()
    ConsultationPage.objects.update(**values)
    assert run(PROMISED) == Reminded()


def test_a_promise_that_was_old_when_the_page_came_waits_for_its_next_day(site, server) -> None:
    page = promised()
    ConsultationPage.objects.update(first_published_at=eight(PROMISED + 20 * A_DAY))
    assert run(PROMISED + 20 * A_DAY).sent == 0
    assert run(PROMISED + 28 * A_DAY).sent == 1
    assert page.reminders.count() == 1


@pytest.mark.parametrize(
    ("person", "mailbox", "everybody", "to"),
    [
        ({"email": "sam@example.org"}, MAILBOX, "all@example.org", "sam@example.org"),
        ({"email": "sam@example.org", "is_active": False}, MAILBOX, "", MAILBOX),
        ({"email": ""}, MAILBOX, "", MAILBOX),
        (None, "", "all@example.org", "all@example.org"),
    ],
    ids=["owner", "owner has left", "owner without address", "editors"],
)
def test_who_is_reminded(site, server, settings, person, mailbox, everybody, to) -> None:
    settings.EDITORS_MAILBOX = everybody
    promised(responsible=UserFactory(**person) if person else None, shared_mailbox=mailbox)
    assert run(PROMISED).sent == 1
    assert [message["To"] for message in server.messages] == [to]


def test_where_nobody_is_named_nothing_is_sent_and_nothing_is_written(site, server) -> None:
    promised(shared_mailbox="")
    assert run(PROMISED) == Reminded(nobody=1)
    assert not SentReminder.objects.exists()


def test_one_bad_address_does_not_block_the_rest_and_is_tried_again_under_the_same_id(site, server) -> None:
    bad = promised(shared_mailbox="nobody@example.org")
    promised()
    server.refused.add("nobody@example.org")
    assert run(PROMISED) == Reminded(sent=1, failed=1)
    row = bad.reminders.get()
    assert row.sent_at is None
    assert "nobody of that name" in row.fault
    assert len(server.of(MAILBOX)) == 1
    bad.shared_mailbox = "somebody@example.org"
    bad.save()
    assert run(PROMISED, hour=4) == Reminded(sent=1)
    row.refresh_from_db()
    assert (row.recipient, row.fault) == ("somebody@example.org", "")
    (message,) = server.of("somebody@example.org")
    assert message["Message-ID"] == row.message_id


def test_a_mail_server_that_is_away_is_a_fault_of_each(site, server, settings) -> None:
    settings.EMAIL_PORT = free_port()
    for _ in range(2):
        promised()
    assert run(PROMISED) == Reminded(failed=2)
    assert all("refused" in fault for fault in SentReminder.objects.values_list("fault", flat=True))


def test_another_run_leaves_alone_what_one_is_sending_right_now(site, server) -> None:
    promised()
    assert run(PROMISED).sent == 1
    # As it stands between the mail server's yes and our record of it.
    SentReminder.objects.update(sent_at=None)
    assert run(PROMISED) == Reminded()
    assert run(PROMISED, hour=1) == Reminded(sent=1), "whoever had it has died"
    first, second = server.of(MAILBOX)
    assert first["Message-ID"] == second["Message-ID"]


def test_beat_sends_at_eight_by_the_clock_in_london() -> None:
    schedule = app.conf.beat_schedule["events.send_reminders"]["schedule"]
    assert (min(schedule.hour), schedule.minute) == (8, {0})
    assert app.conf.timezone == "Europe/London"
