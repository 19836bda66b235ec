"""Scheduled publishing: at its time, each page by itself."""

from __future__ import annotations

import datetime as dt

import time_machine
from django.utils import timezone
from wagtail.models import Page

from cms import tasks
from cms.content.schedule import publish_scheduled
from events.models import EventPage
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
    assert publish_scheduled(TOMORROW - dt.timedelta(seconds=1)) == (0, 0)
    assert stored(page) is None
    with time_machine.travel(TOMORROW, tick=False):
        assert publish_scheduled(timezone.now()) == (1, 0)
        assert publish_scheduled(timezone.now()) == (0, 0)
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
        assert publish_scheduled(timezone.now()) == (2, 1)
        assert stored(first) is not None
        assert stored(last) is not None
        assert stored(bad) is None
        assert not EventPage.objects.get().live
        assert publish_scheduled(timezone.now()) == (0, 1), "it stays due, and is tried again"
