"""Documents that are kept until anybody writes to the file are the very answers that Django gives."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from cms.api.fast_lane import BODY, FastLane
from cms.api.watched_file import Commits, WatchedFile, watched_database
from cms.content.reading import STORED
from tests.api.callers import Answer, Watched, asked, environ
from tests.api.conftest import Clock
from tests.api.world import NOW, uuid

ITEM = "/api/v1/content/{}".format
BY_PATH = "/api/v1/content/by-path?path={}".format
WORDS = "UPDATE cms_contentitem SET body = ?, etag = ? WHERE id = ?"


class Counted(WatchedFile):
    """A watched file that notes what was asked for."""

    def __init__(self, path: str, commits: Commits) -> None:
        super().__init__(path, commits)
        self.asked: list[str] = []

    def row(self, query: str, value: str) -> Any:
        self.asked.append(f"{query.partition(' WHERE ')[0]} WHERE")
        return super().row(query, value)


@pytest.fixture
def django(world: Any, one_connection: None) -> Watched:
    """Return Django behind the fast lane."""
    return Watched()


@pytest.fixture
def path(world: Any, tmp_path: Path) -> Path:
    """Return a file with all that the database holds, as a server has it."""
    if connection.vendor != "sqlite":
        pytest.skip("Only SQLite has a file.")
    path = tmp_path / "hub.sqlite3"
    with closing(sqlite3.connect(path)) as copy:
        copy.execute("PRAGMA journal_mode=WAL")
        # A backup would leave out what the test has not committed.
        copy.executescript("\n".join(connection.connection.iterdump()))
    return path


@pytest.fixture
def file(path: Path) -> Iterator[Counted]:
    with closing(Counted(str(path), Commits())) as file:
        yield file


@pytest.fixture
def lane(django: Watched, file: Counted) -> FastLane:
    """Return a fast lane on the file that has seen Django answer."""
    lane = FastLane(django, file)
    asked(lane, ITEM(uuid(7)))
    django.calls = 0
    file.asked.clear()
    return lane


@pytest.fixture
def both(django: Watched, lane: FastLane) -> Callable[..., Answer]:
    """Return a function that asks the lane twice and checks that it says alone what Django says."""

    def both(address: str, **headers: str) -> Answer:
        expected = asked(django, address, **headers)
        django.calls = 0
        for _ in range(2):
            assert asked(lane, address, **headers) == expected
        assert django.calls == 0
        return expected

    return both


def write(path: Path, statement: str, *values: Any) -> None:
    """Change the file as another process does."""
    with closing(sqlite3.connect(path)) as other, other:
        assert other.execute(statement, values).rowcount == 1


def body(lane: FastLane, address: str) -> bytes:
    return asked(lane, address)[2]


@pytest.mark.parametrize("address", [ITEM(uuid(7)), ITEM(uuid(8)), BY_PATH("/"), BY_PATH("%2Fprivacy%2F")])
def test_headers_are_read_once_and_a_304_reads_nothing(
    both: Callable[..., Answer], file: Counted, address: str
):
    _, headers, _ = both(address)
    assert file.asked == [STORED, BODY]
    for given in [headers["ETag"], f'W/{headers["ETag"]}, "x"', "*"]:
        assert both(address, if_none_match=given)[0] == "304 Not Modified"
    assert both(address, if_modified_since=headers["Last-Modified"])[0] == "304 Not Modified"
    assert file.asked == [STORED, BODY]
    assert both(address, if_none_match='"x"')[0] == "200 OK"


def test_each_answer_has_an_id_of_its_own(lane: FastLane):
    ids = set()
    for _ in range(3):
        pairs: list[Any] = []
        lane(environ(ITEM(uuid(7))), lambda status, given, pairs=pairs: pairs.extend(given))
        ids.add(dict(pairs)["X-Request-Id"])
    assert len(ids) == 3


def test_another_process_changes_a_document(lane: FastLane, path: Path):
    assert body(lane, ITEM(uuid(7))) != b"{}"
    write(path, WORDS, b"{}", "new", uuid(7).hex)
    for _ in range(2):
        assert body(lane, ITEM(uuid(7))) == b"{}"
        assert asked(lane, ITEM(uuid(7)), if_none_match='"new"')[0] == "304 Not Modified"


def test_threads_share_what_they_keep_until_any_of_them_sees_a_change(
    lane: FastLane, path: Path, file: Counted
):
    def elsewhere() -> list[str]:
        asked(lane, ITEM(uuid(7)))
        connection.close()
        return list(file.asked)

    def in_another_thread() -> list[str]:
        with ThreadPoolExecutor(1) as other:
            return other.submit(elsewhere).result()

    body(lane, ITEM(uuid(7)))
    # To a thread that looks for the first time the file may have changed since.
    assert in_another_thread() == [STORED]
    body(lane, ITEM(uuid(7)))
    assert file.asked == [STORED, BODY]
    write(path, WORDS, b"{}", "new", uuid(7).hex)
    assert in_another_thread() == [STORED]
    assert body(lane, ITEM(uuid(7))) == b"{}"
    assert asked(lane, ITEM(uuid(7)), if_none_match='"new"')[0] == "304 Not Modified"


def test_what_is_not_committed_is_not_told(lane: FastLane, path: Path):
    before = body(lane, ITEM(uuid(7)))
    with closing(sqlite3.connect(path)) as other:
        other.execute(WORDS, [b"{}", "new", uuid(7).hex])
        assert body(lane, ITEM(uuid(7))) == before
        other.rollback()
    assert body(lane, ITEM(uuid(7))) == before


def test_a_document_that_is_withdrawn_is_djangos(lane: FastLane, django: Watched, path: Path):
    asked(lane, BY_PATH("/privacy/"))
    write(path, "UPDATE cms_contentitem SET path = '/moved/' WHERE path = '/privacy/'")
    asked(lane, BY_PATH("/privacy/"))
    assert django.calls == 1


def test_a_change_while_a_document_is_read_is_never_mixed_nor_kept(lane: FastLane, path: Path, file: Counted):
    address = ITEM(uuid(7))
    told = file.version

    def changed(name: bytes) -> Callable[[], int]:
        def version() -> int:
            number = told()
            write(path, WORDS, name, name.decode(), uuid(7).hex)
            return number

        return version

    for name in [b"first", b"second"]:
        # The first finds nothing kept; the second finds headers that were right a moment ago.
        file.version = changed(name)  # type: ignore[method-assign]
        _, headers, text = asked(lane, address)
        assert (headers["ETag"], text) == (f'"{name.decode()}"', name)
        file.version = told  # type: ignore[method-assign]
        assert asked(lane, address)[1:] == (headers, text)


def test_time_is_looked_at_each_time(lane: FastLane, django: Watched, clock: Clock):
    for before, age, calls in [(61, 60, 0), (60, 60, 0), (59, 59, 0), (1, 1, 0), (0, None, 1)]:
        clock.move_to(NOW.replace(day=30, hour=23, minute=0, second=0))
        clock.shift(-before)
        django.calls = 0
        _, headers, _ = asked(lane, ITEM(uuid(8)))
        assert django.calls == calls
        if age:
            assert headers["Cache-Control"] == f"public, max-age={age}"


def test_all_else_is_djangos(lane: FastLane, django: Watched):
    for address in [ITEM("x"), f"{ITEM(uuid(7))}?x=1", BY_PATH("/nothing/"), BY_PATH("/privacy/&x=1")]:
        for _ in range(2):
            expected = asked(django, address)
            django.calls = 0
            assert asked(lane, address) == expected
            assert django.calls == 1


def test_a_file_that_can_not_be_read_is_djangos(
    lane: FastLane,
    django: Watched,
    path: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
):
    # The connection of the test stays.
    monkeypatch.setattr(connection, "close", lambda: None)
    with closing(sqlite3.connect(path)) as other:
        other.execute("ALTER TABLE cms_contentitem RENAME TO elsewhere")
    assert asked(lane, ITEM(uuid(7)))[0] == "200 OK"
    assert django.calls == 1
    assert "no such table" in caplog.text
    with closing(sqlite3.connect(path)) as other:
        other.execute("ALTER TABLE elsewhere RENAME TO cms_contentitem")
    asked(lane, ITEM(uuid(7)))
    assert django.calls == 1


def test_nothing_can_be_written(file: WatchedFile):
    file.version()
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        file.row("UPDATE cms_contentitem SET etag = ? RETURNING id", "x")


def test_a_database_in_memory_or_on_a_server_is_not_watched(db: None):
    assert watched_database() is None
