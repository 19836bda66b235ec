"""The columns of open data: what of a document's schema fits into one cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin
from uuid import UUID

from pydantic.fields import FieldInfo

from cms.content import schemas

BETWEEN_VALUES = ";"
# Only other keys of the same document in another form.
LEFT_OUT = {"image", "seo", "structured_data"}
DATATYPES: dict[type, str] = {
    str: "string",
    bool: "boolean",
    int: "integer",
    float: "number",
    dt.date: "date",
    dt.datetime: "dateTime",
    UUID: "string",
}
# By which of its keys a value of a list is named in a cell.
NAMED_BY: dict[type, str] = {schemas.Term: "slug", schemas.IndicatorReference: "code"}


@dataclass(frozen=True)
class Column:
    """One column: the keys that lead to its value, and what a data dictionary says of it."""

    keys: tuple[str, ...]
    datatype: str
    description: str
    words: tuple[str, ...] = ()
    named_by: str | None = None
    is_list: bool = False

    @property
    def name(self) -> str:
        return "_".join(self.keys)

    def cell(self, document: dict[str, Any]) -> str:
        """Return the value as text: empty for null, several values with `;` between them."""
        value: Any = document
        for key in self.keys:
            if value is None:
                return ""
            value = value[key]
        if self.is_list:
            return BETWEEN_VALUES.join(one[self.named_by] for one in value)
        if value is not None and self.named_by:
            value = value[self.named_by]
        return _written(value)


def columns_of(schema: type[schemas.Document]) -> list[Column]:
    """Return the columns of a type, in the order of its document."""
    return [
        replace(column, description=column.description or _inherited(schema, column.keys[0]))
        for name, field in schema.model_fields.items()
        if name not in LEFT_OUT
        for column in _columns((name,), field)
    ]


def _inherited(schema: type[schemas.Document], name: str) -> str:
    """Return what the schemas above say of a field that this one only narrows, such as its type."""
    above = (base for base in schema.__mro__ if issubclass(base, schemas.Value))
    said = (base.model_fields[name].description for base in above if name in base.model_fields)
    return next(filter(None, said), "")


def _columns(keys: tuple[str, ...], field: FieldInfo) -> Iterator[Column]:
    annotation, description = _plain(field.annotation), field.description or ""
    if get_origin(annotation) is list:
        (item,) = get_args(annotation)
        if item in NAMED_BY:
            yield Column(keys, "string", description, named_by=NAMED_BY[item], is_list=True)
    elif get_origin(annotation) is Literal:
        yield Column(keys, "string", description, words=get_args(annotation))
    elif annotation in DATATYPES:
        yield Column(keys, DATATYPES[annotation], description)
    elif annotation in NAMED_BY:
        yield Column(keys, "string", description, named_by=NAMED_BY[annotation])
    elif _is_value(annotation) and len(keys) == 1:
        for name, inner in annotation.model_fields.items():
            yield from _columns((*keys, name), inner)


def _plain(annotation: Any) -> Any:
    """Return the type without `| None` and without what is annotated to it."""
    if get_origin(annotation) is Annotated:
        return _plain(get_args(annotation)[0])
    if get_origin(annotation) in {Union, UnionType}:
        given = [one for one in get_args(annotation) if one is not NoneType]
        return _plain(given[0]) if len(given) == 1 else annotation
    return annotation


def _is_value(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, schemas.Value)


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
