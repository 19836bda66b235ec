"""What is Tantivy's own: the folder, its lock, its readers."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from search.engines import IndexBusy, IndexMissing, SearchUnavailable
from search.engines.chosen import engine
from search.engines.tantivy import TantivyEngine
from search.plan import Combined, Everything, OneOf, Request
from search.tasks import follow_changes
from search.verification import differences
from tests.factories import ToolkitFactory

Follow = Callable[[], int]
ALL = Request(match=Everything(), limit=10)


@pytest.fixture
def search_address(tmp_path: Path) -> str:
    """Return the address of a folder, whichever engine the other tests are run on."""
    return f"tantivy://{tmp_path}/search"


@pytest.fixture
def folder(settings: Any, search_index: Follow) -> Path:
    return Path(settings.SEARCH_URL.removeprefix("tantivy://"))


def live_version() -> str:
    state = engine().live()
    assert state
    return state.version


def test_one_writes_at_a_time(folder: Path):
    other = TantivyEngine(folder)
    with (
        engine().writer(live_version()),
        pytest.raises(IndexBusy, match="Another process writes"),
        other.writer(live_version()),
    ):
        pass
    with other.writer(live_version()) as writer:
        assert writer.count() == 1


def test_the_worker_leaves_a_busy_index_to_the_next_sweep(folder: Path, titles: Callable[..., list[str]]):
    ToolkitFactory(title="A checklist")
    with TantivyEngine(folder).writer(live_version()):
        assert follow_changes() == 0
    assert follow_changes() == 2
    assert titles("checklist") == ["A checklist"]


def test_another_process_sees_a_commit_at_its_next_search(folder: Path, search_index: Follow):
    reader = TantivyEngine(folder)
    before, edition = reader.search(ALL).total, reader.edition()
    ToolkitFactory()
    search_index()
    assert reader.search(ALL).total == before + 2
    assert reader.edition() != edition


def test_what_was_not_committed_is_forgotten(folder: Path):
    with engine().writer(live_version()) as writer:
        writer.delete({hit.id: hit.sequence for hit in engine().search(ALL).hits})
    assert engine().search(ALL).total == 1


def test_a_damaged_folder_is_named(folder: Path):
    (folder / "live").write_text("../../etc")
    with pytest.raises(SearchUnavailable, match="does not name a version"):
        engine().live()
    (folder / "live").write_text("v0")
    with pytest.raises(IndexMissing, match="v0 cannot be read"):
        engine().search(ALL)


def test_the_vocabulary_has_words_as_typed_with_their_numbers_of_items(search_index: Follow):
    ToolkitFactory(title="Children’s cafés")
    ToolkitFactory(title="A café")
    search_index()
    words = engine().vocabulary()
    assert (words["cafes"], words["cafe"], words["children"]) == (1, 1, 1)


def test_many_values_match_like_few(search_index: Follow):
    found = engine().search(ALL).hits
    values = frozenset(str(hit.id) for hit in found) | {f"none-{number}" for number in range(500)}
    assert engine().search(Request(match=OneOf("id", values), limit=10)).total == len(found)
    assert engine().search(Request(match=OneOf("id", frozenset()), limit=10)).total == 0


def test_what_only_forbids_lets_the_rest_through(search_index: Follow):
    ToolkitFactory()
    search_index()
    forbidden = Combined(never=(OneOf("tags", frozenset({"type:toolkit"})),))
    assert engine().search(Request(match=forbidden, limit=10)).total == 2


def test_search_is_not_available_where_the_folder_has_gone(folder: Path, client: Client):
    folder.rename(folder.with_name("elsewhere"))
    assert client.get("/api/v1/search?q=x").status_code == 503


def test_a_damaged_index_is_built_anew(folder: Path, caplog: pytest.LogCaptureFixture):
    (folder / live_version() / "meta.json").write_text("{}")
    with caplog.at_level(logging.WARNING):
        follow_changes()
    assert "cannot be read" in caplog.text
    assert list(differences(engine())) == []


def test_a_folder_that_can_not_be_made_is_named(site: Any, settings: Any, tmp_path: Path):
    (tmp_path / "file").write_text("")
    settings.SEARCH_URL = f"tantivy://{tmp_path}/file/search"
    with pytest.raises(
        CommandError, match=r"in .*/file/search cannot be read: Not a directory. Check SEARCH_URL"
    ):
        call_command("rebuild_search", verbosity=0)
