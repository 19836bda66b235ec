"""`/api/v1/search/suggest`: what is offered for what was typed, in which order, and at what cost."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from cms.content.models import ContentItem
from search.statistics.models import SearchCount, monday
from search.suggestions import current
from search.synonyms import SynonymRule
from tests.factories import AreaFactory, ThemeFactory, ToolkitFactory

Suggest = Callable[[str], list[dict[str, Any]]]


@pytest.fixture
def suggest(site: Any, client: Client) -> Suggest:
    def suggest(q: str) -> list[dict[str, Any]]:
        current.forget()
        answer = client.get("/api/v1/search/suggest", {"q": q})
        assert answer.status_code == 200, answer.content
        return list(answer.json()["suggestions"])

    return suggest


def texts(found: list[dict[str, Any]]) -> list[str]:
    return [one["text"] for one in found]


def test_topics_places_and_titles_with_where_they_lead(suggest: Suggest) -> None:
    area = AreaFactory(name="Shepley & Brook", slug="shepley", places="Shortwood\nElsewhere")
    ToolkitFactory(
        title="A shop <plan>", themes=[ThemeFactory(name="Short breaks", slug="short-breaks")], areas=[area]
    )
    assert suggest("sho") == [
        {
            "text": "Short breaks",
            "highlight": "<mark>Sho</mark>rt breaks",
            "type": "theme",
            "path": "/search/?theme=short-breaks",
        },
        {
            "text": "Shortwood",
            "highlight": "<mark>Sho</mark>rtwood",
            "type": "place",
            "path": "/search/?q=Shortwood",
        },
        {
            "text": "A shop <plan>",
            "highlight": "A <mark>sho</mark>p &lt;plan&gt;",
            "type": "toolkit",
            "path": "/toolkits/a-shop-plan/",
        },
    ]
    assert suggest("shep")[0]["path"] == "/search/?area=shepley"


@pytest.mark.parametrize("typed", ["", "s", " s ", "!", "\U0001f600", '"', "zzzzzz"])
def test_less_than_two_letters_and_unknown_words_give_nothing(suggest: Suggest, typed: str) -> None:
    ToolkitFactory(title="Short s")
    assert suggest(typed) == []


@pytest.mark.parametrize("typed", ["SEND", "send", "special needs", "extra help", "additional"])
def test_a_topic_is_found_by_what_it_is_called_as_well(suggest: Suggest, typed: str) -> None:
    name = "Special educational needs"
    SynonymRule.objects.create(words=f"{name}\nextra help\nadditional support")
    ToolkitFactory(title="Getting to school", themes=[ThemeFactory(name=name, slug="send")])
    assert [(one["text"], one["path"]) for one in suggest(typed)] == [(name, "/search/?theme=send")]


def test_a_postcode_leads_to_its_districts_the_main_one_first(suggest: Suggest) -> None:
    slugs = ["hinckley-and-bosworth", "north-west-leicestershire"]
    areas = [AreaFactory(name=slug.replace("-", " ").title(), slug=slug, places="") for slug in slugs]
    ToolkitFactory(title="Elsewhere", areas=areas)
    assert texts(suggest("LE67")) == ["North West Leicestershire", "Hinckley And Bosworth"]
    assert suggest("le67")[0]["path"] == "/search/?area=north-west-leicestershire"


def test_a_topic_without_content_is_not_offered(suggest: Suggest) -> None:
    ThemeFactory(name="Short breaks")
    assert suggest("short") == []


@pytest.mark.parametrize("typed", ["transprot", "trasport", "trannsport", "tranzport", "transprt to sch"])
def test_a_slip_of_the_finger_is_forgiven(suggest: Suggest, typed: str) -> None:
    ToolkitFactory(title="Transport to school")
    assert texts(suggest(typed)) == ["Transport to school"]


def test_all_words_must_begin_something(suggest: Suggest) -> None:
    ToolkitFactory(title="Transport to school")
    ToolkitFactory(title="Transport for adults")
    assert texts(suggest("transp scho")) == ["Transport to school"]
    assert texts(suggest("school tran")) == ["Transport to school"]


def test_without_what_has_all_words_what_has_all_but_one_is_offered(suggest: Suggest) -> None:
    ToolkitFactory(title="Feeding your baby")
    ToolkitFactory(title="Bumps and babies")
    ToolkitFactory(title="Groups for dads")
    for typed in ["baby", "baby g", "baby groups"]:
        assert set(texts(suggest(typed))) == {"Feeding your baby", "Bumps and babies"}, typed
    assert texts(suggest("zzyzx groups")) == ["Groups for dads"]
    # So short a word stands everywhere.
    assert suggest("for zzyzx") == []


def test_accents_and_possessives_make_no_difference(suggest: Suggest) -> None:
    ToolkitFactory(title="Café for Children’s carers")
    (found,) = suggest("cafe childrens")
    assert found["highlight"] == "<mark>Café</mark> for <mark>Children’s</mark> carers"


def test_what_begins_so_stands_first_and_what_is_over_last(suggest: Suggest) -> None:
    for title in ["Walk in the past", "A walk in the past", "A walk"]:
        ToolkitFactory(title=title)
    ended = timezone.now() - dt.timedelta(days=1)
    ContentItem.objects.filter(title__endswith="in the past").update(ends_at=ended)
    ToolkitFactory(title="Walk together")
    assert texts(suggest("walk")) == [
        "Walk together",
        "Walk in the past",
        "A walk",
        "A walk in the past",
    ]


def test_drafts_and_what_was_withdrawn_are_not_offered(suggest: Suggest) -> None:
    ToolkitFactory(title="Walk as a draft", live=False)
    page = ToolkitFactory(title="Walk together")
    assert texts(suggest("walk")) == ["Walk together"]
    page.unpublish()
    assert texts(suggest("walk")) == []


def test_frequent_searches_are_offered_and_rare_or_failing_ones_are_not(suggest: Suggest) -> None:
    this = monday(timezone.localdate())
    last = this - dt.timedelta(weeks=1)
    for query, week, searches, nothing in [
        ("baby groups", this, 15, 0),
        ("baby groups", last, 15, 0),
        ("baby once", this, 30, 0),
        ("baby seldom", this, 4, 0),
        ("baby seldom", last, 4, 0),
        ("baby nothing", this, 15, 15),
        ("baby nothing", last, 15, 15),
    ]:
        SearchCount.objects.create(week=week, query=query, searches=searches, nothing=nothing)
    assert [(one["text"], one["type"]) for one in suggest("baby")] == [("baby groups", "query")]


def test_a_keystroke_costs_no_query_and_a_change_is_seen_a_second_later(
    suggest: Suggest, client: Client, django_assert_num_queries: Any
) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        ToolkitFactory(title="Walk together")
        assert texts(suggest("wal")) == ["Walk together"]
        with django_assert_num_queries(0):
            client.get("/api/v1/search/suggest", {"q": "walk"})
        page = ToolkitFactory(title="Walk alone")
        clock.shift(1.1)
        assert len(client.get("/api/v1/search/suggest?q=wal").json()["suggestions"]) == 2
        page.unpublish()
        clock.shift(1.1)
        assert len(client.get("/api/v1/search/suggest?q=wal").json()["suggestions"]) == 1


def test_a_large_table_is_made_beside_the_requests_and_hides_what_changed(
    suggest: Suggest, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[bool] = []
    with time_machine.travel(timezone.now(), tick=False) as clock:
        page = ToolkitFactory(title="Walk together")
        assert texts(suggest("wal")) == ["Walk together"]
        monkeypatch.setattr(current, "QUICK", 0.0)
        monkeypatch.setattr(threading.Thread, "start", lambda thread: made.append(True))
        page.unpublish()
        clock.shift(60)
        assert client.get("/api/v1/search/suggest?q=wal").json()["suggestions"] == []
        assert made == [True]
    current._lock.release()


def test_an_unknown_parameter_and_a_long_text_are_named(client: Client, site: Any) -> None:
    answer = client.get("/api/v1/search/suggest?query=x")
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (422, "query")
    answer = client.get("/api/v1/search/suggest", {"q": "x" * 201})
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (422, "q")
