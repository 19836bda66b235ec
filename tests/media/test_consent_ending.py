"""The e-mail before the consent for a picture ends: to whom, when, what it says, once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from cms.media.consent.ending import send_warnings
from cms.models import SentReminder
from cms.reminders.sending import Reminded
from tests.factories import ImageFactory, InformationFactory, UserFactory

TODAY = dt.datetime(2030, 5, 1, 8, tzinfo=dt.UTC)
IN_60_DAYS = dt.date(2030, 6, 30)
MAILBOX = "fis@example.org"


@pytest.fixture(autouse=True)
def _in_may(site: Any, settings: Any) -> Iterator[None]:
    settings.EDITORS_MAILBOX = "editors@example.org"
    with time_machine.travel(TODAY, tick=False):
        yield


def picture(title: str = "Picnic", ends_on: dt.date = IN_60_DAYS, **values: Any) -> Any:
    consent = {"shows_people": True, "consent_reference": "FIS drawer 4", "consent_for": "The hub"}
    return ImageFactory(title=title, consent_expires_on=ends_on, **consent, **values)


def shown(image: Any, **values: Any) -> Any:
    return InformationFactory(**{"image": image, "shared_mailbox": MAILBOX} | values)


def run(days: int = 0) -> Reminded:
    return send_warnings(lambda: TODAY + dt.timedelta(days=days))


def test_it_goes_once_to_whoever_keeps_a_page_with_it(mailoutbox: list[Any], settings: Any) -> None:
    image = picture()
    sandra = UserFactory(email="sandra@example.org")
    hers, shared = shown(image, title="Parks", responsible=sandra), shown(image, title="Prams")
    assert run(-1) == Reminded()
    assert run() == Reminded(sent=2)
    by_address = {mail.to[0]: mail for mail in mailoutbox}
    assert set(by_address) == {"sandra@example.org", MAILBOX}
    mail = by_address["sandra@example.org"]
    assert mail.subject == "Consent for a picture ends on Sunday 30 June 2030: Picnic"
    host = settings.WAGTAILADMIN_BASE_URL
    assert f"Parks\n{host}/admin/pages/{hers.pk}/edit/" in mail.body
    assert f"{host}/admin/images/{image.pk}/" in mail.body
    assert "FIS drawer 4" in mail.body
    assert "Prams" not in mail.body
    assert f"/admin/pages/{shared.pk}/edit/" in by_address[MAILBOX].body
    for day in [0, 1, 30, 60]:
        assert run(day) == Reminded()
    assert {one.due_on for one in SentReminder.objects.all()} == {TODAY.date()}


def test_a_renewed_consent_warns_again_before_its_new_end(mailoutbox: list[Any]) -> None:
    image = picture()
    shown(image)
    run()
    image.consent_expires_on = IN_60_DAYS + dt.timedelta(days=365)
    image.save()
    assert run(1) == Reminded()
    with time_machine.travel(TODAY + dt.timedelta(days=365), tick=False):
        assert run(365) == Reminded(sent=1)


def test_what_no_page_shows_goes_to_whoever_uploaded_it_else_to_the_editors(mailoutbox: list[Any]) -> None:
    picture("Hers", uploaded_by_user=UserFactory(email="jo@example.org"))
    picture("Nobody's")
    image = picture("A draft's")
    shown(image, live=False)
    assert run() == Reminded(sent=3)
    assert sorted(mail.to[0] for mail in mailoutbox) == [
        "editors@example.org",
        "editors@example.org",
        "jo@example.org",
    ]


def test_what_ends_later_ended_or_was_taken_back_is_left_alone() -> None:
    picture(ends_on=IN_60_DAYS + dt.timedelta(days=1))
    picture(ends_on=TODAY.date() - dt.timedelta(days=1))
    picture(withdrawn_at=TODAY)
    assert run() == Reminded()


def test_many_pictures_cost_no_query_each_for_their_pages(django_assert_max_num_queries: Any) -> None:
    for _ in range(6):
        InformationFactory(image=picture(), shared_mailbox=MAILBOX)
    run()
    with django_assert_max_num_queries(20):
        assert run() == Reminded()
