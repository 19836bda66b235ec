"""Every number beside a facet is how many items a filter by it gives."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from search import api, names
from search.engines.chosen import engine
from search.rebuilding import rebuild
from tests.factories import (
    AreaFactory,
    AudienceFactory,
    ConsultationFactory,
    EventFactory,
    OrganisationFactory,
    PracticeExampleFactory,
    ThemeFactory,
    ToolkitFactory,
    consultation_windows,
)
from tests.factories.pages import home_page
from tests.search.conftest import Ask

NOW = dt.datetime(2030, 6, 10, 12, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any, module_search_address: str) -> Iterator[str]:
    """Make items of each type, and one index of them for all tests; give its address."""
    with (
        django_db_blocker.unblock(),
        transaction.atomic(),
        override_settings(SEARCH_URL=module_search_address),
    ):
        with time_machine.travel(NOW, tick=False):
            home_page()
            make_items()
            rebuild(engine(), timezone.now, lambda done, total: None)
        yield module_search_address
        transaction.set_rollback(True)


@pytest.fixture
def search_index(world: str, db: None, settings: Any) -> Iterator[Callable[[], int]]:
    """Ask the one index; nothing is published after it was made."""
    settings.SEARCH_URL = world
    yield lambda: 0
    names.forget()
    api.answers.clear()


def make_items() -> None:
    """Make items of each type with words of several kinds."""
    blaby, melton, county = (
        AreaFactory(name="Blaby"),
        AreaFactory(name="Melton"),
        AreaFactory(name="Countywide", covers_all=True),
    )
    audiences = [AudienceFactory(name="Young parents"), AudienceFactory(name="Foster carers")]
    themes = [ThemeFactory(name="Travel"), ThemeFactory(name="Play")]
    teams = [OrganisationFactory(name="Bus team"), OrganisationFactory(name="Bus stop team")]
    places: list[list[Any]] = [[], [blaby], [melton], [county], [blaby, county], [blaby, melton]]
    for number, areas in enumerate(places):
        words = {
            "areas": areas,
            "audiences": audiences[: number % 3],
            "themes": themes[number % 2 :],
            "organisations": [teams[number % 2]],
        }
        PracticeExampleFactory(title=f"Bus panel {number}", year=2024 + number % 2, **words)
        ToolkitFactory(title=f"Bus checklist {number}", **words)
        opens = NOW + dt.timedelta(days=10 * (number - 3))
        window = (opens, opens + dt.timedelta(days=15))
        ConsultationFactory(title=f"Buses {number}", windows=consultation_windows(window), **words)
        EventFactory(title=f"Bus evening {number}", status=["scheduled", "full"][number % 2], **words)


FILTERS: list[dict[str, Any]] = [
    {},
    {"area": "blaby"},
    {"area": ["blaby", "countywide"], "type": ["event", "consultation"]},
    {"state": "open"},
    {"state": ["open", "scheduled"], "theme": "travel"},
    {"year": [2024, 2030], "audience": "young-parents", "organisation": "bus-team"},
    {"from": "2030-06-01", "to": "2030-06-12"},
    {"archived": "exclude", "state": "closed"},
]


@pytest.mark.parametrize(
    ("words", "filters"), list(itertools.product(["bus", ""], FILTERS)), ids=lambda value: str(value)
)
def test_each_count_is_what_its_filter_gives(ask: Ask, words: str, filters: dict[str, Any]):
    with time_machine.travel(NOW, tick=False):
        answer = ask(words, **filters)
        checked = 0
        for kind, values in answer["facets"].items():
            for value in values:
                # Another value of the kind in place of those that were chosen.
                narrowed = ask(words, **{**filters, kind: value["slug"]})
                assert (kind, value["slug"], narrowed["total"]) == (kind, value["slug"], value["count"])
                checked += 1
        assert checked > 4


def test_total_is_how_many_can_be_walked_to(ask: Ask):
    with time_machine.travel(NOW, tick=False):
        for words in ("bus", ""):
            assert len(ask(words, limit=100)["items"]) == ask(words, limit=1)["total"]


def test_a_kinds_own_filter_does_not_shrink_its_counts(ask: Ask):
    with time_machine.travel(NOW, tick=False):
        without, narrowed = ask("bus"), ask("bus", type="event")
    assert narrowed["facets"]["type"] == without["facets"]["type"]
    assert narrowed["total"] == 6
    assert [value["slug"] for value in narrowed["facets"]["state"]] == ["scheduled", "full"]


def test_facets_have_names_and_the_newest_year_first(ask: Ask):
    with time_machine.travel(NOW, tick=False):
        facets = ask("bus")["facets"]
    assert {"slug": "young-parents", "name": "Young parents", "count": 16} in facets["audience"]
    assert {"slug": "practice-example", "name": "Practice example", "count": 6} in facets["type"]
    assert facets["year"][0]["slug"] == "2030"
