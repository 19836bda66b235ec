"""The bank holidays that come with the hub, against the rules by which they fall."""

from __future__ import annotations

import datetime as dt
import importlib
from types import SimpleNamespace

import pytest
from dateutil.easter import easter
from django.apps import apps
from django.db import connection

from events.bank_holidays import shipped
from events.holidays import Holidays, bank_holiday_range, school_holiday_range
from events.models import BankHoliday, EventPage, SchoolHoliday
from tests.factories import SchoolHolidayFactory

MONDAY, SATURDAY = 0, 5
ONE = dt.timedelta(days=1)
YEARS = range(2025, 2029)


def monday_from(day: dt.date) -> dt.date:
    return day + dt.timedelta(days=(MONDAY - day.weekday()) % 7)


def expected(year: int) -> dict[dt.date, str]:
    """Return a year's bank holidays in England and Wales; one at a weekend moves to the next free weekday."""
    fixed = {
        easter(year) - 2 * ONE: "Good Friday",
        easter(year) + ONE: "Easter Monday",
        monday_from(dt.date(year, 5, 1)): "Early May bank holiday",
        monday_from(dt.date(year, 5, 25)): "Spring bank holiday",
        monday_from(dt.date(year, 8, 25)): "Summer bank holiday",
    }
    days = dict(fixed)
    feasts = {"New Year’s Day": (1, 1), "Christmas Day": (12, 25), "Boxing Day": (12, 26)}
    for name, (month, number) in feasts.items():
        day = dt.date(year, month, number)
        at_weekend = day.weekday() >= SATURDAY
        while day.weekday() >= SATURDAY or day in days:
            day += ONE
        days[day] = f"{name} (substitute day)" if at_weekend else name
    return days


@pytest.mark.parametrize("year", YEARS)
def test_a_year_is_complete_and_right(year) -> None:
    found = {day: name for day, name in shipped().days.items() if day.year == year}
    assert found == expected(year)


def test_the_file_says_its_source_and_its_range() -> None:
    holidays = shipped()
    assert (holidays.first, holidays.last) == (dt.date(2025, 1, 1), dt.date(2028, 12, 31))
    assert list(holidays.days) == sorted(holidays.days)
    assert {day.year for day in holidays.days} == set(YEARS)
    assert holidays.source["url"] == "https://www.gov.uk/bank-holidays"
    assert holidays.source["licence"] == "Open Government Licence v3.0"


def test_every_hub_has_them_and_entering_them_twice_keeps_an_editors_word(db) -> None:
    assert dict(BankHoliday.objects.values_list("day", "name")) == shipped().days
    BankHoliday.objects.filter(day=dt.date(2026, 12, 25)).update(name="Christmas")
    BankHoliday.objects.get(day=dt.date(2026, 12, 28)).delete()
    migration = importlib.import_module("events.migrations.0005_bank_holidays")
    migration.enter(apps, SimpleNamespace(connection=connection))
    names = dict(BankHoliday.objects.values_list("day", "name"))
    assert names == shipped().days | {dt.date(2026, 12, 25): "Christmas"}


def test_the_ranges_of_the_registers(db) -> None:
    assert bank_holiday_range() == (dt.date(2025, 1, 1), dt.date(2028, 12, 26))
    assert school_holiday_range() is None
    SchoolHolidayFactory()
    SchoolHolidayFactory(first_day=dt.date(2030, 7, 20), last_day=dt.date(2030, 8, 31))
    assert school_holiday_range() == (dt.date(2030, 5, 27), dt.date(2030, 8, 31))
    BankHoliday.objects.all().delete()
    assert bank_holiday_range() is None


def test_an_editor_is_told_where_holidays_are_not_known_yet(db) -> None:
    SchoolHolidayFactory()
    event = EventPage(term_time_only=True, skip_bank_holidays=True)
    assert Holidays().warnings(event, dt.date(2028, 12, 1)) == []
    warnings = Holidays().warnings(event, dt.date(2030, 6, 4))
    assert [warning.partition(".")[0] for warning in warnings] == [
        "School holidays are entered until Friday 31 May 2030",
        "Bank holidays are entered until Tuesday 26 December 2028",
    ]
    assert Holidays().warnings(EventPage(), dt.date(2040, 1, 1)) == []


def test_what_is_in_a_school_holiday_is_known_by_both_its_ends(db) -> None:
    holiday = SchoolHolidayFactory()
    event = EventPage(term_time_only=True)
    covered = [holiday.first_day - ONE, holiday.first_day, holiday.last_day, holiday.last_day + ONE]
    assert [Holidays().covers(event, day) for day in covered] == [False, True, True, False]
    assert SchoolHoliday.objects.count() == 1
