"""The index follows the change log: nothing is lost, nothing older wins, one bad item stops nobody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from cms.content import log
from cms.content.models import ContentItem
from search import documents, follower
from search.engines import IndexMissing
from search.engines.chosen import engine
from search.follower import follow
from search.health import search_check
from search.models import SearchFault
from search.verification import differences
from tests.factories import ToolkitFactory

Follow = Callable[[], int]
Titles = Callable[..., list[str]]


def test_the_index_is_where_the_log_is(search_index: Follow):
    ToolkitFactory()
    assert search_index() == 2  # The listing page too.
    assert search_index() == 0
    state = engine().live()
    assert state
    assert state.sequence == log.latest_sequence()
    assert list(differences(engine())) == []


def test_many_changes_are_taken_in_batches(search_index: Follow, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(follower, "BATCH", 2)
    for _ in range(5):
        ToolkitFactory()
    assert search_index() == 6
    assert list(differences(engine())) == []


@pytest.fixture
def poisoned(search_index: Follow, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Return a function by which a title can not be prepared any more."""
    build = documents.build

    def poison(title: str) -> None:
        def build_others(item: ContentItem, sources: documents.Sources) -> documents.IndexDocument:
            if item.title == title:
                raise ValueError("no such thing")
            return build(item, sources)

        monkeypatch.setattr(documents, "build", build_others if title else build)

    return poison


def test_an_item_that_can_not_be_indexed_is_set_aside_with_its_reason(
    poisoned: Callable[[str], None], titles: Titles
):
    poisoned("Bad checklist")
    bad = ToolkitFactory(title="Bad checklist")
    ToolkitFactory(title="Good checklist")
    assert titles("checklist") == ["Good checklist"]
    fault = SearchFault.objects.get()
    assert (fault.item, fault.path) == (bad.content_id, bad.content_path)
    assert fault.reason == "ValueError: no such thing"
    assert search_check(timezone.now())["faults"] == 1


def test_what_can_not_be_indexed_any_more_is_not_found_as_it_was(
    poisoned: Callable[[str], None], titles: Titles
):
    toolkit = ToolkitFactory(title="A name in a checklist")
    assert titles("checklist") == ["A name in a checklist"]
    poisoned("A checklist")
    toolkit.title = "A checklist"
    toolkit.save_revision().publish()
    assert titles("checklist") == []


def test_it_is_tried_again_later_and_when_it_changes(
    poisoned: Callable[[str], None], search_index: Follow, titles: Titles
):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        poisoned("Bad checklist")
        ToolkitFactory(title="Bad checklist")
        search_index()
        poisoned("")
        assert titles("checklist") == []
        clock.shift(follower.RETRY_AFTER + dt.timedelta(seconds=1))
        assert titles("checklist") == ["Bad checklist"]
    assert not SearchFault.objects.exists()


def test_neither_an_older_write_nor_an_older_delete_wins(search_index: Follow, titles: Titles):
    toolkit = ToolkitFactory(title="Old words")
    old = ContentItem.objects.get(id=toolkit.content_id)
    toolkit.title = "New words"
    toolkit.save_revision().publish()
    search_index()
    state = engine().live()
    assert state
    with engine().writer(state.version) as writer:
        writer.write([documents.build(old, documents.read_sources([old.id]))])
        writer.delete({old.id: old.sequence})
        writer.commit(state.sequence)
    assert titles("words") == ["New words"]


def test_texts_of_an_item_that_the_index_lags_behind_are_current(
    search_index: Follow, client: Any, titles: Titles
):
    toolkit = ToolkitFactory(title="Asking Mr Nemo", summary="Mr Nemo said it.")
    assert titles("asking") == ["Asking Mr Nemo"]
    toolkit.title, toolkit.summary = "Asking somebody", "Somebody said it."
    toolkit.save_revision().publish()
    (item,) = client.get("/api/v1/search?q=asking").json()["items"]
    assert item["highlight"]["title"] == "<mark>Asking</mark> somebody"
    assert "Nemo" not in str(item)


def test_readyz_says_how_far_the_index_is_behind(search_index: Follow):
    now = timezone.now()
    assert search_check(now)["ok"] is True
    ToolkitFactory()
    assert search_check(now)["waiting"] == 2
    late = search_check(now + dt.timedelta(minutes=3))
    assert (late["ok"], late["waiting_seconds"]) == (False, pytest.approx(180, abs=5))


def test_without_an_index_following_says_so(site: Any, settings: Any, tmp_path: Any):
    settings.SEARCH_URL = f"tantivy://{tmp_path}/none"
    with pytest.raises(IndexMissing):
        follow(engine(), timezone.now)
    assert search_check(timezone.now())["ok"] is False
