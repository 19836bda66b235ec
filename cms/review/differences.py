"""Say in words what differs between two versions of a page."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup
from django.db import models
from wagtail.blocks import StreamValue
from wagtail.fields import RichTextField, StreamField

from cms.checks.draft import Draft, Passage
from cms.checks.plain_english import sentences
from cms.dates import clock, day, moment

NOTHING = "nothing"
# Draftail gives each paragraph one when the text is saved for the first time.
BLOCK_KEY = "data-block-key"
# A reviewer reads the page itself where more is new than this.
MOST_SENTENCES = 6


@dataclass(frozen=True)
class Difference:
    """What changed under one label of the form, a line for each change."""

    label: str
    lines: list[str]


def differences(before: Any, after: Any, now: dt.datetime) -> list[Difference]:
    """Return what changed from one version of a page to another, in the order of the form."""
    panel = after.get_edit_handler().get_bound_panel(instance=after, request=None, form=None)
    compared = [make(before, after) for make in panel.get_comparison()]
    changed = [one for one in compared if one.has_changed()]
    texts = _texts(before, now), _texts(after, now)
    return [
        Difference(str(one.field_label()), lines)
        for one in changed
        if (lines := list(_rows(one) if one.is_child_relation else _values(one, texts)))
    ]


def _texts(page: Any, now: dt.datetime) -> dict[str, list[Passage]]:
    found: dict[str, list[Passage]] = {}
    for passage in Draft(page, now).passages:
        found.setdefault(passage.place.partition(".")[0], []).append(passage)
    return found


def _values(compared: Any, texts: tuple[dict[str, list[Passage]], dict[str, list[Passage]]]) -> Iterator[str]:
    field = compared.field
    if isinstance(field, RichTextField | StreamField | models.TextField):
        before, after = ([*_sentences(side.get(field.name, []))] for side in texts)
        yield from _lines(before, after)
        if before == after and _markup(compared.val_a) != _markup(compared.val_b):
            # A file or picture was chosen, a link leads elsewhere, or words are marked.
            yield "Changed in its links, files, pictures or markup."
    elif field.many_to_many:
        before, after = ([str(item) for item in items] for items in compared.get_items())
        yield from _lines(before, after)
    else:
        yield f"{_in_words(field, compared.val_b)} (before: {_in_words(field, compared.val_a)})"


def _markup(value: Any) -> Any:
    """Return what there is beside words, without what an editor's browser adds by opening a text."""
    if isinstance(value, StreamValue):
        return _markup(value.get_prep_value())
    if isinstance(value, dict):
        return {name: _markup(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_markup(inner) for inner in value]
    if isinstance(value, str) and "<" in value:
        tags = BeautifulSoup(value, "html.parser").find_all(True)
        return [(tag.name, {name: tag[name] for name in tag.attrs if name != BLOCK_KEY}) for tag in tags]
    return value


def _sentences(passages: list[Passage]) -> Iterator[str]:
    for passage in passages:
        yield from sentences(passage)


def _lines(before: list[str], after: list[str]) -> Iterator[str]:
    """Yield what is new and what is gone."""
    new, gone = [], []
    for action, start, end, new_start, new_end in difflib.SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        if action != "equal":
            gone += before[start:end]
            new += after[new_start:new_end]
    for name, said in (("New", new), ("Gone", gone)):
        yield from (f"{name}: {one}" for one in said[:MOST_SENTENCES])
        if len(said) > MOST_SENTENCES:
            yield f"{name}: and {len(said) - MOST_SENTENCES} more sentences."


def _rows(compared: Any) -> Iterator[str]:
    for row in compared.get_child_comparisons():
        fields = row.get_field_comparisons()
        if row.is_addition() or row.is_deletion():
            said = [f"{one.field_label()} {_in_words(one.field, one.val_a)}" for one in fields if one.val_a]
            yield f"{'New' if row.is_addition() else 'Gone'}: {'; '.join(said)}"
        else:
            for one in fields:
                if one.has_changed():
                    new, old = _in_words(one.field, one.val_b), _in_words(one.field, one.val_a)
                    yield f"{one.field_label()}: {new} (before: {old})"


def _in_words(field: Any, value: Any) -> str:
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, dt.datetime):
        return moment(value)
    if isinstance(value, dt.date):
        return day(value)
    if isinstance(value, dt.time):
        return clock(value)
    if isinstance(field, models.ForeignKey):
        chosen = field.related_model._default_manager.filter(pk=value).first()
        return str(chosen) if chosen else NOTHING
    return f"“{value}”" if isinstance(value, str) else str(value)
