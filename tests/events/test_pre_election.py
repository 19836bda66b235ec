"""Pre-election periods: who keeps them, and which pages touch one."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from wagtail.models import PageLogEntry

from cms.checks.overrides import LOG_ACTION
from cms.checks.registry import findings_of
from events.models import EventPage, PreElectionPeriod
from events.pre_election import concerns
from tests.cms.admin_forms import submit
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
    return [concern.message.partition(":")[0] for concern in concerns(page, now)]


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
            "Its dates fall in a pre-election period: County council elections, Tuesday 26 March 2030 to"
            " Thursday 2 May 2030."
        )
        assert found.advice.startswith(
            "It is Tuesday 26 March 2030 and 5 more. Choose dates after Thursday 2 May 2030, or ask"
        )
        # A reason that was given holds when the first of them is over.
        assert [concern.message for concern in concerns(event, at(3, 20))] == [found.message]

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


@time_machine.travel(at(4, 1), tick=False)
def test_publishing_inside_one_asks_for_a_reason_and_records_it(period: PreElectionPeriod, sign_in: Any):
    event, publisher = EventFactory(summary="Before."), sign_in("FIS publishers")
    address = f"/admin/pages/{event.pk}/edit/"
    changes = {"summary": "After.", "action-publish": "action-publish"}
    asked = submit(publisher, address, changes)
    assert "1 warning needs" in asked.context["form"].non_field_errors()[0]
    assert "published in a pre-election period: County council elections" in asked.content.decode()
    assert EventPage.objects.get(pk=event.pk).summary == "Before."

    (warning,) = findings_of(event, at(4, 1))
    submit(publisher, address, changes | {f"check-reason-{warning.fingerprint}": "It was agreed in January."})
    assert EventPage.objects.get(pk=event.pk).summary == "After."
    (entry,) = PageLogEntry.objects.filter(page=event.pk, action=LOG_ACTION)
    assert entry.message == (
        "Kept as it is: This would be published in a pre-election period: County council elections, Tuesday"
        " 26 March 2030 to Thursday 2 May 2030. Reason: It was agreed in January."
    )


@time_machine.travel(at(1, 1), tick=False)
def test_a_draft_and_a_page_that_touches_none_are_asked_nothing(period: PreElectionPeriod, sign_in: Any):
    event, publisher = EventFactory(), sign_in("FIS publishers")
    consultation = ConsultationFactory()
    for page in [event, consultation]:
        assert [one for one in findings_of(page, at(1, 1)) if one.check == "pre-election"] == []
    submit(publisher, f"/admin/pages/{event.pk}/edit/", {"first_day": "2030-04-02"})
    draft = EventPage.objects.get(pk=event.pk).get_latest_revision_as_object()
    (warning,) = [one for one in findings_of(draft, at(1, 1)) if one.check == "pre-election"]
    assert (warning.finding.field, warning.finding.blocks) == ("first_day", False)


def test_publishers_keep_it_and_editors_read_it(sign_in: Any):
    values = {"name": "By-election", "first_day": "2030-10-01", "last_day": "2030-09-01"}
    publisher = sign_in("FIS publishers")
    assert b"The last day is before the first day." in publisher.post(f"{REGISTER}create/", values).content
    assert publisher.post(f"{REGISTER}create/", {**values, "last_day": "2030-11-01"}).status_code == 302
    editor = sign_in("FIS editors")
    assert b"By-election" in editor.get(REGISTER).content
    assert editor.post(f"{REGISTER}create/", values).status_code == 302
    assert PreElectionPeriod.objects.count() == 1
