"""What a page should be, and writing it the way editors do, but only where it differs."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from wagtail.models import Page

from cms.pages import BasePage

# Block ids made from where a block stands, so that the same pack gives the same documents.
BLOCKS = uuid.UUID("6f0c8a52-0d57-4a0e-9e0b-1f6f6c0f6a11")

Stream = list[tuple[str, Any]]


@dataclass
class Draft:
    """A page as the pack wants it: plain fields by attribute, streams, relations and child rows."""

    file: str
    model: type[BasePage]
    parent: Page
    slug: str
    values: dict[str, Any]
    streams: dict[str, Stream] = field(default_factory=dict)
    terms: dict[str, list[Model]] = field(default_factory=dict)
    children: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    # Called with the page's key before it is published, where a model guards what was published before.
    start_over: Callable[[int], None] | None = None

    def find_or_make(self) -> BasePage:
        """Return the page at this place, made as an unpublished one where it is missing."""
        page = self.model.objects.child_of(self.parent).filter(slug=self.slug).first()
        if page is None:
            page = self.model(slug=self.slug, live=False)
            self._fill(page)
            self.parent.add_child(instance=page)
        return page  # type: ignore[no-any-return]

    def publish(self, page: BasePage) -> bool:
        """Publish the page as the pack wants it; return False where it is so already and nothing was written.

        Raises ValidationError.
        """
        if page.live and not page.has_unpublished_changes and self._is_in(page):
            return False
        self._fill(page)
        self._check(page)
        if self.start_over:
            self.start_over(page.pk)
        page.save_revision().publish()
        return True

    def raw_stream(self, name: str) -> list[dict[str, Any]]:
        """Return a stream as the database has it."""
        return raw_stream(f"{self.file}/{self.slug}/{name}", self.streams[name])

    def _is_in(self, page: BasePage) -> bool:
        return (
            all(getattr(page, name) == value for name, value in self.values.items())
            and all(list(getattr(page, name).raw_data) == self.raw_stream(name) for name in self.streams)
            and all(_keys(getattr(page, name).all()) == _keys(terms) for name, terms in self.terms.items())
            and all(self._rows(page, name) == rows for name, rows in self.children.items())
        )

    def _rows(self, page: BasePage, name: str) -> list[dict[str, Any]]:
        columns = self.children[name][0] if self.children[name] else {}
        return [{column: getattr(row, column) for column in columns} for row in getattr(page, name).all()]

    def _fill(self, page: BasePage) -> None:
        for name, value in self.values.items():
            setattr(page, name, value)
        for name in self.streams:
            setattr(page, name, json.dumps(self.raw_stream(name)))
        for name, terms in self.terms.items():
            setattr(page, name, terms)
        for name, rows in self.children.items():
            row_model = getattr(page, name).model
            setattr(page, name, [row_model(**row) for row in rows])

    def _check(self, page: BasePage) -> None:
        """Check what forms check and saving does not: streams and child rows."""
        faults: dict[str, list[str]] = {}
        for name in self.streams:
            value = getattr(page, name)
            try:
                value.stream_block.clean(value)
            except ValidationError as refused:
                faults[name] = refused.messages or [str(refused)]
        for name in self.children:
            for row in getattr(page, name).all():
                try:
                    row.full_clean(exclude=["page"])
                except ValidationError as refused:
                    faults.setdefault(name, []).extend(refused.messages)
        if faults:
            raise ValidationError(faults)


def raw_stream(place: str, stream: Stream) -> list[dict[str, Any]]:
    """Return a stream as the database has it, with ids from the place in which it stands."""
    return [
        {"type": kind, "value": value, "id": str(uuid.uuid5(BLOCKS, f"{place}/{number}"))}
        for number, (kind, value) in enumerate(stream)
    ]


def _keys(terms: Iterable[Model]) -> set[Any]:
    return {term.pk for term in terms}
