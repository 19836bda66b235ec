from __future__ import annotations

from typing import Any

import pytest

from cms.content import log
from cms.content.models import ContentChange, ContentItem
from tests.api.conftest import Clock, Get, problem
from tests.factories import InformationFactory


def follow(get: Get, address: str) -> list[dict[str, Any]]:
    """Return all changes, page by page."""
    changes = []
    following: str | None = address
    while following:
        page = get(following).json()
        changes += page["changes"]
        following = page["next"] and page["next"].partition("/api/v1")[2]
    return changes


def test_a_mirror_of_the_log_is_the_content(get: Get, site: Any):
    InformationFactory(title="Draft", live=False)
    InformationFactory(title="Gone").unpublish()
    page = InformationFactory(title="Changed")
    page.title = "Changed again"
    page.save_revision().publish()
    mirror: dict[str, str] = {}
    for change in follow(get, "/changes?since=0&limit=1"):
        if change["event"] == "withdrawn":
            del mirror[change["id"]]
        else:
            mirror[change["id"]] = change["path"]
    assert mirror == {str(item.id): item.path for item in ContentItem.objects.all()}


def test_changes_come_in_order_and_end(get: Get, site: Any):
    for _ in range(3):
        InformationFactory()
    numbers = [change["sequence"] for change in follow(get, "/changes?limit=2")]
    assert numbers == sorted(set(numbers))
    whole = get("/changes").json()
    assert whole["latest"] == numbers[-1] == log.latest_sequence()
    assert whole["next"] is None
    assert [
        change["sequence"] for change in get(f"/changes?since={numbers[1]}").json()["changes"]
    ] == numbers[2:]
    beyond = get(f"/changes?since={2**63 - 1}").json()
    assert (beyond["changes"], beyond["next"], beyond["latest"]) == ([], None, numbers[-1])


def test_next_goes_on_at_the_same_host_with_the_same_size(get: Get, site: Any):
    InformationFactory()
    following = get("/changes?limit=1").json()["next"]
    assert following == "http://testserver/api/v1/changes?since=1&limit=1"


def test_what_is_committed_meanwhile_is_not_passed_over(get: Get, site: Any, monkeypatch: pytest.MonkeyPatch):
    latest = log.latest_sequence()
    read = log.latest_sequence

    def read_and_publish() -> int:
        number = read()
        InformationFactory()
        return number

    monkeypatch.setattr(log, "latest_sequence", read_and_publish)
    page = get(f"/changes?since={latest}").json()
    assert page["changes"][-1]["sequence"] == page["latest"] == latest + 1


def test_a_follower_is_never_told_by_a_cache_that_nothing_is_new(get: Get, site: Any, clock: Clock):
    first = get("/changes")
    assert first.headers["Cache-Control"] == "no-cache"
    assert get("/changes", if_none_match=first.headers["ETag"]).status_code == 304
    InformationFactory()
    assert get("/changes", if_none_match=first.headers["ETag"]).status_code == 200


def test_two_queries_for_any_number(get: Get, site: Any, django_assert_num_queries: Any):
    for count in [2, 18]:
        for _ in range(count):
            InformationFactory()
        with django_assert_num_queries(2):
            changes = get("/changes").json()["changes"]
        assert len(changes) == ContentChange.objects.count()


@pytest.mark.parametrize(
    "query",
    ["since=-1", "since=x", "since=1.0", f"since={2**63}", "since=", "limit=0", "limit=1001", "snce=1"],
)
def test_a_number_that_is_none_is_named(get: Get, site: Any, query: str):
    found = problem(get(f"/changes?{query}"), 422)
    assert [fault["parameter"] for fault in found["errors"]] == [query.partition("=")[0]]
