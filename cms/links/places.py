"""Find the addresses outside the hub in a public document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

# They repeat the rest, or name files of the hub's own.
NOT_READ = {"structured_data", "seo", "image", "breadcrumbs", "related", "url", "path"}
LONGEST_WORDS = 200
# What names a link in the object in which its address stands.
NAMES = ["title", "label", "name", "action"]


@dataclass(frozen=True)
class Place:
    """An address as it is written, the part of the document, and the words of the link."""

    address: str
    part: str
    words: str


def places(document: dict[str, Any]) -> list[Place]:
    """Return where a document links to other websites, each place once, in its order."""
    own = {urlsplit(address).netloc for address in [settings.PUBLIC_SITE_URL, settings.HUB_URL]}
    found = {
        Place(address, part, words[:LONGEST_WORDS]): None
        for part, value in document.items()
        if part not in NOT_READ
        for address, words in _links(value, "")
        if _netloc(address) not in own
    }
    return list(found)


def _links(value: Any, words: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        named = next((value[name] for name in NAMES if isinstance(value.get(name), str)), words)
        for inner in value.values():
            yield from _links(inner, named)
    elif isinstance(value, list):
        for inner in value:
            yield from _links(inner, words)
    elif isinstance(value, str):
        if is_address(value):
            yield value, words
        elif "<a " in value:
            yield from Anchors.of(value)


def is_address(text: str) -> bool:
    """Return whether a text is an address on the web and nothing else."""
    return text.lower().startswith(("http://", "https://")) and not any(char.isspace() for char in text)


def _netloc(address: str) -> str:
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:
        return ""


class Anchors(HTMLParser):
    """The links of clean HTML."""

    @classmethod
    def of(cls, html: str) -> list[tuple[str, str]]:
        """Return the addresses on the web with their words."""
        parser = cls()
        parser.feed(html)
        parser.close()
        return [(address, " ".join(words.split())) for address, words in parser.found if is_address(address)]

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._is_inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found.append(((dict(attrs).get("href") or "").strip(), ""))
            self._is_inside = True

    def handle_endtag(self, tag: str) -> None:
        self._is_inside = self._is_inside and tag != "a"

    def handle_data(self, data: str) -> None:
        if self._is_inside:
            address, words = self.found[-1]
            self.found[-1] = address, words + data
