"""What lists take: filters, order, size and place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from cms.api.parameters import Day, Instant, StrictQuery, Whole, openapi_parameters, wrong
from cms.api.vocabulary import fixed_words
from cms.content.selection import Selection

FACETS = [
    "audience",
    "theme",
    "area",
    "age_range",
    "organisation",
    "indicator",
    "level",
    "attendance",
    "provision",
    "recognition",
    "service_kind",
]
MOST_VALUES, MOST_IDS = 50, 100


def known(slug: str, info: ValidationInfo) -> str:
    """Return a slug of the field's kind; raises PydanticCustomError where there is none such."""
    words: Any = info.context
    kind = str(info.field_name)
    if not words.knows(kind, slug):
        raise wrong(f"There is no {kind} “{slug[:100]}”.", words.nearest(kind, slug))
    return slug


Slug = Annotated[str, AfterValidator(known)]


def several(description: str) -> Any:
    """Return a repeatable parameter."""
    return Field(default=[], max_length=MOST_VALUES, description=description)


class FilterQuery(StrictQuery):
    """Filters are repeatable: values of one kind widen, kinds narrow."""

    id: list[UUID] = Field(default=[], max_length=MOST_IDS, description="Only these items.")
    audience: list[Slug] = several("Whom it is for, such as `young-parents`.")
    theme: list[Slug] = several("What it is about, such as `short-breaks`.")
    area: list[Slug] = several("Where, such as `harborough`. Countywide items answer for every area.")
    age_range: list[Slug] = several("How old the children are, such as `under-5`.")
    organisation: list[Slug] = several("Whose it is, such as `short-breaks-team`.")
    indicator: list[Slug] = several("A statement of the standard, such as `5.2`.")
    level: list[Slug] = several("How far families can decide, such as `asked`.")
    state: list[Slug] = several("A consultation's state or an event's status, such as `open`.")
    attendance: list[Slug] = several("How people take part in an event, such as `in_person`.")
    provision: list[Slug] = several("What an event has, or has on request, such as `childcare`.")
    recognition: list[Slug] = several("How a service has adopted the standard, such as `meets`.")
    service_kind: list[Slug] = several("What a service on the register is, such as `childcare`.")
    from_: Day | None = Field(
        default=None,
        alias="from",
        description="Windows and occurrences from this day on, in the council's zone, such as 2026-04-08.",
    )
    to: Day | None = Field(default=None, description="Up to this day, itself included.")
    updated_since: Instant | None = Field(
        default=None, description="RFC 3339, with its zone, such as 2026-04-08T09:30:00Z."
    )
    archived: Literal["exclude", "include", "only"] = Field(
        default="exclude", description="Closed consultations that were archived, and events that are over."
    )

    @field_validator("to")
    @classmethod
    def not_before_from(cls, to: Day | None, info: ValidationInfo) -> Day | None:
        first = info.data.get("from_")
        if to and first and to < first:
            raise wrong(f"The last day is before the first, {first}.")
        return to

    def of_types(self, types: Iterable[str]) -> Selection:
        """Return what is asked for, of these types; of every type where none is named."""
        return Selection(
            ids=frozenset(self.id),
            types=frozenset(types),
            facets=frozenset(
                (kind, frozenset(getattr(self, kind))) for kind in FACETS if getattr(self, kind)
            ),
            states=frozenset(self.state),
            archived=self.archived,
            first_day=self.from_,
            last_day=self.to,
            updated_since=self.updated_since,
        )


class AnyTypeQuery(FilterQuery):
    """The filters of what holds every type."""

    type: list[Slug] = several("What kind of item, such as `event`.")

    def selection(self) -> Selection:
        """Return what is asked for."""
        return self.of_types(self.type)


class PagedQuery(AnyTypeQuery):
    """Filters, with the size and the place of a page."""

    limit: Whole = Field(default=20, ge=1, le=100, description="How many on a page.")
    cursor: str | None = Field(
        default=None, min_length=1, max_length=4000, description="From `next`; never made by hand."
    )


class ListQuery(PagedQuery):
    """Filters, with the order of a list."""

    order: Literal["relevance_date", "updated", "published", "title"] = Field(
        default="relevance_date",
        description="relevance_date: soonest to happen or close, then newest by end or publication.",
    )


def list_parameters(query: type[FilterQuery] = ListQuery) -> list[dict[str, Any]]:
    """Return the parameters of lists for the OpenAPI document, with the words that no editor can add to."""
    described, words = openapi_parameters(query), fixed_words()
    for parameter in described:
        if parameter["name"] in words:
            parameter["schema"]["items"]["enum"] = words[parameter["name"]]
    return described
