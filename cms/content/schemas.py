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

    role: str = Field(description="A role, such as Participation officer, not a name.")
    email: str | None = Field(description="Null where none is public.")
    phone: str | None = Field(description="Null where none is public.")


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

    id: UUID = Field(description="Of the other item.")
    type: str = Field(description="Of the other item.")
    title: str = Field(description="Of the other item.")
    path: str = Field(description="Of the other item.")


class Card(Value):
    """What lists show of any item."""

    id: UUID = Field(description="The same for ever, also when the item moves.")
    type: str = Field(description="The kind of item, which says what else it has.")
    path: str = Field(
        description="Where it stands on the website.", examples=["/consultations/getting-to-school/"]
    )
    url: str = Field(description="The address on the council's website.")
    title: str = Field(description="Its name, as readers see it.")
    summary: str = Field(description="One or two sentences on what it is about.")
    image: Image | None = Field(description="Null where there is none.")
    audiences: list[Term] = Field(description="Whom it is for.")
    themes: list[Term] = Field(description="What it is about.")
    areas: list[Term] = Field(description="Where it is, or whom it is for by where they live.")
    age_ranges: list[Term] = Field(description="The ages of the children it concerns.")
    organisations: list[Term] = Field(description="The services behind it.")
    indicators: list[IndicatorReference] = Field(
        description="The statements of the involvement standard that it shows or helps with."
    )
    involvement_level: Term | None = Field(
        description="How much say it gives: from being told to deciding together."
    )
    first_published_at: Instant = Field(description="When it first became public.")
    updated_at: Instant = Field(description="When it changed last.")

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
    sequence: int = Field(description="The number of its last change in `/changes`.")

    # The type that schema.org has for such an item.
    structured_as: ClassVar[str] = "WebPage"

    @classmethod
    def structured(cls, values: dict[str, Any]) -> dict[str, Any]:
        """Return what schema.org says of this type beside what all have, from the document's JSON."""
        return {}
