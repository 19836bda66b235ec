"""The shapes of answers, over all types that the installed areas publish."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from cms.content.publishing import publishable_models
from cms.content.schemas import Instant


def union(schemas: list[type[BaseModel]]) -> Any:
    """Return the union of schemas that `type` tells apart."""
    distinct = list(dict.fromkeys(schemas))
    return Annotated[reduce(or_, distinct), Field(discriminator="type")]


AnyCard = union([model.card_schema for model in publishable_models().values()])
AnyDocument = union([model.document_schema for model in publishable_models().values()])


class CardList(BaseModel):
    """One page of cards."""

    items: list[AnyCard]  # type: ignore[valid-type]
    total: int = Field(description="How many the filters let through, over all pages.")
    next: str | None = Field(description="The address of the next page.")


class DocumentList(BaseModel):
    """One page of whole documents."""

    items: list[AnyDocument]  # type: ignore[valid-type]
    total: int
    next: str | None


class Preview(BaseModel):
    """A draft; its `sequence` is 0."""

    card: AnyCard  # type: ignore[valid-type]
    document: AnyDocument  # type: ignore[valid-type]


class CalendarEntry(BaseModel):
    """A window of a consultation or an occurrence of an event."""

    kind: Literal["occurrence", "window"]
    starts_at: Instant
    ends_at: Instant = Field(description="The first instant after it.")
    when: str = Field(examples=["Tuesday 8 April 2026, 6:30pm to 8pm"])
    status: str = Field(
        description="Of an occurrence: scheduled, cancelled, postponed, moved_online or full. "
        "Of a window: upcoming, open, closed or withdrawn."
    )
    note: str = Field(description="What changed, as the public was told.")
    card: AnyCard  # type: ignore[valid-type]


class CalendarList(BaseModel):
    """One page of a calendar, in order of `starts_at`."""

    items: list[CalendarEntry]
    total: int
    next: str | None


class Redirect(BaseModel):
    """Where a path has moved to."""

    type: Literal["redirect"]
    path: str
    to: str = Field(description="A path of the site or a whole address.")
    permanent: bool


DocumentOrRedirect = union([*(model.document_schema for model in publishable_models().values()), Redirect])


class RedirectEntry(BaseModel):
    """One line of the list of redirects."""

    path: str
    to: str
    permanent: bool


class RedirectList(BaseModel):
    """One page of redirects."""

    items: list[RedirectEntry]
    total: int
    next: str | None


class Change(BaseModel):
    """One line of the log; `surrogate_keys` are what a cache purges."""

    sequence: int
    event: Literal["published", "updated", "moved", "archived", "unarchived", "withdrawn"]
    id: UUID
    type: str
    path: str
    at: Instant
    surrogate_keys: list[str]


class ChangeList(BaseModel):
    """Changes in the order in which they were made."""

    changes: list[Change]
    latest: int = Field(description="The newest number of the whole log.")
    next: str | None = Field(description="The address of the changes after these; null at the end.")


class CountedTerm(BaseModel):
    """A value of a taxonomy with the number of public items that carry it."""

    slug: str
    name: str
    description: str
    count: int


class CountedArea(CountedTerm):
    """A district with its towns and villages."""

    places: list[str]


class CountedIndicator(BaseModel):
    """A statement of the standard."""

    slug: str = Field(description="Its code, as filters take it.")
    name: str
    description: str
    count: int
    code: str
    title: str


class Taxonomies(BaseModel):
    """Every word by which content can be filtered."""

    audiences: list[CountedTerm]
    themes: list[CountedTerm]
    areas: list[CountedArea]
    age_ranges: list[CountedTerm]
    involvement_levels: list[CountedTerm]
    organisations: list[CountedTerm]
    indicators: list[CountedIndicator]
