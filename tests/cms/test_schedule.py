"""Scheduled publishing: at its time, each page by itself."""

from __future__ import annotations

import datetime as dt
import io
from collections import Counter

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page

from cms import tasks
from cms.content.schedule import ScheduleRun, publish_scheduled
from cms.content.schedule import _expire as schedule_of_kinds
from events.models import EventPage
from home.models import InformationPage
from tests.cms.test_publishing import faults
from tests.factories import EventFactory, InformationFactory, SchoolHolidayFactory
from tests.stored import document, log_of, stored

TODAY = dt.datetime(2030, 3, 1, 12, tzinfo=dt.UTC)
TOMORROW = TODAY + dt.timedelta(days=1)


def schedule(page: Page) -> None:
    """Have a page published tomorrow."""
    page.go_live_at = TOMORROW
    page.save_revision().publish()


@time_machine.travel(TODAY, tick=False)
def test_a_page_goes_live_at_its_time_and_not_before(site) -> None:
    page = InformationFactory(live=False)
    schedule(page)
    assert publish_scheduled(TOMORROW - dt.timedelta(seconds=1)) == ScheduleRun()
    assert stored(page) is None
    with time_machine.travel(TOMORROW, tick=False):
        assert publish_scheduled(timezone.now()) == ScheduleRun(published=1)
        assert publish_scheduled(timezone.now()) == ScheduleRun()
        assert log_of(page.content_id) == ["published"]
        assert document(page)["first_published_at"] == "2030-03-02T12:00:00Z"
        assert faults() == []


@time_machine.travel(TODAY, tick=False)
def test_a_live_page_shows_its_old_words_until_then(site) -> None:
    page = InformationFactory(title="Early words")
    page.title = "Late words"
    schedule(page)
    assert document(page)["title"] == "Early words"
    with time_machine.travel(TOMORROW, tick=False):
        assert tasks.publish_scheduled() == 1
    assert document(page)["title"] == "Late words"


@time_machine.travel(TODAY, tick=False)
def test_one_bad_page_does_not_block_the_rest(site) -> None:
    first = InformationFactory(live=False)
    bad = EventFactory(live=False, term_time_only=True)
    last = InformationFactory(live=False)
    for page in [first, bad, last]:
        schedule(page)
    SchoolHolidayFactory(first_day=bad.first_day, last_day=bad.first_day)
    with time_machine.travel(TOMORROW, tick=False):
        assert publish_scheduled(timezone.now()) == ScheduleRun(published=2, failed=1)
        assert stored(first) is not None
        assert stored(last) is not None
        assert stored(bad) is None
        assert not EventPage.objects.get().live
        assert publish_scheduled(timezone.now()) == ScheduleRun(failed=1), "it stays due, and is tried again"


def expired(page: Page) -> Page:
    """Give a live page a day of expiry, as an import or an older form may have done."""
    Page.objects.filter(pk=page.pk).update(expire_at=TOMORROW)
    return page


@time_machine.travel(TODAY, tick=False)
def test_an_expired_page_keeps_its_address_and_is_left_for_review(site) -> None:
    page = expired(InformationFactory(review_by=TODAY.date() + dt.timedelta(days=90)))
    assert publish_scheduled(TOMORROW - dt.timedelta(seconds=1)) == ScheduleRun()
    assert publish_scheduled(TOMORROW) == ScheduleRun(expired=Counter({"left for review": 1}))
    assert publish_scheduled(TOMORROW) == ScheduleRun()
    again = InformationPage.objects.get(pk=page.pk)
    assert (again.live, again.expire_at, again.review_by) == (True, None, TOMORROW.date())
    assert log_of(page.content_id) == ["published"]


@time_machine.travel(dt.datetime(2030, 7, 1, 12, tzinfo=dt.UTC), tick=False)
def test_the_day_of_review_is_the_councils_where_it_is_still_the_day_before_in_utc(site) -> None:
    page = InformationFactory()
    half_past_midnight = dt.datetime(2030, 6, 30, 23, 30, tzinfo=dt.UTC)
    Page.objects.filter(pk=page.pk).update(expire_at=half_past_midnight)
    publish_scheduled(timezone.now())
    assert InformationPage.objects.get(pk=page.pk).review_by == dt.date(2030, 7, 1)


@time_machine.travel(TODAY, tick=False)
def test_an_expired_event_is_past_by_its_dates_alone(site) -> None:
    page = expired(EventFactory())
    assert publish_scheduled(TOMORROW) == ScheduleRun(expired=Counter({"past by its own dates": 1}))
    assert stored(page) is not None


@time_machine.travel(TODAY, tick=False)
def test_one_expired_page_that_can_not_be_seen_to_does_not_block_the_rest(site, monkeypatch) -> None:
    page, other = expired(InformationFactory()), expired(EventFactory())

    def fail(page: Page, now: dt.datetime) -> str:
        raise OSError("the disk is full")

    monkeypatch.setitem(schedule_of_kinds, "events.eventpage", fail)
    assert publish_scheduled(TOMORROW) == ScheduleRun(failed=1, expired=Counter({"left for review": 1}))
    assert Page.objects.get(pk=other.pk).expire_at == TOMORROW
    assert Page.objects.get(pk=page.pk).expire_at is None


@pytest.mark.parametrize("name", ["publish_scheduled", "publish_scheduled_pages"])
def test_wagtails_command_by_habit_does_what_beat_does(site, name) -> None:
    with time_machine.travel(TODAY, tick=False):
        waiting, old = (
            InformationFactory(title="Waiting", live=False),
            expired(InformationFactory(title="Old")),
        )
        schedule(waiting)
    said = io.StringIO()
    with time_machine.travel(TOMORROW, tick=False):
        call_command(name, "--dryrun", stdout=said)
        assert "to publish: Waiting" in said.getvalue()
        assert "expired: Old" in said.getvalue()
        assert stored(waiting) is None
        call_command(name, stdout=said)
    assert "1 published, 1 left for review, 0 failed." in said.getvalue()
    assert stored(waiting) is not None
    assert stored(old) is not None
