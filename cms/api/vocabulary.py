"""The words that filters accept: known slugs by kind, with the nearest one for a typing mistake."""

from __future__ import annotations

import difflib
import threading

from cms.content.publishing import publishable_models
from cms.content.states import EVENT_STATUSES, WINDOW_STATES
from cms.indicators import Indicator
from cms.organisations import Organisation
from cms.taxonomies import TAXONOMIES, Area, Taxonomy

# What areas offer as facets without a taxonomy of their own; each area registers its words.
_fixed: dict[str, set[str]] = {}


def register_facet(kind: str, slugs: list[str]) -> None:
    """Let lists be filtered by these values of a facet that is no taxonomy."""
    _fixed.setdefault(kind, set()).update(slugs)


class Vocabulary:
    """Known slugs, read once a process and again when an unknown one is asked for."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._slugs: dict[str, set[str]] = {}
        self._covering: frozenset[str] = frozenset()

    def knows(self, kind: str, slug: str) -> bool:
        """Return whether the slug exists now."""
        if slug not in self._slugs.get(kind, ()):
            self._read()
        return slug in self._slugs.get(kind, ())

    def nearest(self, kind: str, slug: str) -> str | None:
        """Return the known slug that looks most like this one."""
        near = difflib.get_close_matches(slug, self._slugs.get(kind, ()), n=1, cutoff=0.6)
        return near[0] if near else None

    def widened(self, kind: str, slugs: frozenset[str]) -> frozenset[str]:
        """Return the slugs to look for: countywide content answers for every area."""
        return slugs | self._covering if kind == "area" else slugs

    def _read(self) -> None:
        with self._lock:
            slugs = {kind: set(values) for kind, values in _fixed.items()}
            taxonomies: list[type[Taxonomy]] = [*TAXONOMIES, Organisation]
            for model in taxonomies:
                slugs[model.kind] = set(model._default_manager.values_list("slug", flat=True))
            slugs["indicator"] = set(Indicator.objects.values_list("code", flat=True))
            slugs["type"] = {model.document_type for model in publishable_models().values()}
            slugs["state"] = {*WINDOW_STATES, *EVENT_STATUSES}
            self._covering = frozenset(Area.objects.filter(covers_all=True).values_list("slug", flat=True))
            self._slugs = slugs


vocabulary = Vocabulary()
