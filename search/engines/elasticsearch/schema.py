"""The settings and the mapping of an index, and a document in it."""

from __future__ import annotations

from typing import Any

from search.documents import IndexDocument
from search.weights import FIELDS

WHOLE = ["anywhere", "capitals", "during", "exact_title", "id", "tags", "words"]
NUMBERS = ["days", "sequence", "updated_at"]
# Pages reach as deep as `search.answers` lets people walk, and a page further.
DEEPEST = 20_000

SETTINGS: dict[str, Any] = {
    # One shard: scores and counts are those of the whole, and one request reads one state of it.
    "number_of_shards": 1,
    "auto_expand_replicas": "0-1",
    # Only a commit shows what was written.
    "refresh_interval": "-1",
    "max_result_window": DEEPEST,
    # So long does a deleted item's version keep an older write out.
    "gc_deletes": "1h",
}
MAPPING: dict[str, Any] = {
    "dynamic": "strict",
    # Hits show nothing else, and nothing else needs to be stored.
    "_source": {"includes": ["id", "sequence", "stored", "state"]},
    "properties": {
        # Everything is analysed already, so that Elasticsearch only splits on the spaces.
        **{field: {"type": "text", "analyzer": "whitespace"} for field in FIELDS},
        **{name: {"type": "keyword"} for name in WHOLE},
        **{name: {"type": "long"} for name in NUMBERS},
        "stored": {"type": "keyword", "index": False, "doc_values": False},
        # Only of the one document that says how far the index follows the log.
        "state": {"type": "object", "enabled": False},
    },
}


def to_elasticsearch(document: IndexDocument) -> dict[str, Any]:
    """Return a document in the fields of the mapping."""
    return {
        "id": str(document.id),
        "sequence": document.sequence,
        "stored": document.stored,
        "exact_title": document.exact_title,
        "anywhere": sorted(document.anywhere),
        "words": sorted(document.words),
        "capitals": sorted(document.capitals),
        "tags": sorted(document.tags),
        "during": sorted(document.during),
        "days": list(document.days),
        "updated_at": document.updated_at,
        **document.fields,
    }
