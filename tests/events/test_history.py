"""A date that has begun stays as people were told of it, whatever an editor does to the rule."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from cms.content import store
from cms.content.models import ContentItem
from cms.content.publishing import PublishRefused
from cms.content.rebuilding import rebuild
from cms.content.tree import PageTree
from cms.content.verification import differences
from events import history
from events.models import EventPage, ExtraDate, PublishedDate, SkippedDay
from tests.events.dates import SPRING, WEEKLY, at, change, edit, on, periods, told
from tests.factories import EventFactory, SchoolHolidayFactory
from tests.stored import document, log_of, stored

FOUR = WEEKLY | {"repeat_count": 4}
# Two of four Tuesdays are over, the third runs.
MIDWAY = at("2030-06-18 18:00")
FIRST_THREE = ["06-04 18:30", "06-11 18:30", "06-18 18:30"]


@pytest.fixture(autouse=True)
def _spring() -> Iterator[None]:
    with time_machine.travel(SPRING, tick=False):
        yield


def bodies() -> dict[Any, bytes]:
    return {item.path: bytes(item.body) for item in ContentItem.objects.all()}


@pytest.mark.parametrize(
    ("values", "ahead"),
    [
        ({"start_time": dt.time(10)}, ["06-25 10:00"]),
        ({"rrule": "FREQ=WEEKLY;BYDAY=TH"}, ["06-20 18:30", "06-27 18:30"]),
        ({"first_day": on("07-02")}, ["07-02 18:30", "07-09 18:30", "07-16 18:30", "07-23 18:30"]),
        ({"rrule": "", "repeat_count": None, "first_day": on("06-30")}, ["06-30 18:30"]),
        ({"rrule": "", "repeat_count": None}, []),
        ({"repeat_count": 2}, []),
        ({"skipped_days": [SkippedDay(day=on("06-04"))]}, ["06-25 18:30"]),
        ({"start_time": None, "duration_minutes": None}, ["06-25 00:00"]),
        ({"duration_minutes": 30}, ["06-25 18:30"]),
        ({"extra_dates": [ExtraDate(day=on("06-01"))]}, ["06-25 18:30"]),
    ],
)
def test_an_edit_counts_from_now_on(site, values, ahead) -> None:
    event = EventFactory(**FOUR)
    before = [(row.starts_at, row.ends_at, row.when) for row in periods(event)][:3]
    with time_machine.travel(MIDWAY, tick=False):
        event = edit(event, **values)
        assert told(event) == FIRST_THREE + ahead
        assert [(row.starts_at, row.ends_at, row.when) for row in periods(event)][:3] == before
        stored_bodies = bodies()
        assert rebuild(timezone.now(), lambda done, total: None) == 0
        assert bodies() == stored_bodies
        assert list(differences(timezone.now())) == []
    for later in (at("2030-06-25 17:30"), at("2031-01-01 00:00")):
        with time_machine.travel(later, tick=False):
            rebuild(later, lambda done, total: None)
            assert told(event) == FIRST_THREE + ahead
            assert list(differences(later)) == []


def test_what_is_published_first_counts_whole(site) -> None:
    with time_machine.travel(MIDWAY, tick=False):
        event = EventFactory(**FOUR, status="cancelled")
        assert told(event) == [f"{date} cancelled" for date in [*FIRST_THREE, "06-25 18:30"]]
        assert list(differences(MIDWAY)) == []


def test_an_edit_after_all_is_over_changes_words_only(site) -> None:
    event = EventFactory(**FOUR)
    with time_machine.travel(at("2030-08-01 12:00"), tick=False):
        event = edit(event, title="What it was")
        assert told(event) == [*FIRST_THREE, "06-25 18:30"]
        values = document(event)
        assert (values["title"], values["archived"], values["next_occurrence"]) == ("What it was", True, None)
        item = stored(event)
        assert item is not None
        assert item.archived_from == at("2030-06-25 19:00")


def test_an_event_that_runs_again_is_no_longer_past(site, refresh) -> None:
    event = EventFactory()
    with time_machine.travel(at("2030-08-01 12:00"), tick=False):
        refresh()
        event = edit(event, first_day=dt.date(2031, 6, 3))
        assert [f"{row.starts_at:%Y-%m-%d}" for row in periods(event)] == ["2030-06-04", "2031-06-03"]
        assert log_of(event.content_id) == ["published", "archived", "unarchived"]


def test_a_date_can_not_be_moved_into_the_past(site) -> None:
    event = EventFactory()
    with pytest.raises(
        PublishRefused, match="Friday 1 March 2030 has passed, and people were told of another"
    ):
        edit(event, first_day=on("03-01"))
    assert told(event) == ["06-04 18:30"]


def test_a_holiday_that_is_entered_late_takes_no_past_date_away(site, refresh) -> None:
    SchoolHolidayFactory(first_day=on("07-20"), last_day=on("08-31"))
    event = EventFactory(**FOUR, term_time_only=True)
    with time_machine.travel(MIDWAY, tick=False):
        SchoolHolidayFactory(first_day=on("06-10"), last_day=on("06-30"))
        refresh()
        assert told(event) == FIRST_THREE
        assert list(differences(MIDWAY)) == []


def test_a_past_date_can_be_marked_but_not_moved(site, refresh) -> None:
    event = EventFactory(**FOUR)
    with time_machine.travel(MIDWAY, tick=False):
        event = edit(event, date_changes=[change("06-11", "cancelled", "It did not take place.")])
        assert told(event)[1] == "06-11 18:30 cancelled"
        assert periods(event)[1].note == "It did not take place."
        event = edit(event, start_time=dt.time(10))
        assert told(event)[1] == "06-11 18:30 cancelled"
        event = edit(event, date_changes=[change("06-11", "scheduled", "It took place after all.")])
        assert told(event)[1] == "06-11 18:30"
        with pytest.raises(PublishRefused, match="has begun, so it can not be moved any more"):
            edit(event, date_changes=[change("06-11", "moved", new_day=on("06-13"))])
        assert told(event) == [*FIRST_THREE, "06-25 10:00"]


def test_a_change_that_was_known_in_time_changes_nothing_later(site, refresh) -> None:
    """The whole event was off when the date began, so its own note does not make it "full" afterwards."""
    event = EventFactory(
        **FOUR, status="postponed", status_note="Later.", date_changes=[change("06-11", "full", "No places.")]
    )
    before = told(event)
    with time_machine.travel(MIDWAY, tick=False):
        refresh()
        event = edit(event, status="scheduled")
        assert told(event) == [*before[:3], "06-25 18:30"]


def test_a_moved_date_stays_where_it_has_been(site) -> None:
    event = EventFactory(**FOUR, date_changes=[change("06-11", "moved", new_day=on("06-13"))])
    with time_machine.travel(at("2030-06-12 12:00"), tick=False):
        event = edit(event, summary="Between its old day and its new.")
        assert told(event)[1] == "06-13 18:30"
    with time_machine.travel(MIDWAY, tick=False):
        event = edit(event, start_time=dt.time(10))
        assert told(event) == ["06-04 18:30", "06-13 18:30", "06-18 18:30", "06-25 10:00"]
        event = edit(event, date_changes=[])
        assert told(event)[1] == "06-13 18:30"
        assert list(differences(MIDWAY)) == []


def test_history_outlasts_being_unpublished(site) -> None:
    event = EventFactory(**FOUR)
    with time_machine.travel(MIDWAY, tick=False):
        EventPage.objects.get(pk=event.pk).unpublish()
        assert stored(event) is None
        event = edit(event, start_time=dt.time(10))
        assert told(event) == [*FIRST_THREE, "06-25 10:00"]


def test_a_copy_has_no_history(site) -> None:
    event = EventFactory(**FOUR)
    with time_machine.travel(MIDWAY, tick=False):
        event = edit(event, start_time=dt.time(10), extra_dates=[ExtraDate(day=on("06-30"))])
        copy = Page.objects.get(pk=event.pk).specific.copy(
            update_attrs={"slug": "copy"}, to=event.get_parent(), keep_live=False
        )
        assert not PublishedDate.objects.filter(page=copy.pk).exists()
        copy = edit(copy, first_day=on("06-11"))
        assert told(copy) == ["06-11 10:00", "06-18 10:00", "06-25 10:00", "06-30 10:00", "07-02 10:00"]


def test_a_page_that_is_not_saved_yet_has_dates_and_no_history(db) -> None:
    page = EventPage(first_day=on("03-01"))
    page.extra_dates.add(ExtraDate(day=on("06-04")))
    assert [str(date.day) for date in page.occurrences(SPRING).told] == ["2030-03-01", "2030-06-04"]


def test_deleting_takes_history_along(site) -> None:
    event = EventFactory(**FOUR)
    EventPage.objects.get(pk=event.pk).delete()
    assert not PublishedDate.objects.exists()


def test_what_is_forgotten_is_planned_anew(site) -> None:
    event = EventFactory(**FOUR)
    with time_machine.travel(MIDWAY, tick=False):
        history.forget(event.pk)
        event = edit(event, first_day=on("06-05"), rrule="FREQ=WEEKLY")
        assert told(event) == ["06-05 18:30", "06-12 18:30", "06-19 18:30", "06-26 18:30"]
        assert list(differences(MIDWAY)) == []


def test_rows_are_written_only_where_they_differ(site) -> None:
    event = EventFactory(**FOUR)
    kept = list(PublishedDate.objects.values_list("pk", flat=True))
    source = EventPage.public_by_id([event.content_id], PageTree())[event.content_id]
    with CaptureQueriesContext(connection) as queries:
        store.write(source, SPRING)
    assert [query["sql"] for query in queries if "publisheddate" in query["sql"]] == []
    edit(event, first_day=on("05-28"))
    assert [row in kept for row in PublishedDate.objects.values_list("pk", flat=True)] == [False, *[True] * 3]


def test_one_and_the_same_source_can_be_stored_twice(site) -> None:
    event = EventFactory(**FOUR)
    source = EventPage.public_by_id([event.content_id], PageTree())[event.content_id]
    source.first_day = on("07-02")
    store.write(source, SPRING)
    source.first_day = on("07-09")
    store.write(source, SPRING)
    rows = PublishedDate.objects.filter(page=event.pk).values_list("starts_at", flat=True)
    assert list(rows) == [row.starts_at for row in periods(event)]
    assert f"{rows[0]:%m-%d}" == "07-09"


def test_edits_at_any_time_leave_what_has_begun(site) -> None:
    """Each edit at each moment, one after another on one event: its past only ever grows."""
    event = EventFactory(**(WEEKLY | {"repeat_count": 12}))
    edits: list[dict[str, Any]] = [
        {"start_time": dt.time(9)},
        {"rrule": "FREQ=WEEKLY;BYDAY=MO,WE"},
        {"status": "cancelled", "status_note": "Off."},
        {"first_day": on("06-20"), "rrule": "FREQ=DAILY"},
        {"status": "scheduled", "duration_minutes": 45},
        {"rrule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "repeat_count": None},
        {"repeat_until": on("09-01")},
    ]
    past: list[tuple[Any, ...]] = []
    for number, (values, hour) in enumerate(zip(edits, itertools.cycle([0, 9, 18]), strict=False)):
        now = at(f"2030-06-{5 + 3 * number:02d} {hour:02d}:10")
        with time_machine.travel(now, tick=False):
            event = edit(event, **values)
            rows = [(row.starts_at, row.ends_at, row.status, row.note) for row in periods(event)]
            assert rows[: len(past)] == past
            past = [row for row in rows if row[0] <= now]
            assert list(differences(now)) == []
