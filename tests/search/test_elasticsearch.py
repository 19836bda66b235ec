"""What is Elasticsearch's own, on a real one: versions, aliases, blocks, its death."""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone
from elasticsearch import Elasticsearch

from cms.content import log
from cms.content.models import ContentItem
from search import documents, follower
from search.documents import IndexDocument
from search.engines import Engine, IndexBusy, IndexMissing, IndexState, SearchUnavailable
from search.engines.chosen import engine
from search.engines.elasticsearch import bulk, connection
from search.engines.elasticsearch.writing import ElasticsearchWriter
from search.health import search_check
from search.models import SearchFault
from search.plan import Everything, Request
from search.rebuilding import is_usable, rebuild
from search.tasks import follow_changes
from search.verification import differences
from tests.factories import ToolkitFactory
from tests.servers import needed
from tests.servers.elasticsearch import ElasticsearchNode, elasticsearch_node

pytestmark = pytest.mark.long

Follow = Callable[[], int]
ALL = Request(match=Everything(), limit=100)


@pytest.fixture
def search_address(elasticsearch_address: str) -> str:
    """Return a place on Elasticsearch, whichever engine the other tests are run on."""
    return elasticsearch_address


@pytest.fixture
def cluster(elasticsearch_server: str) -> Elasticsearch:
    """Return what an administrator of the cluster has."""
    return Elasticsearch(elasticsearch_server)


@pytest.fixture
def item(search_index: Follow) -> IndexDocument:
    """Return an item as it is indexed."""
    toolkit = ToolkitFactory(title="A checklist")
    search_index()
    stored = ContentItem.objects.get(id=toolkit.content_id)
    return documents.build(stored, documents.read_sources([stored.id]))


def live() -> IndexState:
    state = engine().live()
    assert state
    return state


def name(settings: Any) -> str:
    return str(settings.SEARCH_URL).rpartition("/")[2]


def sequences() -> dict[Any, int]:
    with engine().writer(live().version) as writer:
        return dict(writer.sequences())


def test_neither_an_older_write_nor_an_older_delete_wins(item: IndexDocument):
    with engine().writer(live().version) as writer:
        writer.write([replace(item, sequence=item.sequence - 1)])
        writer.delete({item.id: item.sequence - 1})
        writer.commit(live().sequence)
        assert writer.sequences()[item.id] == item.sequence
        writer.delete({item.id: item.sequence + 5})
        writer.write([item])
        writer.commit(live().sequence)
        assert item.id not in writer.sequences()
        writer.write([replace(item, sequence=item.sequence + 6)])
        writer.commit(live().sequence)
        assert writer.sequences()[item.id] == item.sequence + 6


def test_nothing_is_seen_before_the_commit(item: IndexDocument):
    before = engine().search(ALL).total
    edition = engine().edition()
    with engine().writer(live().version) as writer:
        writer.delete({item.id: item.sequence})
        assert engine().search(ALL).total == before
        assert engine().edition() == edition
        writer.commit(live().sequence)
    assert engine().search(ALL).total == before - 1
    assert engine().edition() != edition


def test_of_two_writers_the_one_behind_is_told(search_index: Follow):
    sequence = live().sequence
    with engine().writer(live().version) as first, engine().writer(live().version) as second:
        first.commit(sequence + 2)
        with pytest.raises(IndexBusy, match="is further in the log"):
            second.commit(sequence + 1)
    assert live().sequence == sequence + 2


def test_the_document_of_the_state_is_never_found(search_index: Follow):
    found = engine().search(Request(match=Everything(), limit=10, counted=(Everything(),)))
    assert (found.total, found.counted, len(found.hits)) == (1, (1,), 1)
    assert len(sequences()) == 1


def test_a_document_that_the_cluster_refuses_is_set_aside(
    search_index: Follow, monkeypatch: pytest.MonkeyPatch, titles: Callable[..., list[str]]
):
    build = documents.build

    def build_one_badly(item: ContentItem, sources: documents.Sources) -> IndexDocument:
        built = build(item, sources)
        return replace(built, updated_at=10**30) if item.title == "Bad checklist" else built

    monkeypatch.setattr(documents, "build", build_one_badly)
    for title in ["Bad checklist", "Good checklist"]:
        ToolkitFactory(title=title)
    assert titles("checklist") == ["Good checklist"]
    assert "out of range of long" in SearchFault.objects.get().reason
    monkeypatch.setattr(documents, "build", build)
    with time_machine.travel(timezone.now() + follower.RETRY_AFTER + dt.timedelta(minutes=1)):
        assert len(titles("checklist")) == 2
    assert not SearchFault.objects.exists()


def test_an_index_that_the_cluster_blocks_is_said_and_catches_up(
    search_index: Follow, cluster: Elasticsearch, settings: Any, caplog: pytest.LogCaptureFixture
):
    block = {"index.blocks.read_only_allow_delete": True}
    cluster.indices.put_settings(index=name(settings), settings=block)
    ToolkitFactory(title="A checklist")
    with caplog.at_level(logging.ERROR):
        assert follow_changes() == 0
    assert "free some space" in caplog.text
    assert search_check(timezone.now())["waiting"] == 2
    assert engine().search(ALL).total == 1
    cluster.indices.put_settings(index=name(settings), settings=dict.fromkeys(block, None))
    assert follow_changes() == 2
    assert list(differences(engine())) == []


def test_fields_that_somebody_changed_are_noticed_and_mended(
    search_index: Follow, cluster: Elasticsearch, settings: Any, caplog: pytest.LogCaptureFixture
):
    cluster.indices.put_mapping(index=name(settings), properties={"stray": {"type": "text"}})
    with caplog.at_level(logging.WARNING):
        assert not is_usable(engine())
    assert "are not as this hub made them: stray" in caplog.text
    call_command("rebuild_search", "--if-needed", verbosity=0)
    assert is_usable(engine())


def test_an_index_that_has_the_hubs_name_is_said(
    site: Any, settings: Any, search_address: str, cluster: Elasticsearch
):
    settings.SEARCH_URL = search_address
    cluster.indices.create(index=name(settings))
    try:
        with pytest.raises(CommandError, match="put another name at the end of SEARCH_URL"):
            call_command("rebuild_search", verbosity=0)
    finally:
        cluster.indices.delete(index=name(settings))


def test_versions_are_told_from_those_of_other_hubs(
    search_index: Follow, settings: Any, cluster: Elasticsearch
):
    other = f"{name(settings)}-test.v1"
    cluster.indices.create(index=other)
    try:
        rebuild(engine(), timezone.now, lambda done, total: None)
        assert [state.version for state in engine().versions()] == [live().version]
        assert cluster.indices.exists(index=other)
    finally:
        cluster.indices.delete(index=other)


def test_searches_go_on_while_versions_are_swapped(search_index: Follow):
    chosen, is_over = engine(), threading.Event()
    answered, faults = [], []

    def search_on() -> None:
        while not is_over.is_set():
            try:
                answered.append(chosen.search(ALL).total)
            except SearchUnavailable as unavailable:
                faults.append(str(unavailable))

    readers = [threading.Thread(target=search_on) for _ in range(2)]
    for reader in readers:
        reader.start()
    for number in range(10):
        chosen.create(f"v{number}", 0)
        chosen.swap(f"v{number}")
    is_over.set()
    for reader in readers:
        reader.join()
    assert len(answered) > 10
    assert faults == []


def test_a_version_that_was_begun_and_left_is_removed(
    search_index: Follow, settings: Any, cluster: Elasticsearch
):
    cluster.indices.create(index=f"{name(settings)}.vleft")
    assert "vleft" in [state.version for state in engine().versions()]
    rebuild(engine(), timezone.now, lambda done, total: None)
    assert [state.version for state in engine().versions()] == [live().version]


def test_writing_to_a_version_that_is_gone_makes_no_index(item: IndexDocument):
    with engine().writer(live().version) as writer:
        engine().remove(live().version)
        with pytest.raises(IndexMissing):
            writer.write([item])
    assert engine().versions() == []


@pytest.fixture
def node() -> Iterator[ElasticsearchNode]:
    with needed(elasticsearch_node) as started:
        yield started


@pytest.fixture
def both(site: Any, settings: Any, tmp_path: Any, node: ElasticsearchNode) -> dict[str, Engine]:
    """Return both engines, each with the content there is."""
    made = {}
    for address in [f"tantivy://{tmp_path}/search", f"{node.address}/killed"]:
        settings.SEARCH_URL = address
        made[address.partition(":")[0]] = engine()
        rebuild(engine(), timezone.now, lambda done, total: None)
    return made


def test_a_cluster_that_is_killed_while_it_is_written_catches_up(
    both: dict[str, Engine], node: ElasticsearchNode, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(follower, "BATCH", 4)
    monkeypatch.setattr(bulk, "SECONDS_TO_FIRST_RETRY", 0.001)
    monkeypatch.setattr(connection, "SECONDS_OF_REST", 0.0)
    write, written = ElasticsearchWriter.write, []

    def write_until_it_dies(self: ElasticsearchWriter, made: Any) -> Any:
        written.append(len(made))
        if len(written) == 3:
            write(self, made[:2])
            node.kill()
        return write(self, made)

    monkeypatch.setattr(ElasticsearchWriter, "write", write_until_it_dies)
    toolkits = [ToolkitFactory() for _ in range(16)]
    assert follow_changes() == 0
    assert len(written) == 3
    assert "Is it running" in search_check(timezone.now())["detail"]
    with pytest.raises(SearchUnavailable):
        both["http"].search(ALL)
    for number, toolkit in enumerate(toolkits[:10]):
        if number % 3:
            toolkit.title = f"Changed {number}"
            toolkit.save_revision().publish()
        else:
            toolkit.unpublish()
    node.start()
    assert follow_changes() > 0
    follower.follow(both["tantivy"], timezone.now)
    count = ContentItem.objects.count()
    for chosen in both.values():
        assert list(differences(chosen)) == []
        assert chosen.search(ALL).total == count
        state = chosen.live()
        assert state
        assert state.sequence == log.latest_sequence()
