"""How to respond as text, and equal time for the readers of late formats."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine

from events import consultation_actions as actions
from events.consultation_formats import equal_time_extension
from events.models import ConsultationPage
from tests.factories import ConsultationFactory, EventFactory, UserFactory, consultation_windows
from tests.stored import document

DAY = dt.timedelta(days=1)
OPENS = dt.datetime(2030, 10, 10, 8, tzinfo=dt.UTC)
# 11:59pm of the day before the clocks go back.
CLOSES = dt.datetime(2030, 10, 26, 22, 59, tzinfo=dt.UTC)
DURING = OPENS + 12 * DAY


def make(**values: Any) -> ConsultationPage:
    with time_machine.travel(OPENS - DAY, tick=False):
        page: ConsultationPage = ConsultationFactory(
            title="Getting to school", windows=consultation_windows((OPENS, CLOSES)), **values
        )
    return page


def came(name: str, on: dt.date | None) -> tuple[str, dict[str, Any]]:
    return ("format", {"format": name, "available_on": on})


def test_all_ways_are_one_text_while_it_is_open(site) -> None:
    page = make(
        online_url="https://survey.example.org/",
        response_email="answers@example.org",
        response_phone="0116 496 0171",
        response_post="Family Views, Glenfield",
        sessions_offered=True,
        formats=[came("easy-read", OPENS.date()), came("audio", None)],
        ready_within_working_days=7,
    )
    page.sessions.create(event=EventFactory(title="A walk-in"))
    assert document(page)["how_to_respond"] == ""
    with time_machine.travel(OPENS, tick=False):
        page.save_revision().publish()
    assert document(page)["how_to_respond"].splitlines() == [
        "Getting to school",
        "Answer by 11:59pm on Saturday 26 October 2030.",
        "Online: https://survey.example.org/",
        "E-mail: answers@example.org",
        "Phone: 0116 496 0171",
        "Post: Family Views, Glenfield",
        "In person: A walk-in",
        "Other formats and languages: Easy Read; Audio (on request within 7 working days)",
    ]


def test_ways_that_there_are_not_are_not_named(site) -> None:
    page = make(response_phone="0116 496 0171", sessions_offered=True)
    with time_machine.travel(OPENS, tick=False):
        page.save_revision().publish()
    assert document(page)["how_to_respond"].splitlines()[2:] == [
        "Phone: 0116 496 0171",
        "In person: ask us where",
    ]


def test_answers_are_counted_by_the_way_they_came(site) -> None:
    ways = ["online", "paper", "sessions", "email", "phone", "elsewhere"]
    page = make(**{f"responses_{way}": number for number, way in enumerate(ways)})
    assert document(page)["response_counts"] == {way: number for number, way in enumerate(ways)}


def test_the_impact_is_told_for_the_start_and_the_end(site) -> None:
    values = document(make(impact_assessment="Wheelchairs.", impact_assessment_at_end="A ramp."))
    assert (values["impact_assessment"], values["impact_assessment_at_end"]) == ("Wheelchairs.", "A ramp.")


def test_a_late_format_asks_for_as_many_days_by_the_wall_clock(site) -> None:
    page = make(formats=[came("audio", OPENS.date()), came("easy-read", (OPENS + 10 * DAY).date())])
    asked = equal_time_extension(page, DURING)
    assert asked is not None
    assert (asked.format, asked.days) == ("Easy Read", 10)
    assert asked.closes_at == dt.datetime(2030, 11, 5, 23, 59, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("on", "now"),
    [
        (None, DURING),
        (OPENS.date(), DURING),
        ((OPENS + 10 * DAY).date(), OPENS),
        ((OPENS + DAY).date(), CLOSES + DAY),
    ],
    ids=["being made", "in time", "still to come", "has closed"],
)
def test_nothing_is_asked_where_nobody_lost_time(site, on, now) -> None:
    assert equal_time_extension(make(formats=[came("easy-read", on)]), now) is None


def test_an_extension_that_gives_the_time_is_not_asked_for_again(site) -> None:
    page = make(formats=[came("easy-read", (OPENS + 10 * DAY).date())])
    asked = equal_time_extension(page, DURING)
    assert asked is not None
    publisher = UserFactory(group="FIS publishers")
    with time_machine.travel(DURING, tick=False):
        actions.extend(page.pk, asked.closes_at - 2 * DAY, "Part of it.", publisher, DURING)
        again = equal_time_extension(ConsultationPage.objects.get(), DURING)
        assert again is not None
        assert again.closes_at == asked.closes_at
        actions.extend(page.pk, asked.closes_at, "All of it.", publisher, DURING)
        assert equal_time_extension(ConsultationPage.objects.get(), DURING) is None
