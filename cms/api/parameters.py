"""Query parameters, strictly: an unknown, doubled or malformed one is named, never ignored."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from typing import Annotated, Any, ClassVar, Literal, TypeVar, get_args, get_origin

from django.http import HttpRequest
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails, PydanticCustomError

from cms.api.problems import Fault, not_understood
from cms.api.vocabulary import Words, vocabulary

FIRST_DAY, LAST_DAY = dt.date(1990, 1, 1), dt.date(2199, 12, 31)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|[+-]\d{2}:\d{2})", re.ASCII)
DIGITS = re.compile(r"-?\d{1,19}", re.ASCII)


def wrong(message: str, did_you_mean: str | None = None) -> PydanticCustomError:
    """Return the error by which a validator says in plain words what is wrong."""
    # Pydantic would take braces in the message for places to fill in.
    context = {"message": message, "did_you_mean": did_you_mean}
    return PydanticCustomError("parameter", "{message}", context)


def parse_day(value: Any) -> dt.date:
    """Return a day written as such; raises PydanticCustomError for one that no calendar has."""
    try:
        day = dt.date.fromisoformat(value) if DAY.fullmatch(value) else None
    except ValueError:
        day = None
    if day is None:
        raise wrong("Give a day that exists, such as 2026-04-08.")
    if not FIRST_DAY <= day <= LAST_DAY:
        raise wrong(f"Give a day between {FIRST_DAY} and {LAST_DAY}.")
    return day


def parse_instant(value: Any) -> dt.datetime:
    """Return an instant in UTC; raises PydanticCustomError where it is not RFC 3339 with a zone."""
    try:
        if INSTANT.fullmatch(value):
            return dt.datetime.fromisoformat(value).astimezone(dt.UTC)
    except (ValueError, OverflowError):
        pass
    raise wrong("Give an instant with its zone, such as 2026-04-08T09:30:00Z. In an address, + is %2B.")


def parse_whole(value: Any) -> int:
    """Return a whole number written in digits; raises PydanticCustomError for anything else."""
    if not DIGITS.fullmatch(value):
        raise wrong("Give a whole number, in digits.")
    return int(value)


Day = Annotated[dt.date, BeforeValidator(parse_day)]
Instant = Annotated[dt.datetime, BeforeValidator(parse_instant)]
Whole = Annotated[int, BeforeValidator(parse_whole)]


class StrictQuery(BaseModel):
    """Base of the parameters of an endpoint."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    # The parameters that callers may give, where these are not all of those that the query inherits.
    taken: ClassVar[frozenset[str] | None] = None


class NoQuery(StrictQuery):
    """An endpoint without parameters."""


Query = TypeVar("Query", bound=StrictQuery)


def fault(parameter: str, value: str, message: str, did_you_mean: str | None = None) -> Fault:
    """Return what is wrong with a parameter, with no more of the caller's text than helps."""
    return Fault(parameter=parameter[:100], value=value[:200], message=message, did_you_mean=did_you_mean)


def nearest(word: str, words: Any) -> str | None:
    """Return the word that looks most like this one."""
    near = difflib.get_close_matches(word[:100], words, n=1)
    return near[0] if near else None


def read(request: HttpRequest, model: type[Query]) -> Query:
    """Return the query's parameters as the model; raises Problem that names each that is wrong."""
    fields = offered(model)
    faults: list[Fault] = []
    values: dict[str, Any] = {}
    for name, given in request.GET.lists():
        if name not in fields:
            near = nearest(name, fields)
            faults.append(fault(name, given[0], "There is no such parameter.", near))
        elif get_origin(fields[name].annotation) is list:
            values[name] = given
        elif len(given) > 1:
            faults.append(fault(name, ", ".join(given), "Give it once."))
        else:
            values[name] = given[0]
    try:
        parsed = model.model_validate(values, context=Words(vocabulary))
    except ValidationError as error:
        told = {one.parameter for one in faults}
        faults += [_explained(one, fields) for one in error.errors() if one["loc"][0] not in told]
    if faults:
        raise not_understood(faults)
    return parsed


def offered(model: type[StrictQuery]) -> dict[str, FieldInfo]:
    """Return the parameters that callers may give, by name: all fields, or those that `taken` names."""
    taken = model.taken
    fields = {field.alias or name: field for name, field in model.model_fields.items()}
    return {name: field for name, field in fields.items() if taken is None or name in taken}


def _explained(error: ErrorDetails, fields: dict[str, FieldInfo]) -> Fault:
    name = str(error["loc"][0])
    if error["type"] == "missing":
        return fault(name, "", "Give it: this can not be answered without.")
    value, choices = str(error["input"]), _choices(fields[name])
    near = error.get("ctx", {}).get("did_you_mean") or nearest(value, choices)
    message = error["msg"] if error["type"] == "parameter" else f"{error['msg']}."
    return fault(name, value, message, near)


def _choices(field: FieldInfo) -> list[str]:
    """Return the words of a field that takes one of a few."""
    return list(get_args(field.annotation)) if get_origin(field.annotation) is Literal else []


def openapi_parameters(model: type[StrictQuery]) -> list[dict[str, Any]]:
    """Return the model's fields as OpenAPI query parameters."""
    schema = model.model_json_schema(by_alias=True)
    required, names = schema.get("required", []), offered(model)
    return [
        {
            "in": "query",
            "name": name,
            "required": name in required,
            "description": values.pop("description", ""),
            **({"example": values.pop("examples")[0]} if "examples" in values else {}),
            "schema": _without_null(values),
        }
        for name, values in schema["properties"].items()
        if name in names
    ]


def _without_null(values: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of what stands in an address, where there is no null."""
    values = {key: value for key, value in values.items() if key != "title"}
    if values.get("default", ...) in (None, []):
        del values["default"]
    given = [one for one in values.pop("anyOf", []) if one != {"type": "null"}]
    return values | given[0] if given else values
