"""What is in every public document: the values of CONTRACT.md as typed models."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, ClassVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, WithJsonSchema


def write_instant(instant: dt.datetime) -> str:
    """Return the instant as RFC 3339 in UTC, whole seconds, `Z`."""
    return instant.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


Instant = Annotated[
    dt.datetime,
    PlainSerializer(write_instant, return_type=str),
    WithJsonSchema(
        {
            "type": "string",
            "format": "date-time",
            "description": "RFC 3339 in UTC, whole seconds.",
            "examples": ["2026-04-08T22:59:59Z"],
        }
    ),
]


class Value(BaseModel):
    """Base of all that stands in a document: no field may be left out, none may be unknown."""

    model_config = ConfigDict(extra="forbid", ser_json_timedelta="iso8601")


class Term(Value):
    """A value of a taxonomy."""

    slug: str = Field(examples=["short-breaks"])
    name: str = Field(examples=["Short breaks"])


class IndicatorReference(Value):
    """A statement of the standard, by its code."""

    code: str = Field(examples=["5.2"])
    title: str


class FocalPoint(Value):
    """The middle of what matters in an image, as fractions of its width and height."""

    x: float = Field(ge=0, le=1)
    y: float = Field(ge=0, le=1)


class Rendition(Value):
    """One size and format of an image."""

    url: str
    width: int
    height: int
    format: str = Field(examples=["webp"])


class Image(Value):
    """An image with what a page needs to show it to everyone."""

    alt: str = Field(description="Empty where `decorative` is true.")
    decorative: bool
    caption: str
    credit: str
    focal_point: FocalPoint | None
    renditions: list[Rendition]


class File(Value):
    """A file to download."""

    title: str
    url: str
    format: str = Field(examples=["PDF"])
    size: int = Field(description="Bytes.")


class Contact(Value):
    """How to reach people; only what an editor has marked public."""

    role: str
    email: str | None
    phone: str | None


class Crumb(Value):
    """One step of the way down from the home page."""

    title: str
    path: str


class Seo(Value):
    """Title and description for search engines and shared links."""

    title: str
    description: str


class Related(Value):
    """Another item, named so that it can be linked."""

    id: UUID
    type: str
    title: str
    path: str


class Card(Value):
    """What lists show of any item."""

    id: UUID
    type: str
    path: str = Field(examples=["/consultations/getting-to-school/"])
    url: str = Field(description="The address on the council's website.")
    title: str
    summary: str
    image: Image | None
    audiences: list[Term]
    themes: list[Term]
    areas: list[Term]
    age_ranges: list[Term]
    organisations: list[Term]
    indicators: list[IndicatorReference]
    involvement_level: Term | None
    first_published_at: Instant
    updated_at: Instant

    # Objects of which the card shows only some keys.
    trimmed: ClassVar[dict[str, set[str]]] = {}


class Document(Card):
    """One item in full: its card and more. `sequence` grows with every change of the item."""

    breadcrumbs: list[Crumb]
    seo: Seo
    related: list[Related]
    reviewed_on: dt.date | None = Field(description="The day somebody last checked that this is still right.")
    structured_data: dict[str, Any] = Field(
        description="JSON-LD of schema.org for search engines, to be put on the page as it is."
    )
    sequence: int

    # The type that schema.org has for such an item.
    structured_as: ClassVar[str] = "WebPage"

    @classmethod
    def structured(cls, values: dict[str, Any]) -> dict[str, Any]:
        """Return what schema.org says of this type beside what all have, from the document's JSON."""
        return {}
