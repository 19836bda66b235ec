"""The register of school and bank holidays: lists, a year at a glance, and a word when they run out."""

from __future__ import annotations

import calendar
import datetime as dt
from collections import defaultdict
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.admin.ui.components import Component
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup
from wagtail_modeladmin.views import IndexView

from cms.dates import day as in_words
from cms.exports import SafeExportView
from events.term_dates import BankHoliday, SchoolHoliday

SEPTEMBER = 9
# Regular events are listed 18 months ahead; a year leaves time to enter what comes next.
AHEAD = dt.timedelta(days=365)
BANK_HOLIDAYS_PAGE = "https://www.gov.uk/bank-holidays"


def school_year(day: dt.date) -> int:
    """Return the year in whose September the school year of a day begins."""
    return day.year if day.month >= SEPTEMBER else day.year - 1


def warnings(today: dt.date) -> list[str]:
    """Return what to enter before regular events are listed on days when nothing happens."""
    known = {
        "School holidays": SchoolHoliday.objects.aggregate(last=Max("last_day"))["last"],
        "Bank holidays": BankHoliday.objects.aggregate(last=Max("day"))["last"],
    }
    found = []
    for name, last in known.items():
        if last is None:
            found.append(f"No {name.lower()} are entered, so no regular event can leave them out.")
        elif last < today + AHEAD:
            found.append(
                f"{name} are entered until {in_words(last)}. Regular events leave out none after that day:"
                " enter the next ones."
            )
    return found


def months(year: int) -> list[dict[str, Any]]:
    """Return the twelve months of a school year, each with its weeks and the holidays in it."""
    first, last = dt.date(year, SEPTEMBER, 1), dt.date(year + 1, SEPTEMBER, 1) - dt.timedelta(days=1)
    school = list(SchoolHoliday.objects.filter(first_day__lte=last, last_day__gte=first))
    bank = {holiday.day: holiday.name for holiday in BankHoliday.objects.filter(day__range=(first, last))}
    names: dict[dt.date, str] = defaultdict(str)
    for holiday in school:
        for offset in range((holiday.last_day - holiday.first_day).days + 1):
            names[holiday.first_day + dt.timedelta(days=offset)] = holiday.name
    return [
        _month(year if month >= SEPTEMBER else year + 1, month, names, bank, school)
        for month in [*range(SEPTEMBER, 13), *range(1, SEPTEMBER)]
    ]


def _month(
    year: int, month: int, school: dict[dt.date, str], bank: dict[dt.date, str], holidays: list[SchoolHoliday]
) -> dict[str, Any]:
    weeks = [
        [
            {
                "day": day if day.month == month else None,
                "kind": "bank" if day in bank else "school" if day in school else "",
                "name": bank.get(day) or school.get(day, ""),
            }
            for day in week
        ]
        for week in calendar.Calendar().monthdatescalendar(year, month)
    ]
    begins, ends = dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])
    return {
        "name": f"{begins:%B %Y}",
        "weeks": weeks,
        "school": [one for one in holidays if one.first_day <= ends and one.last_day >= begins],
        "bank": [(day, name) for day, name in sorted(bank.items()) if begins <= day <= ends],
    }


def year_overview(request: HttpRequest) -> HttpResponse:
    """Show a school year with its holidays."""
    if not HolidayGroup.may_see(request.user):
        raise PermissionDenied
    today = timezone.localdate()
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and 2000 <= int(asked) <= 2100 else school_year(today)
    return render(
        request,
        "events/registers/year_overview.html",
        {
            "year": year,
            "months": months(year),
            "weekdays": calendar.day_abbr,
            "warnings": warnings(today),
            "bank_holidays_page": BANK_HOLIDAYS_PAGE,
        },
    )


class RegisterView(SafeExportView):
    """A list of holidays under what is missing in it."""

    @cached_property
    def overview_url(self) -> str:
        return reverse("year_overview")

    @cached_property
    def warnings(self) -> list[str]:
        return warnings(timezone.localdate())


class HolidayAdmin(ModelAdmin):
    """A list of holidays, with the way to the year at a glance."""

    menu_icon = "calendar"
    index_view_class: type[IndexView] = RegisterView
    index_template_name = "events/registers/holidays.html"


class SchoolHolidayAdmin(HolidayAdmin):
    """When schools are closed."""

    model = SchoolHoliday
    menu_label = "School holidays"
    base_url_path = "school-holidays"
    list_display = ["name", "first_day", "last_day"]
    list_export = ["name", "first_day", "last_day"]
    ordering = ["-first_day"]


class BankHolidayAdmin(HolidayAdmin):
    """Bank holidays of England."""

    model = BankHoliday
    menu_label = "Bank holidays"
    base_url_path = "bank-holidays"
    list_display = ["day", "name"]
    list_export = ["day", "name"]
    ordering = ["-day"]


class HolidayGroup(ModelAdminGroup):
    """Days that regular events can leave out."""

    items = [SchoolHolidayAdmin, BankHolidayAdmin]
    menu_label = "Term dates"
    menu_icon = "calendar-alt"
    menu_order = 310

    @staticmethod
    def may_see(user: Any) -> bool:
        """Return whether somebody may see the registers."""
        return bool(
            user.has_perm("events.view_schoolholiday") or user.has_perm("events.change_schoolholiday")
        )


class HolidayWarnings(Component):
    """On the admin's home: which holidays run out."""

    name = "holiday-warnings"
    order = 90
    template_name = "events/registers/warnings_panel.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        seen = parent_context and HolidayGroup.may_see(parent_context["request"].user)
        return {"warnings": warnings(timezone.localdate()) if seen else []}


urls = [path("term-dates/year/", year_overview, name="year_overview")]
