"""What templates need to show a document's values."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from cms import dates
from cms.content.builder import DocumentBuilder
from cms.content.listing import read_instant
from cms.dates import local
from website import wording

register = template.Library()
Values = dict[str, Any]
HEADINGS = re.compile(r"<h([2-4])>")
# Blocks whose title is a heading of the second level.
TITLED = {"callout", "link_list"}
# Inside a script element only these could end it or begin a comment.
IN_A_SCRIPT = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"})


@register.filter
def public_html(value: str) -> SafeString:
    """Return what was made safe before: a document's HTML, search's highlights, a drawing of our own."""
    return mark_safe(value)  # noqa: S308, the one place where anything is taken as HTML


@register.filter
def json_ld(values: Values) -> SafeString:
    """Return a document's JSON-LD for a script element; browsers run none of it."""
    return mark_safe(json.dumps(values, ensure_ascii=False).translate(IN_A_SCRIPT))  # noqa: S308


@register.filter
def plain_day(value: str | dt.date) -> str:
    """Return such as `8 April 2026`."""
    return dates.plain_day(dt.date.fromisoformat(value[:10]) if isinstance(value, str) else value)


@register.filter
def wall_time(value: str) -> dt.datetime:
    """Return an instant of a document as the council's wall time."""
    return local(read_instant(value))


@register.filter
def changed_day(value: str) -> str:
    """Return the council's day of an instant, such as `8 April 2026`."""
    return plain_day(local(read_instant(value)).date())


@register.filter
def in_words(value: str, kind: str) -> str:
    """Return how a fixed word of a kind, such as `STATES`, is called."""
    names: dict[str, str] = getattr(wording, kind)
    return names.get(value) or wording.in_words(value)


@register.filter
def offers(provision: Values) -> list[tuple[str, str, str]]:
    """Return name, answer and answer in words for all that matters to an event."""
    return [
        (name, provision[key], wording.OFFERS[provision[key]])
        for key, name in wording.PROVISIONS.items()
        if provision[key] != "not_needed"
    ]


@register.filter
def there(provision: Values) -> list[str]:
    """Return what an event has, in words, what one has to ask for marked as such."""
    marks = {"yes": "", "on_request": " if you ask"}
    return [
        f"{name}{marks[provision[key]]}"
        for key, name in wording.PROVISIONS.items()
        if provision[key] in marks
    ]


@register.filter
def templates(item: Values, folder: str) -> list[str]:
    """Return the template for an item's type in a folder, and the one for types that have none."""
    return [f"website/{folder}/{item['type']}.html", f"website/{folder}/other.html"]


@register.filter
def in_order(blocks: list[Values]) -> list[Values]:
    """Return the blocks of a body, no heading of theirs more than one level below the one before it."""
    shown, last = [], 1
    for block in blocks:
        value = block["value"]
        if block["type"] == "heading":
            last = min(value["level"], last + 1)
            shown.append({**block, "value": {**value, "level": last}})
            continue
        shown.append(block)
        if block["type"] in TITLED and value["title"]:
            last = 2
        elif block["type"] == "rich_text":
            levels = HEADINGS.findall(value["html"])
            last = int(levels[-1]) if levels else last
    return shown


@register.filter
def srcset(image: Values, webp: bool) -> str:
    """Return the sizes of an image in WebP, or in its own format."""
    chosen = [one for one in image["renditions"] if (one["format"] == "webp") == webp]
    return ", ".join(f"{one['url']} {one['width']}w" for one in chosen)


@register.filter
def shown_size(image: Values) -> Values | None:
    """Return the size for browsers that choose none: of at least 640 pixels, in its own format."""
    renditions = image["renditions"]
    own = [one for one in renditions if one["format"] != "webp"] or renditions
    own = sorted(own, key=lambda one: int(one["width"]))
    return next((one for one in own if one["width"] >= 640), own[-1] if own else None)


@register.filter
def focus(image: Values) -> str:
    """Return the class for where the middle of what matters is, in thirds of the picture."""
    point = image["focal_point"]
    if not point:
        return ""
    return f"focus-x{min(int(point['x'] * 3), 2)} focus-y{min(int(point['y'] * 3), 2)}"


@register.simple_tag
def drawn_block(bound: Any) -> SafeString:
    """Return a block of an editor's form as readers see it, or in Wagtail's plain way."""
    if not hasattr(bound.block, "public_value"):
        return SafeString(bound.render())
    value = bound.block.public_value(bound.value, DocumentBuilder(timezone.now()))
    if value is None:
        return SafeString("")
    values = {"value": value.model_dump(mode="json"), "id": "preview"}
    return SafeString(render_to_string(f"website/blocks/{bound.block.name}.html", values))


@register.filter
def levels_before_and_after(change: Values) -> list[tuple[str, str]]:
    """Return how a reworded statement's levels were and are, from the lowest."""
    return list(zip(change["before"]["levels"], change["after"]["levels"], strict=True))
