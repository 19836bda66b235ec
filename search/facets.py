"""Exact counts: a kind's own filter does not shrink them, countywide items count in every area."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from cms.content.states import EVENT_STATUSES, WINDOW_STATES, WITHDRAWN
from search.plan import Response
from search.planning import Asked
from search.timing import CLOCK_STATES

KINDS = [
    "type", "audience", "theme", "area", "age_range", "organisation", "indicator", "level", "state",
    "attendance", "provision", "year",
]  # fmt: skip
Counts = dict[str, dict[str, int]]


def count(response: Response, asked: Asked, areas: list[str]) -> Counts:
    """Return the number of items by kind and slug; `areas` are the slugs of all areas."""
    every, *others = [_by_kind(tags) for tags in response.tagged]
    own = dict(zip([one.kind for one in asked.filters], others, strict=False))
    found = {kind: dict(own.get(kind, every).get(kind, {})) for kind in KINDS}
    if asked.countywide:
        found["area"] = _areas(found["area"], others[-1], asked.countywide, areas)
    statuses = own.get("state", every).get("status", {})
    states = dict(zip(CLOCK_STATES, response.counted[:-1], strict=True))
    states |= {status: statuses.get(status, 0) for status in [*EVENT_STATUSES, WITHDRAWN]}
    in_order = dict.fromkeys([*WINDOW_STATES, *EVENT_STATUSES])
    found["state"] = {state: states[state] for state in in_order if states[state]}
    return found


def _by_kind(tags: Mapping[str, int]) -> Counts:
    found: Counts = defaultdict(dict)
    for tag, number in tags.items():
        kind, _, slug = tag.partition(":")
        found[kind][slug] = number
    return found


def _areas(
    counts: dict[str, int], everywhere: Counts, countywide: frozenset[str], areas: list[str]
) -> dict[str, int]:
    """Return how many items a filter by each area lets through: its own and the countywide ones."""
    # Every item has one type.
    of_everywhere = sum(everywhere.get("type", {}).values())
    both = everywhere.get("area", {})
    found = {}
    for slug in areas:
        own = 0 if slug in countywide else counts.get(slug, 0) - both.get(slug, 0)
        if own + of_everywhere:
            found[slug] = own + of_everywhere
    return found
