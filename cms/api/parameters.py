"""Query parameters, strictly: an unknown, doubled or malformed one is named, never ignored."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import difflib
import hashlib
import json
from typing import Annotated, Any, Literal, TypeVar, get_origin
from uuid import UUID

from django.http import HttpRequest
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from cms.api.problems import Fault, not_understood
from cms.api.vocabulary import vocabulary
from cms.content.listing import Place
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
]
MOST_VALUES = 50
SEVERAL: Any = Field(default=[], max_length=MOST_VALUES)
FIRST_DAY, LAST_DAY = dt.date(1990, 1, 1), dt.date(2199, 12, 31)


def sensible(day: dt.date) -> dt.date:
    """Refuse a day that no calendar of the council's has."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError(f"must be between {FIRST_DAY} and {LAST_DAY}")
    return day


Day = Annotated[dt.date, AfterValidator(sensible)]
Model = TypeVar("Model", bound=BaseModel)


class StrictQuery(BaseModel):
    """Base of the parameters of an endpoint."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class NoQuery(StrictQuery):
    """An endpoint without parameters."""


class ListQuery(StrictQuery):
    """Filters are repeatable: values of one kind widen, kinds narrow."""

    id: list[UUID] = Field(default=[], max_length=100, description="Only these items.")
    type: list[str] = Field(
        default=[], description="Such as event, consultation, toolkit.", examples=[["event"]]
    )
    audience: list[str] = SEVERAL
    theme: list[str] = SEVERAL
    area: list[str] = Field(default=[], description="Countywide items answer for every area.")
    age_range: list[str] = SEVERAL
    organisation: list[str] = SEVERAL
    indicator: list[str] = Field(default=[], description="A statement of the standard, such as 5.2.")
    level: list[str] = Field(default=[], description="A level of involvement, such as asked.")
    state: list[str] = Field(default=[], description="A consultation's state or an event's status.")
    attendance: list[str] = SEVERAL
    provision: list[str] = Field(default=[], description="Matches what is there or can be asked for.")
    from_: Day | None = Field(default=None, alias="from", description="First day, in the council's zone.")
    to: Day | None = Field(default=None, description="Last day, itself included.")
    updated_since: AwareDatetime | None = Field(default=None, description="RFC 3339, with its zone.")
    archived: Literal["exclude", "include", "only"] = "exclude"
    order: Literal["relevance_date", "updated", "published", "title"] = Field(
        default="relevance_date", description="relevance_date: soonest to happen or close first, then newest."
    )
    limit: int = Field(default=20, ge=1, le=100)
    cursor: str | None = Field(default=None, max_length=600, description="From `next`; never made by hand.")

    def selection(self) -> Selection:
        """Return what is asked for; raises Problem where a slug is not known."""
        faults = [
            fault for kind in ["type", "state", *FACETS] for fault in unknown_slugs(kind, getattr(self, kind))
        ]
        if self.from_ and self.to and self.to < self.from_:
            faults.append(fault("to", str(self.to), f"It is before `from`, {self.from_}."))
        if faults:
            raise not_understood(faults)
        return Selection(
            ids=frozenset(self.id),
            types=frozenset(self.type),
            facets=frozenset(
                (kind, vocabulary.widened(kind, frozenset(getattr(self, kind))))
                for kind in FACETS
                if getattr(self, kind)
            ),
            states=frozenset(self.state),
            archived=self.archived,
            first_day=self.from_,
            last_day=self.to,
            updated_since=self.updated_since,
        )


def fault(parameter: str, value: str, message: str, did_you_mean: str | None = None) -> Fault:
    return Fault(parameter=parameter, value=value[:200], message=message, did_you_mean=did_you_mean)


def unknown_slugs(kind: str, slugs: list[str]) -> list[Fault]:
    """Return a fault for each slug that does not exist."""
    return [
        fault(kind, slug, f"There is no {kind} “{slug[:100]}”.", vocabulary.nearest(kind, slug))
        for slug in slugs
        if not vocabulary.knows(kind, slug)
    ]


def read(request: HttpRequest, model: type[Model]) -> Model:
    """Return the query's parameters as the model; raises Problem that names each that is wrong."""
    fields = {field.alias or name: field for name, field in model.model_fields.items()}
    faults: list[Fault] = []
    values: dict[str, Any] = {}
    for name, given in request.GET.lists():
        if name not in fields:
            near = difflib.get_close_matches(name, fields, n=1)
            faults.append(fault(name, given[0], "There is no such parameter.", near[0] if near else None))
        elif get_origin(fields[name].annotation) is list:
            values[name] = given
        elif len(given) > 1:
            faults.append(fault(name, ", ".join(given), "Give it once."))
        else:
            values[name] = given[0]
    try:
        parsed = model.model_validate(values)
    except ValidationError as error:
        faults += [fault(str(one["loc"][0]), str(one["input"]), one["msg"] + ".") for one in error.errors()]
    if faults:
        raise not_understood(faults)
    return parsed


def fingerprint(query: ListQuery) -> str:
    """Return what a cursor must fit: the list without its size and place."""
    content = query.model_dump_json(exclude={"cursor", "limit"})
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def write_cursor(query: ListQuery, now: dt.datetime, place: Place) -> str:
    """Return where the next page begins, with the first page's `now`."""
    values = [fingerprint(query), now.isoformat(), place.part, place.rank, place.id.hex]
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def read_cursor(query: ListQuery) -> tuple[dt.datetime, Place]:
    """Return the first page's `now` and the place; raises Problem for what is not this list's cursor."""
    cursor = query.cursor or ""
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        print_, now, part, rank, item = values
        place = Place(int(part), str(rank), UUID(item))
        started = dt.datetime.fromisoformat(now).astimezone(dt.UTC)
        if query.order != "title":
            dt.datetime.fromisoformat(place.rank)
    except (binascii.Error, ValueError, TypeError, OverflowError) as error:
        raise not_understood(
            [fault("cursor", cursor, "It is not a cursor. Follow `next` as it is.")]
        ) from error
    if print_ != fingerprint(query) or place.part not in range(2 if query.order == "relevance_date" else 1):
        raise not_understood(
            [fault("cursor", cursor, "It belongs to a list with other filters. Start again without it.")]
        )
    return started, place


def openapi_parameters(model: type[BaseModel]) -> list[dict[str, Any]]:
    """Return the model's fields as OpenAPI query parameters."""
    schema = model.model_json_schema(by_alias=True)
    required = schema.get("required", [])
    return [
        {
            "in": "query",
            "name": name,
            "required": name in required,
            "description": values.pop("description", ""),
            "schema": values,
        }
        for name, values in schema["properties"].items()
    ]
