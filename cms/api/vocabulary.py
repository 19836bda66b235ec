"""The words that filters accept: known slugs by kind, with the nearest one for a typing mistake."""

from __future__ import annotations

import difflib
import threading
from collections.abc import Iterable
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from cms.content.publishing import publishable_models
from cms.content.states import EVENT_STATUSES, WINDOW_STATES
from cms.indicators import Indicator
from cms.organisations import Organisation
from cms.taxonomies import TAXONOMIES, Taxonomy

# Facets that are no taxonomy: their words stand in the cards that have a field of that name.
CARD_FACETS = ["attendance", "provision", "recognition", "service_kind"]
LONGEST_SLUG = 100


def fixed_words() -> dict[str, list[str]]:
    """Return the words that no editor can add to, by kind."""
    words: dict[str, set[str]] = {kind: set() for kind in CARD_FACETS}
    words["type"] = {model.document_type for model in publishable_models().values()}
    words["state"] = {*WINDOW_STATES, *EVENT_STATUSES}
    for model in publishable_models().values():
        for kind in CARD_FACETS:
            if kind in model.card_schema.model_fields:
                words[kind].update(_words_of(model.card_schema.model_fields[kind].annotation))
    return {kind: sorted(values) for kind, values in words.items()}


def _words_of(annotation: Any) -> Iterable[str]:
    """Return the choices of a field, or the names of the facts that it is made of."""
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation.model_fields
    raise TypeError(f"A facet of cards is a Literal or a model, not {annotation}.")


class Vocabulary:
    """Known slugs, read once a process and again when an unknown one is asked for."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._slugs: dict[str, set[str]] = {}

    def forget(self) -> None:
        """Know nothing, until slugs are read again."""
        self._slugs = {}

    def has(self, kind: str, slug: str) -> bool:
        """Return whether the slug was there when slugs were read last."""
        return slug in self._slugs.get(kind, ())

    def nearest(self, kind: str, slug: str) -> str | None:
        """Return the known slug that looks most like this one."""
        near = difflib.get_close_matches(slug[:LONGEST_SLUG], self._slugs.get(kind, ()), n=1)
        return near[0] if near else None

    def read(self) -> None:
        """Read all slugs again."""
        with self._lock:
            slugs = {kind: set(values) for kind, values in fixed_words().items()}
            taxonomies: list[type[Taxonomy]] = [*TAXONOMIES, Organisation]
            for model in taxonomies:
                slugs[model.kind] = set(model._default_manager.values_list("slug", flat=True))
            slugs["indicator"] = set(Indicator.objects.current().values_list("code", flat=True))
            self._slugs = slugs


class Words:
    """A vocabulary for one request, which has it read again once at most, however many slugs are unknown."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words
        self._is_fresh = False

    def knows(self, kind: str, slug: str) -> bool:
        """Return whether the slug exists now."""
        if not self._words.has(kind, slug) and not self._is_fresh:
            self._words.read()
            self._is_fresh = True
        return self._words.has(kind, slug)

    def nearest(self, kind: str, slug: str) -> str | None:
        """Return the known slug that looks most like this one."""
        return self._words.nearest(kind, slug)


vocabulary = Vocabulary()
