"""Listing pages: what their document's query finds, with filters."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from django.http import HttpResponse

from cms.api.problems import Fault, Problem
from website.around import around
from website.filters import Given, form, given, offered
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
    names = [name for group in offered(item_type) for name in group if name not in base]
    chosen = given(reading.request.GET, names)
    parameters: dict[str, str | list[str]] = {"limit": ON_A_PAGE, **chosen, **base}
    if item_type in BY_TITLE:
        parameters["order"] = "title"
    cursor = reading.request.GET.get("cursor")
    found, faults, status = _found(reading, parameters | ({"cursor": cursor} if cursor else {}))
    words = around(reading).taxonomies
    following = cursor_of(found)
    feed = query_string({**chosen, **{name: values for name, values in base.items() if name != "type"}})
    values = {
        "document": document,
        "item_type": item_type,
        "form": form(item_type, chosen, words, faults) if names else None,
        "faults": faults,
        "found": found,
        "is_first": not cursor,
        "first_page": f"?{query_string(chosen)}",
        "next": f"?{query_string({**chosen, 'cursor': following})}" if following else None,
        "feed": f"{API}/feeds/{item_type}.atom" + (f"?{feed}" if feed else "") if item_type else None,
        "calendar": f"/calendar/?{query_string(_of_calendar(item_type, chosen))}"
        if item_type in DATED and "archived" not in base
        else None,
        "is_archive": "archived" in base,
    }
    return page(reading, "website/items/index.html", values, status=status)


def _found(reading: Reading, parameters: dict[str, str | list[str]]) -> tuple[Values, list[Fault], int]:
    """Return what the list finds, or what is wrong with its filters."""
    try:
        return reading.cards(**parameters), [], 200
    except Problem as problem:
        if problem.status != 422:
            raise
        return NOTHING_FOUND, problem.errors, 422


def _of_calendar(item_type: str, chosen: Given) -> Given:
    return {"type": [item_type], **{name: slugs for name, slugs in chosen.items() if name != "archived"}}
