"""The weekly e-mail about pages to look at again: to whom, what it says, once a week each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from cms.models import SentReminder
from cms.reminders.sending import Reminded
from cms.upkeep.confirming import confirm_right
from cms.upkeep.digests import send_digests
from home.models import HomePage, InformationPage
from tests.factories import InformationFactory, UserFactory
from tests.servers.mail import MailServer, mail_server

MONDAY = dt.datetime(2030, 9, 16, 8, tzinfo=dt.UTC)
DUE = dt.date(2030, 9, 30)
MAILBOX = "fis@example.org"


@pytest.fixture(autouse=True)
def _in_summer(db: None, request: Any) -> Iterator[None]:
    with time_machine.travel(dt.datetime(2030, 6, 1, 9, tzinfo=dt.UTC), tick=False):
        request.getfixturevalue("site")
        yield


@pytest.fixture
def server(settings: Any) -> Iterator[MailServer]:
    with mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.PUBLIC_SITE_URL = "https://www.example.org"
        yield server


def run(days: int = 0, hours: int = 0) -> Reminded:
    return send_digests(lambda: MONDAY + dt.timedelta(days=days, hours=hours))


def due(title: str, **values: Any) -> InformationPage:
    page: InformationPage = InformationFactory(
        **{"title": title, "review_by": DUE, "shared_mailbox": MAILBOX} | values
    )
    return page


def test_all_pages_of_one_person_come_in_one_mail_which_says_what_to_do(server, settings) -> None:
    first, second = due("Privacy & you"), due("“Help”", review_by=dt.date(2030, 9, 2))
    due("Next year", review_by=dt.date(2031, 9, 2))
    assert run() == Reminded(sent=1)
    (message,) = server.messages
    assert (message["To"], message["Subject"]) == (MAILBOX, "2 pages to look at: still right?")
    text = message.get_content()
    assert text.index("“Help”") < text.index("Privacy & you")
    assert "by Monday 2 September 2030, 2 weeks ago" in text
    assert "by Monday 30 September 2030, in 2 weeks" in text
    for page in (first, second):
        assert f"{settings.WAGTAILADMIN_BASE_URL}/admin/still-right/{page.pk}/" in text
        assert f"https://www.example.org{page.content_path}" in text
    assert "Next year" not in text


def test_it_comes_once_a_week_until_somebody_has_looked(server) -> None:
    page = due("Page")
    sent = [day for day in range(22) if run(days=day).sent]
    assert sent == [0, 7, 14, 21]
    assert len({message["Message-ID"] for message in server.messages}) == 4
    confirm_right(page, None, MONDAY + dt.timedelta(days=22))
    assert not any(run(days=day).sent for day in range(22, 40))


def test_who_has_nothing_to_do_on_monday_hears_of_it_on_the_day_it_comes_up(server) -> None:
    due("Page", review_by=DUE + dt.timedelta(days=3))
    assert [day for day in range(8) if run(days=day).sent] == [3, 7]


def test_each_has_a_mail_of_their_own_and_who_has_left_has_none(server, settings) -> None:
    settings.EDITORS_MAILBOX = "all@example.org"
    due("Hers", responsible=UserFactory(email="sam@example.org"))
    due("His", responsible=UserFactory(email="kit@example.org", is_active=False))
    due("Nobody's", shared_mailbox="")
    assert run() == Reminded(sent=3)
    assert {message["To"] for message in server.messages} == {"sam@example.org", MAILBOX, "all@example.org"}


def test_pages_that_name_nobody_are_counted(server) -> None:
    due("One", shared_mailbox="")
    due("Two", shared_mailbox="")
    assert run() == Reminded(nobody=2)
    assert not SentReminder.objects.exists()


def test_one_that_failed_is_tried_again_as_the_same_message(server) -> None:
    due("Page")
    due("Other", shared_mailbox="other@example.org")
    server.refused.add(MAILBOX)
    assert run() == Reminded(sent=1, failed=1)
    record = SentReminder.objects.get(recipient=MAILBOX)
    assert "nobody of that name" in record.fault
    server.refused.clear()
    assert run(hours=4) == Reminded(sent=1)
    assert [message["Message-ID"] for message in server.of(MAILBOX)] == [record.message_id]


def test_a_mail_server_that_ends_the_connection_now_and_then_loses_nothing(server) -> None:
    for number in range(4):
        due(f"Page {number}", shared_mailbox=f"box{number}@example.org")
    server.messages_a_connection = 1
    assert run() == Reminded(sent=4)
    assert len(server.messages) == 4


def test_the_home_page_and_lists_are_looked_after_too(server, settings) -> None:
    settings.EDITORS_MAILBOX = MAILBOX
    HomePage.objects.update(review_by=DUE)
    assert run() == Reminded(sent=1)
