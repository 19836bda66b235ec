"""A page as the checks read it: its words, headings, links, pictures and files, each with its place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from bs4 import BeautifulSoup, Tag
from django.db import models
from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.fields import RichTextField, StreamField

# Wagtail keeps a draft's title there, as the page itself may be public under another.
NOT_READ = {"draft_title"}
PARAGRAPHS = ["p", "li", "h2", "h3", "h4", "blockquote"]
# Of them, those that may have others in them.
AROUND = {"li", "blockquote"}


@dataclass(frozen=True)
class Passage:
    """Words of a page: a short `line`, `prose` without markup, or `rich` text in HTML."""

    place: str
    kind: Literal["line", "prose", "rich"]
    source: str

    @cached_property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.source, "html.parser")

    @cached_property
    def links(self) -> list[Tag]:
        """Return the links of rich text."""
        return self.soup.find_all("a") if self.kind == "rich" and "<a" in self.source else []

    @cached_property
    def paragraphs(self) -> list[str]:
        """Return its words by paragraph, item and heading, without markup."""
        if self.kind != "rich":
            return [line for line in self.source.splitlines() if line.strip()]
        found = self.soup.find_all(PARAGRAPHS)
        return [_words(tag) for tag in found if tag.name not in AROUND or not tag.find(PARAGRAPHS)]

    @property
    def is_text(self) -> bool:
        """Return whether it is sentences rather than a name or a label."""
        return self.kind != "line"


@dataclass(frozen=True)
class Part:
    """A value of a stream that is no words, such as a chosen file, with its block."""

    place: str
    block: blocks.Block
    value: Any


def _words(tag: Tag) -> str:
    return " ".join(tag.get_text().split())


class Draft:
    """A page as it is in memory, saved or not, at an instant."""

    def __init__(self, page: Any, now: dt.datetime) -> None:
        self.page = page
        self.now = now

    @cached_property
    def passages(self) -> list[Passage]:
        """Return all words that readers get, in the order of the form's fields."""
        found = [*self._of_fields(self.page, "")]
        for part in self.parts:
            if part.value and isinstance(part.block, blocks.RichTextBlock):
                found.append(Passage(part.place, "rich", part.value.source))
            elif part.value and isinstance(part.block, blocks.TextBlock):
                found.append(Passage(part.place, "prose", part.value))
            elif part.value and isinstance(part.block, blocks.CharBlock):
                found.append(Passage(part.place, "line", part.value))
        for before, row in self.rows:
            found.extend(self._of_fields(row, before))
        return found

    @cached_property
    def rows(self) -> list[tuple[str, models.Model]]:
        """Return the page's own rows, such as its dates, each with the beginning of its fields' places."""
        relations = get_all_child_relations(type(self.page))
        # Comments are among Wagtail's, which no reader gets.
        own = [one for one in relations if not one.related_model.__module__.startswith("wagtail.")]
        return [
            (f"{name}.{number}.", row)
            for name in (relation.get_accessor_name() for relation in own)
            for number, row in enumerate(getattr(self.page, name).all())
        ]

    @cached_property
    def parts(self) -> list[Part]:
        """Return the values of all streams, down to single texts and files, with the blocks around them."""
        return [
            part
            for field in self.page._meta.get_fields()
            if isinstance(field, StreamField)
            for part in _parts(field.name, field.stream_block, getattr(self.page, field.name))
        ]

    def _of_fields(self, source: models.Model, before: str) -> Iterator[Passage]:
        for field in source._meta.concrete_fields:
            if not _is_words(field):
                continue
            words = getattr(source, field.name)
            if words:
                yield Passage(f"{before}{field.name}", _kind(field), words)


def _is_words(field: Any) -> bool:
    special = (models.EmailField, models.URLField, models.SlugField, StreamField)
    if not isinstance(field, models.CharField | models.TextField) or isinstance(field, special):
        return False
    return bool(field.editable and not field.choices and field.name not in NOT_READ)


def _kind(field: Any) -> Literal["line", "prose", "rich"]:
    if isinstance(field, RichTextField):
        return "rich"
    return "prose" if isinstance(field, models.TextField) else "line"


def _parts(place: str, block: Any, value: Any) -> Iterator[Part]:
    yield Part(place, block, value)
    if value is None or isinstance(block, TypedTableBlock):
        return
    if isinstance(block, blocks.StreamBlock):
        for child in value:
            yield from _parts(f"{place}.{child.id}", child.block, child.value)
    elif isinstance(block, blocks.ListBlock):
        for child in value.bound_blocks:
            yield from _parts(f"{place}.{child.id}", child.block, child.value)
    elif isinstance(block, blocks.StructBlock):
        for name, child_block in block.child_blocks.items():
            yield from _parts(f"{place}.{name}", child_block, value.get(name))
