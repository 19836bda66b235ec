"""Writes to one version of the index, in which no older write wins."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from elasticsearch import ConflictError

from search.documents import IndexDocument
from search.engines import IndexBusy, IndexState, Rejected
from search.engines.elasticsearch.bulk import Action, send
from search.engines.elasticsearch.connection import Connection
from search.engines.elasticsearch.names import Names
from search.engines.elasticsearch.schema import to_elasticsearch
from search.engines.elasticsearch.states import save_state
from search.engines.elasticsearch.translation import ITEMS

logger = logging.getLogger(__name__)

WALK = 5_000


class ElasticsearchWriter:
    """Each write carries the item's sequence number as its version: the cluster drops older ones.

    So two writers do no harm. What was written before a fault is not taken back, but it is not seen until the
    next commit, and is written again by then.
    """

    def __init__(self, connection: Connection, names: Names, state: IndexState) -> None:
        self.state = state
        self._connection = connection
        self._names = names
        self._index = names.index(state.version)

    def write(self, documents: Iterable[IndexDocument]) -> list[Rejected]:
        actions = [
            self._action("index", document.id, document.sequence) | {"_source": to_elasticsearch(document)}
            for document in documents
        ]
        return [Rejected(UUID(name), reason) for name, reason in send(self._connection, actions)]

    def delete(self, ids: Mapping[UUID, int]) -> None:
        actions = [self._action("delete", content_id, sequence) for content_id, sequence in ids.items()]
        for name, reason in send(self._connection, actions):
            logger.error("%s could not be taken out of the search index: %s.", name, reason)

    def commit(self, sequence: int) -> None:
        state = replace(self.state, sequence=sequence)
        with self._connection.writing() as client:
            client.indices.refresh(index=self._index)
            try:
                save_state(client, self._names, state)
            except ConflictError as conflict:
                raise IndexBusy(
                    f"Another process writes to {self._index} too, and is further in the log."
                ) from conflict
        self.state = state

    def sequences(self) -> dict[UUID, int]:
        known: dict[UUID, int] = {}
        hits = self._walk(None)
        while hits:
            known |= {UUID(hit["_id"]): int(hit["_source"]["sequence"]) for hit in hits}
            hits = self._walk(hits[-1]["sort"])
        return known

    def count(self) -> int:
        with self._connection.writing() as client:
            return int(client.count(index=self._index, query=ITEMS)["count"])

    def _action(self, kind: str, content_id: UUID, sequence: int) -> Action:
        return {
            "_op_type": kind,
            "_index": self._names.written(self.state.version),
            "_id": str(content_id),
            "version": sequence,
            # The same once more does no harm, and mends what is not as it should be.
            "version_type": "external_gte",
        }

    def _walk(self, after: list[Any] | None) -> list[dict[str, Any]]:
        """Return the next hits after one."""
        with self._connection.writing() as client:
            found = client.search(
                index=self._index,
                query=ITEMS,
                size=WALK,
                sort=[{"id": "asc"}],
                search_after=after,
                source={"includes": ["sequence"]},
                allow_partial_search_results=False,
            )
        return list(found["hits"]["hits"])
