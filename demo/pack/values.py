"""Values of the pack that are checked against the models that will hold them."""

from __future__ import annotations

import re
from typing import Annotated, Any

from django.core.exceptions import ValidationError
from django.db import models
from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationInfo

from cms.content.rich_text import TAGS
from cms.models import Indicator
from cms.pages import BasePage

MARKUP = re.compile(rf"</?(?:{'|'.join(sorted(TAGS))})>|<a href=\"(?:https?://|mailto:|tel:)[^\"<>]+\">")


class Entry(BaseModel):
    """Base of all that stands in the pack: no key is unknown and no type is guessed."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def fits(model: type[models.Model], name: str) -> AfterValidator:
    """Check that a model's field takes the value: its length, its choices, its validators."""
    field: Any = model._meta.get_field(name)

    def check(value: Any) -> Any:
        try:
            field.clean(value, None)
        except ValidationError as refused:
            raise ValueError(" ".join(refused.messages)) from refused
        # A text field's length is checked by forms only.
        if field.max_length and isinstance(value, str) and len(value) > field.max_length:
            raise ValueError(f"{len(value)} characters are too many: {field.max_length} fit.")
        return value

    return AfterValidator(check)


def fits_block(block: Any, name: str) -> AfterValidator:
    """Check that a block's child takes the value."""
    child = block.child_blocks[name]

    def check(value: Any) -> Any:
        try:
            child.clean(child.to_python(value))
        except ValidationError as refused:
            raise ValueError(" ".join(refused.messages)) from refused
        return value

    return AfterValidator(check)


def refers_to(kind: str) -> AfterValidator:
    """Check that the pack has an entry of the kind with this slug or code."""

    def check(name: str, info: ValidationInfo) -> str:
        if name not in info.context[kind]:  # type: ignore[index]
            raise ValueError(f"“{name}” is not among the {kind.replace('_', ' ')} of the pack.")
        return name

    return AfterValidator(check)


def _markup(html: str) -> str:
    rest = MARKUP.sub("", html)
    if "<" in rest or ">" in rest:
        raise ValueError("It has markup that documents do not carry, which would be lost.")
    return html


def _different(names: list[str]) -> list[str]:
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"{', '.join(twice)} stands here twice.")
    return names


Html = Annotated[str, AfterValidator(_markup)]
ONCE = AfterValidator(_different)
Slug = Annotated[str, fits(BasePage._meta.get_field("slug").model, "slug")]

Audiences = Annotated[list[Annotated[str, refers_to("audiences")]], ONCE]
Themes = Annotated[list[Annotated[str, refers_to("themes")]], ONCE]
Areas = Annotated[list[Annotated[str, refers_to("areas")]], ONCE]
AgeRanges = Annotated[list[Annotated[str, refers_to("age_ranges")]], ONCE]
Organisations = Annotated[list[Annotated[str, refers_to("organisations")]], ONCE]
Indicators = Annotated[list[Annotated[str, fits(Indicator, "code"), refers_to("indicators")]], ONCE]
InvolvementLevelName = Annotated[str, refers_to("involvement_levels")]
