"""Pre-election periods: who keeps them, and which pages touch one."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from events.models import PreElectionPeriod
from events.pre_election import concerns
from tests.factories import ConsultationFactory, EventFactory, consultation_windows

pytestmark = pytest.mark.django_db
FIRST, LAST = dt.date(2030, 3, 26), dt.date(2030, 5, 2)
REGISTER = "/admin/pre-election-periods/"


def at(month: int, day: int, hour: int = 12) -> dt.datetime:
    return dt.datetime(2030, month, day, hour, tzinfo=dt.UTC)


@pytest.fixture
def period(site: Any) -> PreElectionPeriod:
    return PreElectionPeriod.objects.create(name="County council elections", first_day=FIRST, last_day=LAST)


def messages(page: Any, now: dt.datetime) -> list[str]:
    return [concern.message.partition(":")[0].partition(",")[0] for concern in concerns(page, now)]


PUBLISHED = "This would be published in a pre-election period"
FALLS = "Its dates fall in a pre-election period"


@pytest.mark.usefixtures("period")
class TestWhen:
    @pytest.mark.parametrize(
        ("now", "expected"),
        [
            (at(3, 25, 23), []),
            # Midnight by the council's clock.
            (at(3, 26, 0), [PUBLISHED]),
            (at(5, 2, 22), [PUBLISHED]),
            # In summer the council's day ends an hour earlier than UTC's.
            (at(5, 2, 23), []),
        ],
    )
    def test_an_event_after_it_is_published(self, now: dt.datetime, expected: list[str]):
        assert messages(EventFactory(first_day=dt.date(2030, 6, 4)), now) == expected

    def test_an_event_goes_live_later(self):
        event = EventFactory(live=False, go_live_at=at(4, 1))
        assert messages(event, at(1, 1)) == [PUBLISHED]
        event.go_live_at = at(5, 3)
        assert messages(event, at(4, 1)) == []

    @pytest.mark.parametrize(
        ("day", "expected"),
        [(dt.date(2030, 3, 25), []), (FIRST, [FALLS]), (LAST, [FALLS]), (dt.date(2030, 5, 3), [])],
    )
    def test_an_event_is_on_a_day(self, day: dt.date, expected: list[str]):
        assert messages(EventFactory(first_day=day), at(1, 1)) == expected

    def test_a_repeated_event_names_the_first_and_counts_the_rest(self):
        event = EventFactory(first_day=dt.date(2030, 3, 5), rrule="FREQ=WEEKLY;BYDAY=TU", repeat_count=20)
        (found,) = concerns(event, at(1, 1))
        assert found.message == (
            "Its dates fall in a pre-election period, County council elections, Tuesday 26 March 2030 to"
            " Thursday 2 May 2030: Tuesday 26 March 2030, and 5 more."
        )
        assert found.advice.startswith("Choose dates after Thursday 2 May 2030, or ask")

    def test_a_consultation_is_open_around_it(self):
        windows = consultation_windows((at(2, 1), at(6, 1)))
        assert messages(ConsultationFactory(windows=windows), at(1, 1)) == [FALLS]
        assert messages(ConsultationFactory(), at(1, 1)) == []

    def test_dates_that_are_over_and_ones_that_are_not_right_touch_nothing(self):
        assert messages(EventFactory(first_day=FIRST), at(3, 27, 0)) == [PUBLISHED]
        assert messages(EventFactory(live=False, first_day=None), at(1, 1)) == []
        assert messages(ConsultationFactory(live=False, windows=[]), at(1, 1)) == []

    def test_a_period_that_is_over_is_no_concern(self):
        assert concerns(EventFactory(first_day=dt.date(2030, 6, 4)), at(6, 1)) == []


def test_publishers_keep_it_and_editors_read_it(sign_in: Any):
    values = {"name": "By-election", "first_day": "2030-10-01", "last_day": "2030-09-01"}
    publisher = sign_in("FIS publishers")
    assert b"The last day is before the first day." in publisher.post(f"{REGISTER}create/", values).content
    assert publisher.post(f"{REGISTER}create/", {**values, "last_day": "2030-11-01"}).status_code == 302
    editor = sign_in("FIS editors")
    assert b"By-election" in editor.get(REGISTER).content
    assert editor.post(f"{REGISTER}create/", values).status_code == 302
    assert PreElectionPeriod.objects.count() == 1
