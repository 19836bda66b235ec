"""From a query to what the engine is asked: how it scores, what is let through, what is counted."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from cms.taxonomies import Area
from search.documents import day_number
from search.instants import blocks_at, seconds
from search.matching import has, saying, scored_clause, scored_phrase, words
from search.plan import (
    Between,
    Combined,
    Constant,
    Everything,
    Near,
    Node,
    OneOf,
    Request,
)
from search.query import Boost, Query
from search.timing import ARCHIVED, CLOCK_STATES, OVER, SOON
from search.weights import FIELDS

NEAR_FIELDS = ["title", "summary", "body"]
# More than any words score.
ABOVE_ALL = 10_000.0
# What is over at some time.
WITH_DATES = frozenset({"event", "consultation"})


@dataclass(frozen=True)
class Filter:
    """One kind's filter: it does not shrink the kind's own counts."""

    kind: str
    node: Node


@dataclass(frozen=True)
class Asked:
    """What the engine is asked, with what is needed to read its answer.

    `request.tagged` holds the counts under all filters, then those for each filter without it, then, where
    there are countywide areas, those of items that are in one of these. `request.counted` holds the numbers
    of items in the states of CLOCK_STATES, then that of the items which surely answer.
    """

    request: Request
    filters: tuple[Filter, ...]
    countywide: frozenset[str]


def plan(query: Query, countywide: frozenset[str]) -> Asked:
    """Return what to ask for a query; `countywide` are the areas whose items answer for every area."""
    matching = _matching(query)
    filters = _filters(query, countywide)
    every = _under(matching, filters)
    without = [_under(matching, [one for one in filters if one is not left_out]) for left_out in filters]
    own = dict(zip([one.kind for one in filters], without, strict=True))
    tagged = [every, *without]
    if countywide:
        tagged.append(Combined(must=(own.get(Area.kind, every), _tags(Area.kind, countywide))))
    of_state = own.get("state", every)
    request = Request(
        match=Combined(must=(_scored(query, matching), *(one.node for one in filters))),
        limit=query.limit,
        offset=query.offset,
        tagged=tuple(tagged),
        counted=(
            *(Combined(must=(of_state, state_node(state, query.now))) for state in CLOCK_STATES),
            _surely(every, query),
        ),
    )
    return Asked(request, tuple(filters), countywide)


def state_node(state: str, now: dt.datetime) -> Node:
    """Return what is in a state at `now`, exact to the second."""
    return _during(state, now) if state in CLOCK_STATES else _tags("status", {state})


def _during(name: str, now: dt.datetime) -> Node:
    return OneOf("during", blocks_at(name, now))


def _tags(kind: str, slugs: set[str] | frozenset[str]) -> Node:
    return OneOf("tags", frozenset(f"{kind}:{slug}" for slug in slugs))


def _under(matching: Node, filters: list[Filter]) -> Node:
    return Combined(must=(matching, *(one.node for one in filters)))


def _filters(query: Query, countywide: frozenset[str]) -> list[Filter]:
    chosen, years = query.filters.selection, query.filters.years
    found = []
    if chosen.types:
        found.append(Filter("type", _tags("type", chosen.types)))
    for kind, slugs in sorted(chosen.facets, key=lambda facet: facet[0]):
        found.append(Filter(kind, _tags(kind, slugs | countywide if kind == Area.kind else slugs)))
    if chosen.states:
        nodes = tuple(state_node(state, query.now) for state in sorted(chosen.states))
        found.append(Filter("state", Combined(should=nodes, minimum=1)))
    if years:
        found.append(Filter("year", _tags("year", {str(year) for year in years})))
    return found


def _matching(query: Query) -> Node:
    """Return what matches apart from the filters of facets, which are not among these."""
    chosen = query.filters.selection
    must: list[Node] = [_words_or_promoted(query)] if query.clauses else [Everything()]
    never: list[Node] = [scored_phrase(phrase, FIELDS, query) for phrase in query.excluded]
    if chosen.ids:
        must.append(OneOf("id", frozenset(str(content_id) for content_id in chosen.ids)))
    archived = _during(ARCHIVED, query.now)
    if chosen.archived == "only":
        must.append(archived)
    elif chosen.archived == "exclude":
        never.append(archived)
    if chosen.updated_since:
        must.append(Between("updated_at", low=seconds(chosen.updated_since)))
    if chosen.first_day or chosen.last_day:
        first, last = chosen.first_day, chosen.last_day
        must.append(Between("days", day_number(first) if first else None, day_number(last) if last else None))
    return Combined(must=tuple(must), never=tuple(never))


def _scored(query: Query, matching: Node) -> Node:
    """Return what matches with its whole score: words, their nearness, the title, the clock."""
    raised = [scored_clause(clause, query) for clause in query.clauses]
    if len(query.clauses) > 1:
        raised.extend(_near(query))
    if query.title:
        title = OneOf("exact_title", frozenset({" ".join(query.title)}))
        raised.append(Constant(title, query.weights.exact_title))
    raised.extend(_boost(boost, query) for boost in query.boosts)
    raised.extend(_of_time(query))
    scored = Combined(must=(matching,), should=tuple(raised)) if raised else matching
    return _on_top(query, scored)


def _boost(boost: Boost, query: Query) -> Node:
    if boost.days:
        part: Node = Between("days", day_number(boost.days[0]), day_number(boost.days[1]))
    else:
        part = OneOf("tags", boost.tags)
    if boost.soon:
        part = Combined(must=(_during(SOON, query.now), part), never=(_during(ARCHIVED, query.now),))
    return Constant(part, getattr(query.weights, boost.by) * query.strength)


def _of_time(query: Query) -> list[Node]:
    """Return what raises what can be acted on, then what has no time, then what is over.

    It raises by each clause that an item has, so that an event next week is not above what says more of what
    is asked. Who asks for what is over wants less of what is to come, and no less of what is archived.
    """
    weights, now = query.weights, query.now
    archived, over, soon = (_during(name, now) for name in (ARCHIVED, OVER, SOON))
    if query.wants_past:
        to_come = Combined(must=(_tags("type", WITH_DATES),), never=(over, archived))
        been = Combined(must=(Everything(),), never=(to_come,))
        return [Constant(been, weights.not_to_come * query.strength)]
    raised = [
        (Combined(must=(soon,), never=(archived,)), weights.actionable),
        (Combined(must=(Everything(),), never=(archived, over, soon)), weights.current),
        (Combined(must=(over,), never=(archived, soon)), weights.past),
    ]
    asked = [clause for clause in query.clauses if not clause.optional and clause.rarity]
    if not asked:
        return [Constant(node, weight * query.strength) for node, weight in raised]
    return [
        Combined(
            must=(has(clause.itself, query),),
            should=tuple(Constant(node, weight * clause.rarity * weights.title) for node, weight in raised),
        )
        for clause in asked
    ]


def _words_or_promoted(query: Query) -> Node:
    """Return what matches: promoted items whatever they say, so that filters, counts and pages know them."""
    if not query.promoted:
        return words(query)
    return Combined(should=(words(query), *(_item(promoted) for promoted in query.promoted)), minimum=1)


def _surely(every: Node, query: Query) -> Node:
    """Return what certainly answers: what has so much of the words, and what an editor put on top."""
    if not query.sure:
        return every
    certain = Combined(
        should=(saying(query.sure, query), *(_item(promoted) for promoted in query.promoted)), minimum=1
    )
    return Combined(must=(every, certain))


def _on_top(query: Query, scored: Node) -> Node:
    """Return what is scored with the promoted items above all others, in their order."""
    if not query.promoted:
        return scored
    steps = range(len(query.promoted), 0, -1)
    raised = [
        Constant(_item(promoted), step * ABOVE_ALL)
        for promoted, step in zip(query.promoted, steps, strict=True)
    ]
    return Combined(must=(scored,), should=tuple(raised))


def _item(content_id: UUID) -> Node:
    return OneOf("id", frozenset({str(content_id)}))


def _near(query: Query) -> list[Node]:
    """Return what raises items in which neighbours of the query are neighbours too."""
    weights = query.weights
    found: list[Node] = []
    for left, right in pairwise(query.clauses):
        if left.optional or right.optional:
            continue
        first, second = left.alternatives[0], right.alternatives[0]
        if not first.whole and not second.whole:
            found += [
                Near(
                    field,
                    first.terms + second.terms,
                    weights.near_slop,
                    weights.near * weights.fields[field],
                )
                for field in NEAR_FIELDS
            ]
    return found
