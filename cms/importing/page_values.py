"""A page's values by field as JSON: written from a source, read back, compared and checked."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.db.models.fields.reverse_related import ManyToOneRel
from wagtail.fields import StreamField

from cms.importing.rows import quote
from cms.importing.terms import LISTS
from cms.pages import BasePage


def write(page: BasePage, name: str, value: Any) -> None:
    """Put a value of JSON into a field of a page, which is not saved."""
    field = page._meta.get_field(name)
    if isinstance(field, ManyToOneRel):
        row_model = field.related_model
        setattr(page, name, [row_model(**_parsed(row_model, row)) for row in value])
    elif isinstance(field, models.ManyToManyField):
        setattr(page, name, list(LISTS[name]._default_manager.filter(slug__in=value)))
    elif isinstance(field, models.ForeignKey):
        model = field.related_model
        setattr(page, name, model._default_manager.filter(slug=value).first() if value else None)
    elif isinstance(field, StreamField):
        setattr(page, name, json.dumps([{"type": kind, "value": child} for kind, child in value]))
    else:
        setattr(page, name, _python(field, value))


def read(page: BasePage, name: str) -> Any:
    """Return what a field of a page holds, as JSON that compares."""
    field = page._meta.get_field(name)
    value = getattr(page, name)
    if isinstance(field, ManyToOneRel):
        return [_row(row, field) for row in value.all()]
    if isinstance(field, models.ManyToManyField):
        return sorted(term.slug for term in value.all())
    if isinstance(field, models.ForeignKey):
        return value.slug if value else None
    if isinstance(field, StreamField):
        return [[child["type"], child["value"]] for child in value.raw_data]
    return _json(value)


def canonical(model: type[BasePage], values: dict[str, Any]) -> tuple[BasePage, dict[str, Any]]:
    """Return an unsaved page with the values, and the values as they are read back from it."""
    page = model(live=False)
    for name, value in values.items():
        write(page, name, value)
    return page, {name: read(page, name) for name in values}


def digest(model: type[BasePage], values: dict[str, Any]) -> str:
    """Return what changes when a value does."""
    text = json.dumps([model._meta.label_lower, values], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def faults(page: BasePage, names: list[str]) -> list[str]:
    """Return what is wrong with these fields of a page; an empty one may be filled in the draft."""
    found: list[str] = []
    unread = {field.name for field in page._meta.fields if field.name not in names}
    empty = {name for name in names if read(page, name) in ("", None)}
    for check in (lambda: page.clean_fields(exclude=unread | empty), page.clean):
        try:
            check()
        except ValidationError as refused:
            found += _messages(page, refused)
    for name in names:
        found += _faults_within(page, name)
    return found


def label(page: BasePage, name: str) -> str:
    """Return a field's name as editors see it."""
    if name == NON_FIELD_ERRORS or name not in {field.name for field in page._meta.get_fields()}:
        return ""
    field = page._meta.get_field(name)
    words = str(getattr(field, "verbose_name", "")) or name.replace("_", " ")
    return words[:1].upper() + words[1:]


def _faults_within(page: BasePage, name: str) -> list[str]:
    field = page._meta.get_field(name)
    named = label(page, name)
    if isinstance(field, StreamField):
        stream = getattr(page, name)
        try:
            stream.stream_block.clean(stream)
        except ValidationError as refused:
            return [f"{named}: {' '.join(refused.messages) or refused}"]
    if isinstance(field, ManyToOneRel):
        return [
            f"{named} {number}: {message}"
            for number, row in enumerate(getattr(page, name).all(), 1)
            for message in _row_faults(row)
        ]
    return []


def _row_faults(row: models.Model) -> list[str]:
    try:
        row.full_clean(exclude=["page"])
    except ValidationError as refused:
        return [
            f"{name.replace('_', ' ')}: {message}"
            for name, messages in refused.message_dict.items()
            for message in messages
        ]
    return []


def _messages(page: BasePage, refused: ValidationError) -> list[str]:
    if not hasattr(refused, "error_dict"):
        return list(refused.messages)
    lines = []
    for name, messages in refused.message_dict.items():
        named = label(page, name)
        value = getattr(page, name, "") if named else ""
        shown = f" {quote(value)}" if isinstance(value, str) and value else ""
        lines += [f"{named}{shown}: {message}" if named else message for message in messages]
    return lines


def _columns(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.fields if field.name not in {"id", "page", "sort_order"}]


def _row(row: models.Model, field: ManyToOneRel) -> dict[str, Any]:
    return {column.name: _json(getattr(row, column.name)) for column in _columns(field.related_model)}


def _parsed(model: type[models.Model], row: dict[str, Any]) -> dict[str, Any]:
    return {name: _python(model._meta.get_field(name), value) for name, value in row.items()}


def _python(field: Any, value: Any) -> Any:
    return field.to_python(value) if value is not None else None


def _json(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return value
