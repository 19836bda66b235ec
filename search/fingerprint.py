"""What an index was made by: where that changes, a new index is needed, and nobody has to remember it."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
MODULES = [
    "analysis.py",
    "documents.py",
    "instants.py",
    "texts.py",
    "timing.py",
    "engines/elasticsearch/schema.py",
    "engines/tantivy/schema.py",
]


@cache
def fingerprint() -> str:
    """Return a hash of the modules that decide what stands in an index."""
    content = b"".join((HERE / module).read_bytes() for module in MODULES)
    return hashlib.sha256(content).hexdigest()[:16]
