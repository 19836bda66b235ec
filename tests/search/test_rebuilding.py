"""A new index is made beside the old one, checked, and only then searched."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from cms.content.models import Checkpoint, ContentCounter, ContentItem
from search import fingerprint, rebuilding, tasks
from search.engines import SearchUnavailable
from search.engines.chosen import engine
from search.engines.elasticsearch.writing import ElasticsearchWriter
from search.engines.tantivy.writing import TantivyWriter
from search.rebuilding import is_usable, rebuild
from search.verification import differences
from tests.factories import ToolkitFactory

Follow = Callable[[], int]


def versions() -> list[str]:
    return [state.version for state in engine().versions()]


def quiet(done: int, total: int) -> None:
    """Show no progress."""


def test_the_new_version_takes_the_place_of_the_old(search_index: Follow):
    (before,) = versions()
    ToolkitFactory()
    assert rebuild(engine(), timezone.now, quiet) == ContentItem.objects.count()
    (after,) = versions()
    assert after != before
    assert list(differences(engine())) == []


def test_readers_search_the_old_version_until_the_swap(
    search_index: Follow, client: Client, monkeypatch: pytest.MonkeyPatch
):
    ToolkitFactory(title="A checklist")
    search_index()
    seen: list[int] = []

    def watch(done: int, total: int) -> None:
        seen.append(client.get(f"/api/v1/search?q=checklist&limit={len(seen) + 1}").json()["total"])

    rebuild(engine(), timezone.now, watch)
    assert seen == [1]


def test_what_is_published_and_withdrawn_meanwhile_is_right(
    search_index: Follow, monkeypatch: pytest.MonkeyPatch, titles: Callable[..., list[str]]
):
    monkeypatch.setattr(rebuilding, "BATCH", 2)
    toolkits = [ToolkitFactory(title=f"Old checklist {number}") for number in range(5)]

    def meanwhile(done: int, total: int) -> None:
        if toolkits:
            toolkits.pop().unpublish()
            ToolkitFactory(title=f"New checklist {len(toolkits)}")

    rebuild(engine(), timezone.now, meanwhile)
    assert list(differences(engine())) == []
    assert len([title for title in titles("new checklist") if title.startswith("New")]) > 1


def test_a_run_that_dies_is_gone_on_with(search_index: Follow, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(rebuilding, "BATCH", 2)
    monkeypatch.setattr(rebuilding, "BATCHES_A_COMMIT", 1)
    for _ in range(7):
        ToolkitFactory()
    total = ContentItem.objects.count()
    done = []

    def die(count: int, of: int) -> None:
        done.append(count)
        if len(done) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild(engine(), timezone.now, die)
    begun = [name for name in versions() if name != engine().live().version]  # type: ignore[union-attr]
    rest: list[int] = []
    rebuild(engine(), timezone.now, lambda count, of: rest.append(of))
    assert rest[0] == total - 4
    assert versions() == begun
    assert list(differences(engine())) == []
    assert not Checkpoint.objects.filter(name=rebuilding.PLACE).exists()


def test_an_index_that_lacks_items_is_not_searched(search_index: Follow, monkeypatch: pytest.MonkeyPatch):
    (before,) = versions()
    for writer in (TantivyWriter, ElasticsearchWriter):
        monkeypatch.setattr(writer, "count", lambda self: 5)
    with pytest.raises(SearchUnavailable, match=r"has 5 items where \d+ are stored; the old one stays"):
        rebuild(engine(), timezone.now, quiet)
    assert engine().live().version == before  # type: ignore[union-attr]


def test_another_version_of_the_hub_builds_it_anew_and_says_so(
    search_index: Follow, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    (before,) = versions()
    for module in ("fingerprint", "rebuilding", "follower", "engines.tantivy", "engines.elasticsearch"):
        monkeypatch.setattr(f"search.{module}.fingerprint", lambda: "another")
    with caplog.at_level(logging.WARNING):
        tasks.follow_changes()
    assert "made by another version of the hub" in caplog.text
    assert versions() != [before]
    assert is_usable(engine())


def test_every_module_of_the_fingerprint_is_there():
    assert len(fingerprint.fingerprint()) == 16
    assert all((fingerprint.HERE / module).is_file() for module in fingerprint.MODULES)


def test_an_index_that_is_ahead_of_a_restored_database_is_built_anew(
    search_index: Follow, caplog: pytest.LogCaptureFixture
):
    ContentCounter.objects.update(value=0)
    with caplog.at_level(logging.WARNING):
        assert not is_usable(engine())
    assert "ahead of the database" in caplog.text


def test_the_commands_say_what_they_did(search_index: Follow):
    ToolkitFactory()
    out, wrong = io.StringIO(), io.StringIO()
    with pytest.raises(SystemExit):
        call_command("verify_search", stdout=out, stderr=wrong)
    assert "The index is 2 changes behind." in wrong.getvalue()
    assert "it is stored, but not in the index" in wrong.getvalue()
    call_command("rebuild_search", stdout=out)
    call_command("verify_search", stdout=out)
    count = ContentItem.objects.count()
    assert out.getvalue().splitlines() == [
        f"{count} items can be searched.",
        f"All {count} items are in the index as they are stored.",
    ]


def test_if_needed_leaves_a_good_index_alone(search_index: Follow):
    before = versions()
    call_command("rebuild_search", "--if-needed")
    assert versions() == before
