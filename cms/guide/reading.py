"""The guides as HTML, with a name for each heading by which it is linked to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from markdown_it import MarkdownIt
from markdown_it.token import Token
from PIL import Image

DOCS = settings.ROOT_DIR / "docs"
IMAGES = DOCS / "images"
# By the name in its address: what stands in the documentation for those who work in the admin.
GUIDES = {"editors": "editors.md", "importing": "importing.md"}
LEVELS = ("h1", "h2", "h3")


@dataclass(frozen=True)
class Heading:
    """A section's heading, as the list of contents has it."""

    anchor: str
    words: str


@dataclass(frozen=True)
class Guide:
    """A guide to show: its title, the headings of its sections, and all below the title as HTML."""

    title: str
    headings: tuple[Heading, ...]
    html: str

    @property
    def anchors(self) -> set[str]:
        return {heading.anchor for heading in self.headings}


def guide(name: str) -> Guide:
    """Return a guide; raises OSError where its file was left out of the installation."""
    file = DOCS / GUIDES[name]
    return _read(file, file.stat().st_mtime_ns)


@lru_cache(maxsize=8)
def _read(file: Path, changed: int) -> Guide:
    # Markup in the file is shown as it stands, so nothing in a guide runs in the admin.
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse(file.read_text())
    title, rest = _title(tokens)
    headings = tuple(_name_headings(rest))
    for token in _all(rest):
        _lead_inside(token)
    return Guide(title, headings, markdown.renderer.render(rest, markdown.options, {}))


def _title(tokens: list[Token]) -> tuple[str, list[Token]]:
    """Take the heading of the whole away, as the admin has a place of its own for it."""
    if not tokens or tokens[0].tag != "h1":
        raise ValueError("A guide begins with its title.")
    return tokens[1].content, tokens[3:]


def _name_headings(tokens: list[Token]) -> list[Heading]:
    found = []
    for opening, words in pairwise(tokens):
        if opening.type == "heading_open" and opening.tag in LEVELS:
            anchor = anchor_of(words.content)
            opening.attrSet("id", anchor)
            if opening.tag == "h2":
                found.append(Heading(anchor, words.content))
    return found


def anchor_of(words: str) -> str:
    """Return the name that GitHub gives a heading, so that links are the same in both places."""
    return re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")


def _all(tokens: list[Token]) -> list[Token]:
    return [one for token in tokens for one in (token, *_all(token.children or []))]


def _sides(picture: Path) -> dict[str, int]:
    """Return a picture's width and height in pixels; nothing of one that was left out of the installation."""
    if not picture.is_file():
        return {}
    with Image.open(picture) as opened:
        return {"width": opened.width, "height": opened.height}


def _lead_inside(token: Token) -> None:
    """Have pictures and other guides found where the admin has them."""
    if token.type == "image":
        name = str(token.attrGet("src")).removeprefix("images/")
        token.attrSet("src", reverse("guide_image", args=[name]))
        token.attrSet("loading", "lazy")
        # Else a picture that comes later pushes the section that somebody asked for out of sight.
        for side, pixels in _sides(IMAGES / name).items():
            token.attrSet(side, str(pixels))
    elif token.type == "link_open":
        link = urlsplit(str(token.attrGet("href")))
        for name, file in GUIDES.items():
            if link.path == file:
                address = reverse("guide", args=[name])
                token.attrSet("href", f"{address}#{link.fragment}" if link.fragment else address)
