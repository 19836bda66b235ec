"""The calendar: what comes next as a list, or one month by days; and the addresses to subscribe to."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections import defaultdict
from typing import Any

from django.http import HttpResponse

from cms.api.parameters import FIRST_DAY, LAST_DAY
from cms.api.problems import Fault, Problem
from cms.content.listing import read_instant
from cms.dates import local
from website.around import around
from website.filters import Given, form, given
from website.lists import NOTHING_FOUND
from website.pages import page, page_view
from website.reading import API, Reading, Values, cursor_of, query_string

ON_A_PAGE = "40"
AT_ONCE = "100"
# A month that is fuller can be narrowed; the page would be too long to read.
MOST_PAGES_OF_A_MONTH = 4
MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
NAMES = ["area", "provision", "attendance", "audience", "age_range", "theme", "state"]
TYPES = {"event", "consultation"}
SECOND = dt.timedelta(seconds=1)


@page_view
def show(reading: Reading) -> HttpResponse:
    """Return the calendar with the filters of events, by `view=month` as a month."""
    query = reading.request.GET
    chosen = given(query, ["type", "from", "to", *NAMES])
    by_month = query.get("view") == "month"
    if by_month:
        chosen = {name: values for name, values in chosen.items() if name not in {"from", "to"}}
    try:
        values = _month(reading, chosen) if by_month else _list(reading, chosen)
        faults, status = [], 200
    except Problem as problem:
        if problem.status != 422:
            raise
        values, faults, status = {"entries": [], "found": NOTHING_FOUND}, problem.errors, 422
    words = around(reading).taxonomies
    feed = query_string(chosen)
    address = reading.request.build_absolute_uri(f"{API}/calendar.ics" + (f"?{feed}" if feed else ""))
    values |= {
        "by_month": by_month,
        "faults": faults,
        "form": form("event", chosen, words, faults),
        "feed": address,
        "webcal": re.sub(r"^https?", "webcal", address),
        "list_address": f"?{feed}",
        "month_address": f"?{query_string({**_undated(chosen), 'view': 'month'})}",
        "carried": _carried(chosen, by_month),
    }
    return page(reading, "website/calendar.html", values, status=status)


def _list(reading: Reading, chosen: Given) -> Values:
    """Return what is on from today or a day on, a page at a time."""
    cursor = reading.request.GET.get("cursor")
    more: Values = {"cursor": cursor} if cursor else {}
    found = reading.calendar({"limit": ON_A_PAGE, **chosen, **more})
    following = cursor_of(found)
    first = _first_day(reading, chosen)
    entries = found["items"]
    return {
        "found": found,
        "running": [] if cursor else [one for one in entries if _day(one["starts_at"]) < first],
        "days": _by_day(entries, first),
        "is_first": not cursor,
        "next": f"?{query_string({**chosen, 'cursor': following})}" if following else None,
    }


def _month(reading: Reading, chosen: Given) -> Values:
    """Return one month, each day with what begins on it, and consultations where they close."""
    year, number = _asked_month(reading)
    last_of_month = calendar.monthrange(year, number)[1]
    first, last = dt.date(year, number, 1), dt.date(year, number, last_of_month)
    entries: list[Values] = []
    parameters: dict[str, Any] = {**chosen, "from": str(first), "to": str(last), "limit": AT_ONCE}
    for _ in range(MOST_PAGES_OF_A_MONTH):
        found = reading.calendar(parameters)
        entries += found["items"]
        cursor = cursor_of(found)
        if not cursor:
            break
        parameters["cursor"] = cursor
    on: dict[dt.date, list[Values]] = defaultdict(list)
    for entry in entries:
        on[_day_in_month(entry)].append(entry)
    weeks = calendar.Calendar().monthdatescalendar(year, number)
    before, after = first - dt.timedelta(days=1), last + dt.timedelta(days=1)
    return {
        "found": {**found, "items": entries},
        "first": first,
        "today": local(reading.now).date(),
        "days": [(day, day.month == number, on.get(day, [])) for week in weeks for day in week],
        "is_cut": bool(cursor),
        "previous": _month_address(chosen, before) if before >= FIRST_DAY else None,
        "following": _month_address(chosen, after) if after <= LAST_DAY else None,
        "before": before,
        "after": after,
    }


def _asked_month(reading: Reading) -> tuple[int, int]:
    text = reading.request.GET.get("month", "")
    if not text:
        today = local(reading.now).date()
        return today.year, today.month
    found = MONTH.fullmatch(text)
    if found and FIRST_DAY.year <= int(found[1]) <= LAST_DAY.year and 1 <= int(found[2]) <= 12:
        return int(found[1]), int(found[2])
    message = "Give a month that exists, such as 2026-04."
    raise Problem(
        422, message, [Fault(parameter="month", value=text[:50], message=message, did_you_mean=None)]
    )


def _first_day(reading: Reading, chosen: Given) -> dt.date:
    return dt.date.fromisoformat(chosen["from"][0]) if "from" in chosen else local(reading.now).date()


def _by_day(entries: list[Values], first: dt.date) -> list[tuple[dt.date, list[Values]]]:
    """Return what begins from a day on, by its day."""
    days: dict[dt.date, list[Values]] = {}
    for entry in entries:
        day = _day(entry["starts_at"])
        if day >= first:
            days.setdefault(day, []).append(entry)
    return list(days.items())


def _day_in_month(entry: Values) -> dt.date:
    """Return the day on which people look for it: a consultation on the last one on which they can answer."""
    if entry["kind"] == "window":
        return local(read_instant(entry["ends_at"]) - SECOND).date()
    return _day(entry["starts_at"])


def _day(instant: str) -> dt.date:
    return local(read_instant(instant)).date()


def _carried(chosen: Given, by_month: bool) -> list[tuple[str, str]]:
    """Return what the form of filters has no field for."""
    view = [("view", "month")] if by_month else []
    return [(name, slug) for name in ["type", "state"] for slug in chosen.get(name, [])] + view


def _undated(chosen: Given) -> Given:
    return {name: values for name, values in chosen.items() if name not in {"from", "to"}}


def _month_address(chosen: Given, day: dt.date) -> str:
    return f"?{query_string({**chosen, 'view': 'month', 'month': f'{day:%Y-%m}'})}"
