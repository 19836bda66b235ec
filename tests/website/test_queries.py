"""How much every kind of page asks of the database, with few items and with many."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.api import kept
from cms.organisations import Organisation
from cms.taxonomies import Area, Theme
from search import api as search_api
from tests.factories import ConsultationFactory, EventFactory
from tests.website.world import PATHS
from website import around

pytestmark = [pytest.mark.long, pytest.mark.timeout(400)]
FACTORIES = [EventFactory, ConsultationFactory]
FEW, MANY = 5, 50


def counted(client: Client) -> dict[str, int]:
    """Return the number of queries of every kind of page, no answer of it kept in memory."""
    # What a process learns once after each change is no part of it.
    client.get("/search/?q=learn")
    found = {}
    for name, path in PATHS.items():
        around.forget()
        kept.answers.clear()
        kept.feeds.clear()
        kept.totals.clear()
        search_api.answers.clear()
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        found[name] = len(queries)
    return found


def test_no_kind_of_page_asks_more_where_there_is_more(
    world: dict[str, Any], search_index: Callable[[], int], client: Client
) -> None:
    words = {
        "areas": [Area.objects.get(slug="harborough")],
        "themes": list(Theme.objects.all()[:1]),
        "organisations": [Organisation.objects.get(slug="mender")],
    }

    numbers = itertools.count()

    def publish(number: int) -> None:
        for factory in FACTORIES:
            for _ in range(number):
                factory(title=f"School {next(numbers)}", **words)
        search_index()

    publish(FEW)
    # What a process learns once is no part of it.
    counted(client)
    few = counted(client)
    publish(MANY - FEW)
    many = counted(client)
    # One query for each item would be forty more. What rises has a second page now: a month reads its next
    # hundred entries (the store's edition and those entries, for four hundred at the most), and a search that
    # goes on asks for the last instant at which time changed an answer, which its cursor names.
    assert {name: (few[name], many[name]) for name in PATHS if many[name] > few[name] + 2} == {}
    assert max(many.values()) < 40, many
