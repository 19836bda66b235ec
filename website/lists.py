"""Listing pages: what their document's query finds, with filters."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from django.http import HttpResponse

from cms.api.parameters import FIRST_DAY
from cms.api.problems import Fault, Problem
from cms.content.listing import read_instant
from cms.dates import local
from website.around import around
from website.filters import ARCHIVE, Given, by_days, form, given, offered
from website.pages import page
from website.reading import API, Reading, Values, cursor_of, query_string

ON_A_PAGE = "20"
BY_TITLE = {"organisation", "toolkit", "register-entry"}
# Types that stand in calendars too.
DATED = {"event", "consultation"}
NOTHING_FOUND: Values = {"items": [], "total": 0, "next": None}


def index_page(reading: Reading, document: Values) -> HttpResponse:
    """Return a listing page with a page of its list; what is wrong with the filters stands above the form."""
    query = urlsplit(document["content_query"])
    base: Given = parse_qs(query.query)
    types = base.get("type", [])
    item_type = types[0] if len(types) == 1 else ""
    is_archive = "archived" in base and item_type == "consultation"
    kind = ARCHIVE if is_archive else item_type
    names = [name for group in offered(kind) for name in group if name not in base]
    chosen = given(reading.request.GET, names)
    found, faults, status = _found(reading, item_type, chosen, base)
    words = around(reading).taxonomies
    years = _years(reading, base) if is_archive else []
    following = cursor_of(found)
    values = {
        "document": document,
        "item_type": item_type,
        "form": form(kind, chosen, words, faults, years) if names else None,
        "faults": faults,
        "found": found,
        "is_first": not reading.request.GET.get("cursor"),
        "first_page": f"?{query_string(chosen)}",
        "next": f"?{query_string({**chosen, 'cursor': following})}" if following else None,
        "feed": _feed(item_type, chosen, base) if item_type and not faults else None,
        "calendar": f"/calendar/?{query_string(_of_calendar(item_type, chosen))}"
        if item_type in DATED and "archived" not in base
        else None,
        "is_archive": is_archive,
    }
    return page(reading, "website/items/index.html", values, status=status)


def _found(reading: Reading, item_type: str, chosen: Given, base: Given) -> tuple[Values, list[Fault], int]:
    """Return what the list finds, or what is wrong with its filters."""
    cursor = reading.request.GET.get("cursor")
    more: dict[str, str | list[str]] = {"limit": ON_A_PAGE}
    if cursor:
        more["cursor"] = cursor
    if item_type in BY_TITLE:
        more["order"] = "title"
    try:
        return reading.cards(**{**more, **by_days(chosen), **base}), [], 200
    except Problem as problem:
        if problem.status != 422:
            raise
        return NOTHING_FOUND, problem.errors, 422


def _feed(item_type: str, chosen: Given, base: Given) -> str:
    """Return the address of the list's Atom feed."""
    narrowed = {name: values for name, values in base.items() if name != "type"}
    query = query_string({**by_days(chosen), **narrowed})
    return f"{API}/feeds/{item_type}.atom" + (f"?{query}" if query else "")


def _years(reading: Reading, base: Given) -> list[int]:
    """Return the years from this one back to the first of the list's consultations."""
    first = reading.calendar({**base, "from": str(FIRST_DAY), "limit": "1"})["items"]
    if not first:
        return []
    oldest = local(read_instant(first[0]["starts_at"])).year
    return list(range(local(reading.now).year, oldest - 1, -1))


def _of_calendar(item_type: str, chosen: Given) -> Given:
    return {"type": [item_type], **{name: slugs for name, slugs in chosen.items() if name != "archived"}}
