"""What a printed document is made of: text in runs, in blocks, in the order in which it is read."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

# Controls, halves of characters, private and unassigned ones.
UNPRINTABLE = {"Cc", "Cs", "Co", "Cn"}


@dataclass(frozen=True)
class Run:
    """Some words alike: bold, italic or a link to a whole address."""

    text: str
    bold: bool = False
    italic: bool = False
    url: str = ""


# A plain text is a single run; a newline in it begins a new line.
Text = str | Sequence[Run]


@dataclass(frozen=True)
class Heading:
    """A heading below the title; 1 is the highest. A level is never skipped: a lower one is raised."""

    text: str
    level: int = 1
    kind: str = field(default="heading", init=False)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `small` for what is beside the point."""

    text: Text
    small: bool = False
    kind: str = field(default="paragraph", init=False)


@dataclass(frozen=True)
class Items:
    """A list, with numbers from `first` on or with bullets."""

    items: Sequence[Text]
    first: int | None = None
    kind: str = field(default="items", init=False)


@dataclass(frozen=True)
class Facts:
    """Names, each with what is said of it."""

    facts: Sequence[tuple[str, Text]]
    kind: str = field(default="facts", init=False)


@dataclass(frozen=True)
class Table:
    """A table with a row of headings; `widths` are shares, one for each column."""

    header: Sequence[str]
    rows: Sequence[Sequence[Text]]
    caption: str
    widths: Sequence[int] = ()
    kind: str = field(default="table", init=False)


@dataclass(frozen=True)
class Note:
    """Something that must not be overlooked, in a box."""

    title: str
    text: Text
    kind: str = field(default="note", init=False)


@dataclass(frozen=True)
class Picture:
    """A drawing as SVG, with what it says for those who do not see it."""

    svg: str
    alt: str
    kind: str = field(default="picture", init=False)


@dataclass(frozen=True)
class PageBreak:
    """What follows begins a page."""

    kind: str = field(default="page_break", init=False)


Block = Heading | Paragraph | Items | Facts | Table | Note | Picture | PageBreak


@dataclass(frozen=True)
class PrintedDocument:
    """A document to print: its title, what stands below each page, and its blocks.

    `changed_at` is what the file says of its age, so that the same words always give the same bytes.
    """

    title: str
    changed_at: dt.datetime
    blocks: Sequence[Block]
    lead: str = ""
    author: str = ""
    footer: str = ""
    # With an outline of the headings of the first level after the lead.
    contents: bool = False


def as_values(thing: Any) -> Any:
    """Return a document or a part of it as JSON values."""
    if is_dataclass(thing):
        return {one.name: as_values(getattr(thing, one.name)) for one in fields(thing)}
    if isinstance(thing, str):
        return printable(thing)
    if isinstance(thing, dt.datetime):
        return thing.isoformat()
    return [as_values(one) for one in thing] if isinstance(thing, Sequence) else thing


def printable(text: str) -> str:
    """Return the text without what no page can show, such as NUL; lines stay lines."""
    return "".join(one for one in text if one == "\n" or unicodedata.category(one) not in UNPRINTABLE)
