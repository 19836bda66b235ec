"""The engine that SEARCH_URL chooses."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from search.engines import Engine
from search.engines.tantivy import TantivyEngine


def engine() -> Engine:
    """Return the engine of this process."""
    return _made(settings.SEARCH_URL)


@cache
def _made(url: str) -> Engine:
    return TantivyEngine(Path(urlsplit(url).path))
