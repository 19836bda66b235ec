"""The engine that SEARCH_URL chooses."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from search.engines import Engine
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.tantivy import TantivyEngine


def engine() -> Engine:
    """Return the engine of this process."""
    return _made(settings.SEARCH_URL)


@cache
def _made(url: str) -> Engine:
    parts = urlsplit(url)
    return TantivyEngine(Path(parts.path)) if parts.scheme == "tantivy" else ElasticsearchEngine(url)
