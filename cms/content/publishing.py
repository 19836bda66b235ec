"""What can be published: the small protocol that the store asks of pages and records alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, Protocol, Self
from uuid import UUID

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from cms.content.schemas import Card, Document

if TYPE_CHECKING:
    from cms.content.builder import BuiltDocument, DocumentBuilder
    from cms.content.tree import PageTree


class Publishable(Protocol):
    """A page or record that has a public document while it is public."""

    document_type: ClassVar[str]
    card_schema: ClassVar[type[Card]]
    document_schema: ClassVar[type[Document]]

    @property
    def content_id(self) -> UUID: ...

    @property
    def content_path(self) -> str: ...

    @property
    def content_title(self) -> str: ...

    @property
    def content_first_published_at(self) -> dt.datetime | None: ...

    def build_document(self, build: DocumentBuilder) -> Document: ...

    def document_stored(self, built: BuiltDocument, now: dt.datetime) -> None:
        """Keep what must outlive the stored document; called in the transaction that wrote it."""

    @classmethod
    def public_sources(cls) -> Iterable[Self]:
        """Return all that are public now, to be iterated in bounded memory."""

    @classmethod
    def public_by_id(cls, ids: Iterable[UUID], tree: PageTree) -> dict[UUID, Self]:
        """Return those of the ids that are public now, with their relations loaded for building."""


class PublishRefused(ValidationError):  # noqa: N818, it reads as what happened
    """A document could not be built; says where and why in an editor's words, and nothing was published."""

    def __init__(self, title: str, faults: dict[str, list[str]]) -> None:
        self.title = title
        super().__init__(dict(faults))

    @classmethod
    def because(cls, title: str, error: ValidationError) -> PublishRefused:
        """Return the refusal for what a page's own checks found."""
        if isinstance(error, cls):
            return error
        return cls(
            title, error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
        )

    def __str__(self) -> str:
        lines = []
        for field, messages in self.message_dict.items():
            label = "" if field == NON_FIELD_ERRORS else f"{field.replace('_', ' ').capitalize()}: "
            lines.append(label + " ".join(messages))
        return f"“{self.title}” was not published. " + " ".join(lines)


_models: dict[str, type[Publishable]] = {}


def label(model: type[Publishable]) -> str:
    """Return the name under which items remember their model, such as `events.eventpage`."""
    return str(model._meta.label_lower)  # type: ignore[attr-defined]


def register(model: type[Publishable]) -> type[Publishable]:
    """Make a model's live rows public content; each area registers its own."""
    _models[label(model)] = model
    return model


def publishable_models() -> dict[str, type[Publishable]]:
    """Return the registered models by label."""
    return dict(_models)
