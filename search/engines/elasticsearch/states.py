"""How far a version follows the log: in a document of its own, which stands or falls with the index."""

from __future__ import annotations

from typing import Any

from elasticsearch import Elasticsearch

from search.engines import IndexState
from search.engines.elasticsearch.names import Names

STATE_ID = "state"


def save_state(client: Elasticsearch, names: Names, state: IndexState) -> None:
    """Save a version's state; raises ConflictError where it is further already."""
    client.index(
        index=names.written(state.version),
        id=STATE_ID,
        document={"state": {"fingerprint": state.fingerprint, "sequence": state.sequence}},
        version=state.sequence,
        version_type="external_gte",
        require_alias=True,
    )


def read_state(version: str, found: Any) -> IndexState:
    """Return the state that was got; one that no version of the hub can use where none was saved."""
    state = found["_source"]["state"] if found.get("found") else {"fingerprint": "", "sequence": 0}
    return IndexState(version, **state)
