"""One page of an answer: the text is understood, searched for, and the page cut so that it stays stable."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

from cms.api.cursors import read_cursor, write_cursor
from search import names, searching
from search.engines import Engine
from search.facets import Counts
from search.parameters import SearchQuery
from search.query import Query
from search.searching import SHOWN, Found
from search.understanding import understand

# Content changes between two pages: this many places before one are looked at again, without what was shown.
SLACK = 10
SHOWN_KEPT = 100
# So that somebody who walks on and on does not make each page dearer than the last.
DEEPEST = 10_000


@dataclass(frozen=True)
class Page:
    """What `/search` answers, but for its bytes."""

    items: list[Found]
    total: int
    facets: dict[str, list[dict[str, Any]]]
    spelling: dict[str, str] | None
    understood: list[dict[str, str]]
    relaxed: list[str] | None
    cursor: str | None


def page(asked: SearchQuery, engine: Engine, now: dt.datetime) -> Page:
    """Return the page that is asked for, as of its first page; raises SearchUnavailable and Problem."""
    started, (offset, shown) = read_cursor(asked, _place) if asked.cursor else (now, (0, []))
    understood = understand(
        asked.q,
        started,
        filters=asked.filters(),
        exact=asked.exact == "true",
        without=frozenset(asked.without),
    )
    start = max(offset - SLACK, 0) if shown else offset
    query = Query(
        now=started,
        clauses=understood.clauses,
        excluded=understood.excluded,
        minimum=understood.minimum,
        title=understood.title,
        filters=understood.filters,
        boosts=understood.boosts,
        wants_past=understood.wants_past,
        limit=offset - start + asked.limit + 1,
        offset=start,
    )
    words = names.names(now)
    found = searching.search(query, engine, words, frozenset(shown))
    items = found.items[: asked.limit]
    cursor = None
    if len(found.items) > len(items) and offset + len(items) < DEEPEST:
        seen = [*shown, *(item.id.hex[:SHOWN] for item in items)][-SHOWN_KEPT:]
        cursor = write_cursor(asked, started, [offset + len(items), seen])
    return Page(
        items=items,
        total=found.total,
        facets=_facets(found.facets, words),
        spelling=asdict(understood.spelling) if understood.spelling else None,
        understood=[asdict(chip) for chip in understood.chips],
        relaxed=None,
        cursor=cursor,
    )


def _place(offset: Any, shown: Any) -> tuple[int, list[str]]:
    """Return where a page begins and what was shown before; raises ValueError for what is no place."""
    place, seen = int(offset), [str(one) for one in shown]
    if not 0 <= place <= DEEPEST or len(seen) > SHOWN_KEPT:
        raise ValueError("A page begins neither before the first item nor after the deepest.")
    return place, seen


def _facets(counts: Counts, words: names.Names) -> dict[str, list[dict[str, Any]]]:
    """Return the counts with names, the most frequent first and years from the newest."""
    found = {}
    for kind, numbers in counts.items():
        values = [
            {"slug": slug, "name": words.name(kind, slug), "count": number}
            for slug, number in numbers.items()
        ]
        if kind == "year":
            values.sort(key=lambda value: str(value["slug"]), reverse=True)
        elif kind != "state":
            values.sort(key=lambda value: (-int(str(value["count"])), str(value["name"])))
        found[kind] = values
    return found
