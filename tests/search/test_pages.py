"""Pages of an answer: nothing twice, nothing left out, and what is no cursor is refused."""

from __future__ import annotations

import base64
import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from search import api, best_bets
from search.understanding import rules
from tests.factories import ToolkitFactory
from tests.search.conftest import Ask

Follow = Callable[[], int]


def walk(client: Client, address: str | None, between: Callable[[], Any] = lambda: None) -> list[str]:
    """Return all titles from an address on; `between` happens after the first page."""
    found: list[str] = []
    while address:
        answer = client.get(address).json()
        found += [item["card"]["title"] for item in answer["items"]]
        address = answer["next"]
        if len(found) == 3:
            between()
    return found


@pytest.fixture
def checklists(search_index: Follow) -> list[Any]:
    made = [ToolkitFactory(title=f"Checklist {number}") for number in range(8)]
    search_index()
    return made


@pytest.mark.parametrize("words", ["q=checklist&", ""])
def test_pages_give_everything_once(checklists: list[Any], client: Client, words: str):
    found = walk(client, f"/api/v1/search?{words}limit=3&type=toolkit")
    assert sorted(found) == [f"Checklist {number}" for number in range(8)]


@pytest.mark.parametrize("words", ["q=checklist&", ""])
def test_what_is_published_and_withdrawn_meanwhile_moves_nothing_else(
    checklists: list[Any], client: Client, search_index: Follow, words: str
):
    def change() -> None:
        ToolkitFactory(title="Checklist checklist", summary="A checklist.")
        checklists[0].unpublish()
        search_index()

    found = walk(client, f"/api/v1/search?{words}limit=3&type=toolkit", change)
    assert len(found) == len(set(found))
    assert set(found) >= {f"Checklist {number}" for number in range(1, 8)}


@pytest.mark.parametrize(
    "place",
    [
        [],
        [1],
        [-1, []],
        [3, 7],
        ["x", []],
        [10**9, []],
        [0, ["x"] * 500],
        [1, ["\ud800"]],
        [1, ["x"]],
        [2, "2030-01-01T00:00:00Z", "no uuid"],
        [5, "2030-01-01T00:00:00Z", "0" * 32],
        [1, "soon", "0" * 32],
    ],
    ids=str,
)
def test_what_is_no_cursor_is_refused(checklists: list[Any], client: Client, place: list[Any]):
    first = client.get("/api/v1/search?q=checklist&limit=1").json()["next"].partition("cursor=")[2]
    fits, now, *_ = json.loads(base64.urlsafe_b64decode(first.partition("&")[0] + "=="))
    cursor = base64.urlsafe_b64encode(json.dumps([fits, now, *place]).encode()).decode().rstrip("=")
    answer = client.get(f"/api/v1/search?q=checklist&limit=1&cursor={cursor}")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["parameter"] == "cursor"


def test_a_cursor_of_an_impossible_year_is_refused(checklists: list[Any], client: Client):
    first = client.get("/api/v1/search?q=checklist&limit=1").json()["next"].partition("cursor=")[2]
    fits, _, *place = json.loads(base64.urlsafe_b64decode(first.partition("&")[0] + "=="))
    values = [fits, "0001-01-01T00:00:00+00:00", *place]
    cursor = base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")
    answer = client.get(f"/api/v1/search?q=checklist&limit=1&cursor={cursor}")
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (422, "cursor")


def test_a_cursor_belongs_to_its_words(checklists: list[Any], client: Client):
    following = client.get("/api/v1/search?q=checklist&limit=1").json()["next"]
    answer = client.get(following.replace("q=checklist", "q=other"))
    assert answer.json()["errors"][0]["message"].startswith("It belongs to a list with other filters")


def test_an_unchanged_answer_costs_no_body(checklists: list[Any], client: Client, search_index: Follow):
    answer = client.get("/api/v1/search?q=checklist")
    again = client.get("/api/v1/search?q=checklist", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    ToolkitFactory(title="Another checklist")
    search_index()
    anew = client.get("/api/v1/search?q=checklist", headers={"If-None-Match": answer.headers["ETag"]})
    assert anew.status_code == 200
    assert anew.json()["total"] == 9


def test_two_items_and_twenty_take_as_many_queries(
    search_index: Follow,
    ask: Ask,
    django_assert_num_queries: Any,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
):
    for number in range(2):
        ToolkitFactory(title=f"Checklist {number}")
    for looked_up_now_and_then in (best_bets, rules):
        monkeypatch.setattr(looked_up_now_and_then, "LONGEST", dt.timedelta(hours=1))
    ask("checklist")
    with django_assert_num_queries(2):
        client.get("/api/v1/search?q=checklist&limit=21")
    for number in range(2, 20):
        ToolkitFactory(title=f"Checklist {number}")
    ask("checklist")
    with django_assert_num_queries(2):
        assert len(client.get("/api/v1/search?q=checklist&limit=22").json()["items"]) == 20


def test_every_process_gives_the_same_answer(checklists: list[Any], client: Client):
    first = client.get("/api/v1/search?q=checklist&limit=3")
    # What a process keeps is not there in another, nor after a restart.
    api.answers.clear()
    again = client.get("/api/v1/search?q=checklist&limit=3", headers={"If-None-Match": first["ETag"]})
    assert first.json()["next"] is not None
    assert again.status_code == 304
