"""`/api/v1/search` on real documents in a real index."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.test import Client

from tests.factories import AreaFactory, OrganisationFactory, PracticeExampleFactory, ToolkitFactory
from tests.search.conftest import Ask

Titles = Callable[..., list[str]]


def test_what_was_published_is_found(titles: Titles):
    ToolkitFactory(title="Planning a listening session")
    ToolkitFactory(title="Consent for photos")
    assert titles("listening") == ["Planning a listening session"]


def test_a_draft_and_what_was_withdrawn_are_not_found(titles: Titles):
    ToolkitFactory(title="A draft on listening", live=False)
    gone = ToolkitFactory(title="Listening at the gate")
    assert titles("listening") == ["Listening at the gate"]
    gone.unpublish()
    assert titles("listening") == []


def test_a_changed_page_is_found_by_its_new_words_alone(titles: Titles):
    toolkit = ToolkitFactory(title="Planning a coffee morning")
    assert titles("coffee") == ["Planning a coffee morning"]
    toolkit.title = "Planning a tea party"
    toolkit.save_revision().publish()
    assert titles("coffee") == []
    assert titles("tea") == ["Planning a tea party"]


def test_an_answer_has_all_that_the_contract_says(ask: Ask):
    ToolkitFactory(title="Asking & <listening>", summary="How to listen well.")
    answer = ask("listen")
    assert list(answer) == [
        "items",
        "total",
        "facets",
        "spelling",
        "understood",
        "relaxed",
        "topics",
        "next",
    ]
    (item,) = answer["items"]
    assert item["card"]["title"] == "Asking & <listening>"
    assert item["highlight"]["title"] == "Asking &amp; &lt;<mark>listening</mark>&gt;"
    assert item["highlight"]["summary"] == "How to <mark>listen</mark> well."
    assert item["promoted"] is False
    assert item["file"] is None


def test_without_an_index_search_says_so_and_nothing_else_suffers(
    site: Any, client: Client, settings: Any, tmp_path: Any
):
    settings.SEARCH_URL = f"tantivy://{tmp_path}/nothing"
    answer = client.get("/api/v1/search?q=listening")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert client.get("/api/v1/content").status_code == 200


def test_an_unknown_parameter_is_named(client: Client, search_index: Any):
    answer = client.get("/api/v1/search?q=x&theem=y")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["did_you_mean"] == "theme"


def test_a_year_that_no_content_has_is_named(client: Client, search_index: Any):
    answer = client.get("/api/v1/search?year=20")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["parameter"] == "year"


def test_filters_of_a_kind_widen_and_kinds_narrow(titles: Titles):
    blaby, melton = AreaFactory(name="Blaby"), AreaFactory(name="Melton")
    team = OrganisationFactory(name="The team")
    PracticeExampleFactory(title="In Blaby", areas=[blaby], organisations=[team])
    PracticeExampleFactory(title="In Melton", areas=[melton])
    assert sorted(titles(area=["blaby", "melton"])) == ["In Blaby", "In Melton"]
    assert titles(area=["blaby", "melton"], organisation="the-team") == ["In Blaby"]
