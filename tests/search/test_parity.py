"""Both engines give the same answers to every judged query, on the demonstration content."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.utils import timezone

from cms.content import log
from demo.pack import CONTENT
from search import best_bets, names
from search.answers import page
from search.engines import Engine
from search.engines.chosen import engine
from search.parameters import SearchQuery
from search.rebuilding import rebuild
from search.understanding.rules import rules
from search.verification import differences
from tests.demo.loading import NOON, load_demo

pytestmark = [pytest.mark.long, pytest.mark.django_db]

QUERIES = json.loads((CONTENT / "search_queries.json").read_text())["queries"]
TOP = 10
MOST_DIFFERENT = 0.05
LEAST_OVERLAP = 0.8


@dataclass(frozen=True)
class Answered:
    """All that one engine found, best first, and its counts."""

    items: list[UUID]
    total: int
    facets: dict[str, list[dict[str, Any]]]


def answered(chosen: Engine, text: str) -> Answered:
    """Return the answer to a text, walked to its end."""
    items: list[UUID] = []
    asked = SearchQuery.model_validate({"q": text, "limit": "100"})
    while True:
        found = page(asked, chosen, NOON, log.latest_sequence(), best_bets.current(NOON), rules(NOON))
        items += [item.id for item in found.items]
        if found.cursor is None:
            return Answered(items, found.total, found.facets)
        asked = asked.model_copy(update={"cursor": found.cursor})


@pytest.fixture
def engines(db: None, settings: Any, tmp_path: Any, elasticsearch_address: str) -> Iterator[list[Engine]]:
    """Return both engines with the whole content."""
    load_demo()
    made = []
    with time_machine.travel(NOON, tick=False):
        for address in [f"tantivy://{tmp_path}/search", elasticsearch_address]:
            settings.SEARCH_URL = address
            made.append(engine())
            rebuild(made[-1], timezone.now, lambda done, total: None)
        yield made
    names.forget()


def test_both_engines_answer_alike(engines: list[Engine]):
    assert [list(differences(one)) for one in engines] == [[], []]
    sizes, apart, overlaps, unequal = 0, 0, [], []
    for query in QUERIES:
        first, second = (answered(one, query["query"]) for one in engines)
        assert (first.total, second.total) == (len(first.items), len(second.items))
        either, both = set(first.items) | set(second.items), set(first.items) & set(second.items)
        sizes, apart = sizes + len(either), apart + len(either - both)
        if either == both and first.facets != second.facets:
            unequal.append(query["query"])
        best = set(first.items[:TOP]) | set(second.items[:TOP])
        if best:
            shared = set(first.items[:TOP]) & set(second.items[:TOP])
            overlaps.append(len(shared) / min(TOP, max(len(first.items), len(second.items))))
    print(f"\n{len(QUERIES)} queries, {sizes} hits, {apart} of one engine only, {unequal=}")
    print(f"top-{TOP} overlap {sum(overlaps) / len(overlaps):.3f}, least {min(overlaps):.2f}")
    assert len(overlaps) > len(QUERIES) / 2
    assert unequal == []
    assert apart <= MOST_DIFFERENT * sizes
    assert sum(overlaps) / len(overlaps) >= LEAST_OVERLAP
