"""The register of holidays: who keeps it, a school year at a glance, and a word before it runs out."""

from __future__ import annotations

import datetime as dt

import pytest

from events.holiday_register import months, school_year, warnings
from events.models import BankHoliday, SchoolHoliday

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 22)


@pytest.fixture
def _holidays() -> None:
    BankHoliday.objects.all().delete()
    SchoolHoliday.objects.create(
        name="Winter holiday", first_day=dt.date(2026, 12, 19), last_day=dt.date(2027, 1, 3)
    )
    BankHoliday.objects.create(name="Christmas Day", day=dt.date(2026, 12, 25))


@pytest.mark.parametrize(
    ("day", "year"), [(dt.date(2026, 8, 31), 2025), (dt.date(2026, 9, 1), 2026), (dt.date(2027, 1, 1), 2026)]
)
def test_a_school_year_begins_in_september(day: dt.date, year: int) -> None:
    assert school_year(day) == year


@pytest.mark.usefixtures("_holidays")
class TestYear:
    def test_has_twelve_months_and_every_day_once(self) -> None:
        days = [
            cell["day"] for month in months(2026) for week in month["weeks"] for cell in week if cell["day"]
        ]
        assert len(months(2026)) == 12
        assert days == [dt.date(2026, 9, 1) + dt.timedelta(days=number) for number in range(365)]

    def test_a_holiday_over_new_year_is_in_both_months(self) -> None:
        named = {month["name"]: [one.name for one in month["school"]] for month in months(2026)}
        assert [name for name, holidays in named.items() if holidays] == ["December 2026", "January 2027"]

    def test_a_bank_holiday_in_a_school_holiday_shows_as_bank_holiday(self) -> None:
        kinds = {
            cell["day"]: cell["kind"] for month in months(2026) for week in month["weeks"] for cell in week
        }
        assert kinds[dt.date(2026, 12, 25)] == "bank"
        assert kinds[dt.date(2026, 12, 26)] == "school"
        assert kinds[dt.date(2027, 1, 4)] == ""

    def test_it_is_shown(self, sign_in) -> None:
        answer = sign_in("FIS publishers").get("/admin/term-dates/year/?year=2026").content.decode()
        assert "Winter holiday: 19 December to 3 January" in answer
        assert "Christmas Day: Friday 25 December" in answer

    @pytest.mark.parametrize("year", ["abc", "1", "99999999999999999999", "²"])
    def test_a_year_that_is_none_shows_this_one(self, sign_in, year: str) -> None:
        assert sign_in("FIS publishers").get("/admin/term-dates/year/", {"year": year}).status_code == 200


class TestWarnings:
    def test_nothing_entered(self) -> None:
        BankHoliday.objects.all().delete()
        assert [text.partition(" are ")[0] for text in warnings(TODAY)] == [
            "No school holidays",
            "No bank holidays",
        ]

    @pytest.mark.usefixtures("_holidays")
    def test_entered_for_less_than_a_year(self) -> None:
        assert "School holidays are entered until Sunday 3 January 2027." in warnings(TODAY)[0]

    @pytest.mark.usefixtures("_holidays")
    def test_entered_far_ahead(self) -> None:
        SchoolHoliday.objects.create(
            name="Summer", first_day=dt.date(2027, 7, 25), last_day=TODAY.replace(year=2027)
        )
        BankHoliday.objects.create(name="Christmas Day", day=dt.date(2027, 12, 25))
        assert warnings(TODAY) == []

    def test_the_home_of_the_admin_says_so(self, site, sign_in) -> None:
        assert b"No school holidays are entered" in sign_in("FIS editors").get("/admin/").content


class TestWhoKeepsIt:
    @pytest.mark.parametrize("register", ["school-holidays", "bank-holidays"])
    def test_publishers_do(self, sign_in, register: str) -> None:
        assert sign_in("FIS publishers").get(f"/admin/{register}/create/").status_code == 200

    @pytest.mark.parametrize("register", ["school-holidays", "bank-holidays"])
    def test_editors_only_read(self, sign_in, register: str) -> None:
        client = sign_in("FIS editors")
        assert client.get(f"/admin/{register}/").status_code == 200
        assert client.get(f"/admin/{register}/create/").status_code == 302

    def test_a_holiday_that_ends_before_it_begins_is_refused(self, sign_in) -> None:
        answer = sign_in("FIS publishers").post(
            "/admin/school-holidays/create/",
            {"name": "Half-term", "first_day": "2027-02-20", "last_day": "2027-02-15"},
        )
        assert b"The last day is before the first day." in answer.content
        assert not SchoolHoliday.objects.filter(name="Half-term").exists()
