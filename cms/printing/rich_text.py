"""The clean HTML of public documents as the blocks of a printed one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

from cms.printing.documents import Block, Heading, Items, Paragraph, Run, Table

HEADINGS = ["h2", "h3", "h4"]
LISTS = {"ul": None, "ol": 1}


def blocks_of(html: str, below: int) -> list[Block]:
    """Return rich text as blocks, its headings below that level."""
    return list(_blocks(BeautifulSoup(html, "html.parser").children, below))


def _blocks(elements: Iterable[PageElement], below: int) -> Iterator[Block]:
    for element in elements:
        if isinstance(element, Tag):
            yield from _block(element, below)
        elif str(element).strip():
            yield Paragraph(str(element).strip())


def _block(tag: Tag, below: int) -> Iterator[Block]:
    if tag.name in HEADINGS:
        yield Heading(tag.get_text(" ", strip=True), below + 1 + HEADINGS.index(tag.name))
    elif tag.name in LISTS:
        yield Items([_runs(item) for item in tag.find_all("li", recursive=False)], LISTS[tag.name])
    elif tag.name == "table":
        yield _table(tag)
    elif tag.name == "blockquote":
        yield from _blocks(tag.children, below)
    elif words := _runs(tag):
        yield Paragraph(words)


def _table(tag: Tag) -> Table:
    rows = [[_runs(cell) for cell in row.find_all(["th", "td"])] for row in tag.find_all("tr")]
    header = ["".join(run.text for run in cell) for cell in rows[0]]
    caption = tag.find("caption")
    return Table(header, rows[1:], caption.get_text(" ", strip=True) if isinstance(caption, Tag) else "")


def _runs(tag: Tag) -> list[Run]:
    return [run for run in _inline(tag, Run("")) if run.text]


def _inline(tag: Tag, like: Run) -> Iterator[Run]:
    for child in tag.children:
        if isinstance(child, NavigableString):
            yield replace(like, text=" ".join(str(child).split("\n")))
        elif isinstance(child, Tag):
            yield from [Run("\n")] if child.name == "br" else _inline(child, _styled(child, like))


def _styled(tag: Tag, like: Run) -> Run:
    if tag.name in {"strong", "b"}:
        return replace(like, bold=True)
    if tag.name in {"em", "i"}:
        return replace(like, italic=True)
    return replace(like, url=str(tag.get("href", ""))) if tag.name == "a" else like
