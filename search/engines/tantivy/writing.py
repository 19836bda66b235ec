"""The one writer of a Tantivy index."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import replace
from uuid import UUID

import tantivy

from search.documents import IndexDocument
from search.engines import IndexBusy, IndexMissing, IndexState, Rejected, SearchUnavailable
from search.engines.tantivy.folder import Folder
from search.engines.tantivy.schema import register_analysis, to_tantivy

logger = logging.getLogger(__name__)

# One thread and a small heap: documents come in small batches, and memory stays flat in a large rebuild.
HEAP_BYTES = 32_000_000
WALK = 2_000


class TantivyWriter:
    """Holds Tantivy's own lock on a version from `open` to `close`."""

    def __init__(self, folder: Folder, state: IndexState) -> None:
        self.state = state
        self._folder = folder
        self._pending: dict[str, int] = {}
        path = folder.path / state.version
        try:
            self._index = tantivy.Index.open(str(path))
        except (ValueError, OSError) as error:
            raise IndexMissing(f"The search index {path} cannot be read: {error}.") from error
        register_analysis(self._index)
        self._index.config_reader("manual")
        try:
            self._writer = self._index.writer(HEAP_BYTES, 1)
        except (ValueError, OSError) as error:
            if "LockBusy" in str(error):
                raise IndexBusy(f"Another process writes to {path}. Only the worker should.") from error
            raise SearchUnavailable(f"The search index {path} cannot be written: {error}.") from error

    def write(self, documents: Iterable[IndexDocument]) -> list[Rejected]:
        documents = list(documents)
        known = self._known([str(document.id) for document in documents])
        rejected = []
        for document in documents:
            name = str(document.id)
            if known.get(name, -1) > document.sequence:
                continue
            try:
                made = to_tantivy(document)
            except (ValueError, OverflowError) as error:
                rejected.append(Rejected(document.id, str(error)))
                continue
            self._writer.delete_documents_by_term("id", name)
            self._writer.add_document(made)
            self._pending[name] = document.sequence
        return rejected

    def delete(self, ids: Mapping[UUID, int]) -> None:
        known = self._known([str(content_id) for content_id in ids])
        for content_id, sequence in ids.items():
            if known.get(str(content_id), -1) <= sequence:
                self._writer.delete_documents_by_term("id", str(content_id))
                self._pending.pop(str(content_id), None)

    def commit(self, sequence: int) -> None:
        try:
            self._writer.commit()
            self.state = replace(self.state, sequence=sequence)
            self._folder.save(self.state)
        except (ValueError, OSError) as error:
            raise SearchUnavailable(
                f"The search index {self._folder.path} cannot be written, as where a disk is full: {error}."
            ) from error
        self._pending.clear()
        self._index.reload()

    def sequences(self) -> dict[UUID, int]:
        known: dict[UUID, int] = {}
        batch = self._walk(0)
        while any(content_id not in known for content_id, _ in batch):
            known.update(batch)
            batch = self._walk(batch[-1][1])
        return known

    def count(self) -> int:
        return int(self._index.searcher().num_docs)

    def close(self) -> None:
        """Let merging end and give the lock back; what was not committed is forgotten."""
        try:
            self._writer.rollback()
            self._writer.wait_merging_threads()
        except (ValueError, OSError):
            # What was committed stands; what went wrong before was raised where it went wrong.
            logger.warning("The writer of the search index did not end cleanly.", exc_info=True)

    def _known(self, names: list[str]) -> dict[str, int]:
        """Return the sequences of those that are there, committed or not."""
        searcher = self._index.searcher()
        query = tantivy.Query.term_set_query(self._index.schema, "id", names)
        found = searcher.search(query, len(names) or 1, order_by_field="id").hits
        sequences = searcher.fast_field_values("sequence", [address for _, address in found])
        known = {str(name): int(value or 0) for (name, _), value in zip(found, sequences, strict=True)}
        return known | {name: self._pending[name] for name in names if name in self._pending}

    def _walk(self, first: int) -> list[tuple[UUID, int]]:
        """Return documents from a sequence on, in the order of these."""
        searcher, by_sequence = self._index.searcher(), "sequence"
        query = tantivy.Query.range_query(
            self._index.schema, by_sequence, tantivy.FieldType.Integer, lower_bound=first
        )
        found = searcher.search(query, WALK, count=False, order_by_field=by_sequence, order=tantivy.Order.Asc)
        return [(UUID(searcher.doc(address)["id"][0]), int(key)) for key, address in found.hits]
