"""The editor's form of an event: what is wrong with a row of dates stands at that row."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from events.models import ExtraDate
from tests.cms.admin_forms import submit
from tests.events.dates import SPRING, WEEKLY, told
from tests.factories import EventFactory


@pytest.fixture(autouse=True)
def _spring() -> Iterator[None]:
    with time_machine.travel(SPRING, tick=False):
        yield


def test_a_row_that_does_not_fit_is_refused_there_and_nothing_is_published(site, sign_in) -> None:
    event = EventFactory(**WEEKLY, repeat_count=2)
    rows = {
        "date_changes-TOTAL_FORMS": "3",
        **{f"date_changes-{row}-ORDER": order for row, order in enumerate("312")},
        **{f"date_changes-{row}-day": f"2030-06-{day}" for row, day in enumerate(["12", "04", "11"])},
        **{f"date_changes-{row}-status": "cancelled" for row in range(3)},
        **{f"date_changes-{row}-note": "The hall is closed." for row in range(3)},
        "action-publish": "action-publish",
    }
    answer = submit(sign_in("FIS publishers"), f"/admin/pages/{event.pk}/edit/", rows)
    assert answer.status_code == 200
    faults = answer.context["form"].formsets["date_changes"].errors
    assert [list(row) for row in faults] == [["day"], [], []]
    assert faults[0]["day"][0].startswith("Wednesday 12 June 2030 is no date of this event.")
    assert told(event) == ["06-04 18:30", "06-11 18:30"]


def test_a_row_that_is_taken_out_leaves_the_others_faults_in_place(site, sign_in) -> None:
    event = EventFactory(extra_dates=[ExtraDate(day=SPRING.date())])
    rows = {
        "extra_dates-TOTAL_FORMS": "2",
        "extra_dates-INITIAL_FORMS": "1",
        "extra_dates-0-id": str(event.extra_dates.get().pk),
        "extra_dates-0-DELETE": "on",
        "extra_dates-1-day": "2030-06-04",
        "extra_dates-1-ORDER": "2",
        "action-publish": "action-publish",
    }
    answer = submit(sign_in("FIS publishers"), f"/admin/pages/{event.pk}/edit/", rows)
    row = answer.context["form"].formsets["extra_dates"].forms[1]
    assert row.errors["day"][0].startswith("Tuesday 4 June 2030 is a date of this event already.")
