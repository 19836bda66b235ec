"""One page of an answer: the text is understood, searched for, and the page cut so that it stays stable."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass, field, replace
from typing import Any
from uuid import UUID

from cms.api.cursors import read_cursor, write_cursor
from cms.content.clock import last_turn
from cms.content.listing import Place, read_instant
from cms.taxonomies import Theme
from search import names, searching
from search.best_bets import Bets
from search.engines import Engine
from search.facets import Counts
from search.parameters import SearchQuery
from search.query import Query
from search.searching import SHOWN, Answer, Found
from search.topics import nearest_topics
from search.understanding import Knowledge, Understood, knowledge, understand
from search.understanding.relaxing import meanings
from search.understanding.rules import Rules

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
    topics: list[dict[str, str]]
    cursor: str | None


@dataclass(frozen=True)
class Ranked:
    """How many stood on pages before, and the beginnings of the ids of the last of them."""

    offset: int = 0
    shown: list[str] = field(default_factory=list)


def page(
    asked: SearchQuery, engine: Engine, now: dt.datetime, sequence: int, bets: Bets, rules: Rules
) -> Page:
    """Return the page that is asked for, as of its first page; raises SearchUnavailable and Problem.

    `sequence` is the newest change of the content; `bets` and `rules` are those of editors, saved or not.
    """
    started, place = read_cursor(asked, _place) if asked.cursor else (now, None)
    words = names.names(now, sequence)
    known = knowledge(engine, words, rules)
    understood, found, following = _answer(asked, engine, started, place, words, known, bets)
    return Page(
        items=found.items,
        total=found.total,
        facets=_facets(found.facets, words),
        spelling=asdict(understood.spelling) if understood.spelling else None,
        understood=[asdict(chip) for chip in understood.chips],
        relaxed=list(understood.relaxed) or None,
        topics=[] if found.total else nearest_topics(asked.q, words.by_kind[Theme.kind]),
        cursor=_cursor(asked, started, following) if following else None,
    )


def _cursor(asked: SearchQuery, started: dt.datetime, following: list[Any]) -> str:
    """Return where the next page begins, the same from every process that answers for this one."""
    return write_cursor(asked, started if asked.cursor else last_turn(started), following)


def _answer(
    asked: SearchQuery,
    engine: Engine,
    started: dt.datetime,
    place: Ranked | Place | None,
    words: names.Names,
    known: Knowledge,
    bets: Bets,
) -> tuple[Understood, Answer, list[Any] | None]:
    """Return what the text was understood as, what it finds and the next place.

    Where it finds nothing, it is what the text finds with the least left out.
    """
    without = frozenset(asked.without)

    def meaning(more: frozenset[str]) -> Understood:
        return understand(
            asked.q,
            started,
            known,
            filters=asked.filters(),
            exact=asked.exact == "true",
            without=without | more,
        )

    nothing: tuple[Understood, Answer, None] = Understood(), searching.nothing(), None
    for number, understood in enumerate(meanings(meaning)):
        query = understood.query(started, limit=asked.limit, promoted=bets.of(asked.q))
        if query.clauses:
            found, following = _ranked(query, engine, words, place if isinstance(place, Ranked) else Ranked())
        else:
            found, following = _in_order(query, engine, words, place if isinstance(place, Place) else None)
        if found.sure:
            return understood, found, following
        if not number:
            nothing = understood, searching.nothing(), None
    return nothing


def _ranked(
    query: Query, engine: Engine, words: names.Names, place: Ranked
) -> tuple[Answer, list[Any] | None]:
    """Return the best from a place on, and the next place."""
    start = max(place.offset - SLACK, 0) if place.shown else place.offset
    wider = replace(query, limit=place.offset - start + query.limit + 1, offset=start)
    found = searching.search(wider, engine, words, frozenset(place.shown))
    items, end = found.items[: query.limit], place.offset + query.limit
    if len(found.items) <= len(items) or end >= DEEPEST:
        return replace(found, items=items), None
    shown = [*place.shown, *(item.id.hex[:SHOWN] for item in items)][-SHOWN_KEPT:]
    return replace(found, items=items), [end, shown]


def _in_order(
    query: Query, engine: Engine, words: names.Names, place: Place | None
) -> tuple[Answer, list[Any] | None]:
    """Return what comes next after a place, and the next place."""
    found = searching.browse(query, engine, words, place)
    last = found.last
    return found, [last.part, last.rank, last.id.hex] if last else None


def _place(*values: Any) -> Ranked | Place:
    """Return where a page begins; raises ValueError or TypeError for what is no place."""
    if len(values) == 3:
        part, rank, item = values
        if part not in (0, 1):
            raise ValueError("The order has two parts.")
        return Place(part, read_instant(str(rank)).astimezone(dt.UTC).isoformat(), UUID(str(item)))
    offset, shown = values
    place = Ranked(int(offset), [_shown(str(one)) for one in shown])
    if not 0 <= place.offset <= DEEPEST or len(place.shown) > SHOWN_KEPT:
        raise ValueError("A page begins neither before the first item nor after the deepest.")
    return place


def _shown(start: str) -> str:
    """Return the start of an item's id; raises ValueError for another text."""
    return f"{int(start, 16):0{SHOWN}x}"[-SHOWN:]


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
