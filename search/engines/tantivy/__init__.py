"""Search in this process, by Tantivy in a folder: nothing to install, one writer, readers everywhere."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import tantivy

from search.engines import IndexMissing, IndexState, SearchUnavailable
from search.engines.tantivy.counting import counts, number
from search.engines.tantivy.folder import Folder
from search.engines.tantivy.schema import make_schema, register_analysis
from search.engines.tantivy.translation import Translator
from search.engines.tantivy.writing import TantivyWriter
from search.fingerprint import fingerprint
from search.plan import Hit, Request, Response


@dataclass(frozen=True)
class Opened:
    """A version as of one commit."""

    version: str
    commit: tuple[int, int]
    index: tantivy.Index
    searcher: tantivy.Searcher


class TantivyEngine:
    """Reads the live version as of its last commit; a search sees one commit from beginning to end."""

    def __init__(self, path: Path) -> None:
        self._folder = Folder(path)
        self._opened: Opened | None = None
        self._lock = threading.Lock()

    def search(self, request: Request) -> Response:
        opened = self._open()
        searcher = opened.searcher
        translator = Translator(opened.index.schema, searcher)
        try:
            found = searcher.search(translator.query(request.match), request.limit, offset=request.offset)
            hits = [_hit(searcher, *hit) for hit in found.hits]
            return Response(number(found), hits, *counts(request, searcher, translator))
        except (ValueError, OSError) as error:
            raise SearchUnavailable(f"The search index does not answer: {error}.") from error

    def edition(self) -> str:
        opened = self._open()
        return f"{opened.version}-{opened.commit[0]}-{opened.commit[1]}"

    def vocabulary(self) -> Mapping[str, int]:
        return dict(self._open().searcher.terms_with_prefix("words", ""))

    def live(self) -> IndexState | None:
        version = self._folder.live_version()
        return self._folder.state(version) if version else None

    def check(self) -> None:
        self._open()

    def create(self, version: str, sequence: int) -> None:
        path = self._folder.create(version)
        try:
            tantivy.Index(make_schema(), path=str(path), reuse=False)
        except (ValueError, OSError) as error:
            raise SearchUnavailable(f"The search index cannot be made in {path}: {error}.") from error
        self._folder.save(IndexState(version, fingerprint(), sequence))

    def versions(self) -> list[IndexState]:
        return self._folder.versions()

    @contextmanager
    def writer(self, version: str) -> Iterator[TantivyWriter]:
        state = self._folder.state(version)
        if state is None:
            raise IndexMissing(f"There is no version {version} of the search index.")
        writer = TantivyWriter(self._folder, state)
        try:
            yield writer
        finally:
            writer.close()

    def swap(self, version: str) -> None:
        self._folder.make_live(version)

    def remove(self, version: str) -> None:
        self._folder.remove(version)

    def _open(self) -> Opened:
        """Return the live version, as of a commit that was made meanwhile if there is one."""
        version = self._folder.live_version()
        if version is None:
            raise IndexMissing("There is no search index yet. It is built by `manage.py rebuild_search`.")
        opened = self._opened
        commit = self._commit(version)
        if opened and opened.version == version and opened.commit == commit:
            return opened
        with self._lock:
            if self._opened is None or (self._opened.version, self._opened.commit) != (version, commit):
                self._opened = self._read(version, commit, self._opened)
            return self._opened

    def _commit(self, version: str) -> tuple[int, int]:
        """Return what tells one commit from another: Tantivy replaces this file with each."""
        try:
            status = (self._folder.path / version / "meta.json").stat()
        except OSError as error:
            raise IndexMissing(f"The search index {version} cannot be read: {error}.") from error
        return status.st_mtime_ns, status.st_ino

    def _read(self, version: str, commit: tuple[int, int], before: Opened | None) -> Opened:
        try:
            if before and before.version == version:
                index = before.index
            else:
                index = tantivy.Index.open(str(self._folder.path / version))
                register_analysis(index)
                index.config_reader("manual")
            index.reload()
        except (ValueError, OSError) as error:
            raise IndexMissing(f"The search index {version} cannot be read: {error}.") from error
        return Opened(version, commit, index, index.searcher())


def _hit(searcher: tantivy.Searcher, score: float, address: tantivy.DocAddress) -> Hit:
    stored = searcher.doc(address).to_dict()
    return Hit(UUID(stored["id"][0]), float(score), stored["sequence"][0], stored["stored"][0])
