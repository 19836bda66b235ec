"""The search page."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse

from cms.api.problems import Fault, Problem
from website.around import around
from website.filters import Given, chips, given
from website.lists import NOTHING_FOUND
from website.pages import page, page_view
from website.reading import Reading, Values, cursor_of, query_string
from website.wording import KINDS, WORDS

ON_A_PAGE = "20"
SHOWN_FACETS = ["type", "area", "audience", "theme", "age_range", "provision", "attendance", "state", "year"]
NARROWING = [*SHOWN_FACETS, "organisation", "indicator", "level", "archived", "from", "to"]
TAKEN_OFF = ["without", "exact"]
MOST_OF_A_FACET = 8


@dataclass(frozen=True)
class Choice:
    """A word that narrows the answer, and the address at which it does."""

    name: str
    count: int
    address: str


@page_view
def show(reading: Reading) -> HttpResponse:
    """Return what a text finds, with ways to narrow it, or ways on where it finds nothing."""
    query = reading.request.GET
    asked = query.get("q", "").strip()
    chosen = given(query, NARROWING)
    kept = {"q": [asked], **chosen, **given(query, TAKEN_OFF)} if asked else {**chosen}
    values = _answer(reading, asked, chosen, kept)
    status = values.pop("status")
    words = around(reading).taxonomies
    values |= {
        "q": asked,
        "chips": [
            {"kind": chip.kind, "name": chip.name, "address": _with_rest(chip.address, kept, chosen)}
            for chip in chips(chosen, words)
        ],
        "carried": [(name, slug) for name, slugs in chosen.items() for slug in slugs],
        "topics": [term for term in words["themes"] if term["count"]],
    }
    return page(reading, "website/search.html", values, status=status)


def _answer(reading: Reading, asked: str, chosen: Given, kept: Given) -> Values:
    if not asked and not chosen:
        return {"status": 200, "found": None}
    cursor = reading.request.GET.get("cursor")
    more = {"cursor": cursor} if cursor else {}
    try:
        found = reading.search({"limit": ON_A_PAGE, **kept, **more})
    except Problem as problem:
        return _without_answer(reading, problem)
    following = cursor_of(found)
    return {
        "status": 200,
        "found": found,
        "is_first": not cursor,
        "first_page": f"?{query_string(kept)}",
        "facets": _facets(found["facets"], chosen, kept),
        "understood": [
            {**chip, "address": f"?{query_string(_more(kept, 'without', _chip(chip)))}"}
            for chip in found["understood"]
        ],
        "as_typed": f"?{query_string({**kept, 'exact': 'true'})}",
        "next": f"?{query_string({**kept, 'cursor': following})}" if following else None,
    }


def _without_answer(reading: Reading, problem: Problem) -> Values:
    """Return what the page says where search can not answer, or not such a question."""
    if problem.status not in {422, 503}:
        raise problem
    reading.seconds = 0
    faults: list[Fault] = problem.errors if problem.status == 422 else []
    return {
        "status": problem.status,
        "found": NOTHING_FOUND,
        "faults": faults,
        "is_down": problem.status == 503,
    }


def _facets(facets: Values, chosen: Given, kept: Given) -> list[tuple[str, list[Choice]]]:
    """Return the words that would narrow the answer, by kind, without those that are on."""
    shown = []
    for kind in SHOWN_FACETS:
        choices = [
            Choice(
                WORDS.get(kind, {}).get(value["slug"], value["name"]),
                value["count"],
                f"?{query_string(_more(kept, kind, value['slug']))}",
            )
            for value in facets.get(kind, [])
            if value["count"] and value["slug"] not in chosen.get(kind, [])
        ]
        if choices:
            shown.append((KINDS[kind], choices[:MOST_OF_A_FACET]))
    return shown


def _chip(chip: Values) -> str:
    return f"{chip['kind']}:{chip['slug']}"


def _more(kept: Given, kind: str, slug: str) -> Given:
    return {**kept, kind: [*kept.get(kind, []), slug]}


def _with_rest(address: str, kept: Given, chosen: Given) -> str:
    """Return a chip's address with the text, which is no filter."""
    rest = query_string({name: values for name, values in kept.items() if name not in chosen})
    return "&".join(part for part in [address, rest] if part) if address != "?" else f"?{rest}"
