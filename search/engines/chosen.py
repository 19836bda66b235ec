"""The engine that SEARCH_URL chooses."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.module_loading import import_string

from search.engines import Engine

# By name, as a process that searches a folder does without the client of a cluster, which is large.
FOLDER = "search.engines.tantivy.TantivyEngine"
CLUSTER = "search.engines.elasticsearch.ElasticsearchEngine"


def engine() -> Engine:
    """Return the engine of this process."""
    return _made(settings.SEARCH_URL)


def load_engine() -> None:
    """Load the engine's code, so that processes which split off later share its memory."""
    _engine_class(settings.SEARCH_URL)


@cache
def _made(url: str) -> Engine:
    return _engine_class(url)(Path(urlsplit(url).path) if _is_folder(url) else url)


def _is_folder(url: str) -> bool:
    return urlsplit(url).scheme == "tantivy"


def _engine_class(url: str) -> Callable[[Path | str], Engine]:
    return import_string(FOLDER if _is_folder(url) else CLUSTER)  # type: ignore[no-any-return]
