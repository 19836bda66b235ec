"""What a page says of itself: its title, that it is missing, or that its name is for sale."""

from __future__ import annotations

import re
from html.parser import HTMLParser

LONGEST = 200
CHARSET = re.compile(rb"charset=[\"']?([A-Za-z0-9_-]+)", re.IGNORECASE)
# In a title or a main heading alone: pages may well speak of what was not found.
NOT_FOUND = re.compile(
    r"^\W*(http )?(error )?404\b|\b(error|code) 404\b|\b404 (error|not found)\b"
    r"|\b(page|document|file|content|site|resource)\b.{0,30}"
    r"\b(not|cannot|can ?not|can[’']t|couldn[’']t|could not)"
    r"( be)? (found|find|exist|available)\b|\bdoes(n[’']t| not) exist\b"
    r"|\b(can[’']t|cannot|can not|couldn[’']t|could not) (be found|find (the|that|this|your|what))\b"
    r"|^\W*(page )?not found\b|\bno longer (exists|available|here)\b|\bpage (missing|removed|gone)\b",
    re.IGNORECASE,
)
PARKED = re.compile(
    r"\b(this|the) (domain|website|site)( name)?( [a-z0-9.-]+)? (is|may be)"
    r" (for sale|parked|available for (purchase|sale))"
    r"|\bbuy this domain\b|\bdomain (name )?(is )?for sale\b|\bparked (free|domain)\b|\bdomain parking\b"
    r"|\b(this )?domain (name )?has expired\b",
    re.IGNORECASE,
)
# Whoever sends readers here sells domains, or shows advertisements where a website was.
SELLERS = re.compile(
    rb"(sedoparking\.com|sedo\.com/(search|details)|parkingcrew\.net|bodis\.com|hugedomains\.com|afternic\.com"
    rb"|dan\.com/buy-domain|undeveloped\.com|parklogic\.com|cashparking|/parking-lander/)",
    re.IGNORECASE,
)
SELLERS_HOSTS = {
    *("sedo.com", "sedoparking.com", "parkingcrew.net", "bodis.com", "hugedomains.com", "afternic.com"),
    *("dan.com", "undeveloped.com"),
}


class Head(HTMLParser):
    """Reads the title and the first main heading."""

    def __init__(self) -> None:
        super().__init__()
        self.words: dict[str, list[str]] = {"title": [], "h1": []}
        self._inside = ""
        self._done: set[str] = set()
        # A drawing has a title of its own.
        self._is_drawing = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_drawing = self._is_drawing or tag == "svg"
        if tag in self.words and tag not in self._done and not self._is_drawing:
            self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        self._is_drawing = self._is_drawing and tag != "svg"
        if tag == self._inside:
            self._done.add(tag)
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.words[self._inside].append(data)


def title_and_heading(body: bytes) -> tuple[str, str]:
    """Return the title and the first main heading of a page, each on one line."""
    head = Head()
    head.feed(text_of(body))
    title, heading = ("".join(head.words[tag]) for tag in ("title", "h1"))
    return _line(title), _line(heading)


def text_of(body: bytes) -> str:
    """Return a page's HTML as text, by the encoding that it names."""
    named = CHARSET.search(body[:2_000])
    try:
        return body.decode(named[1].decode() if named else "utf-8", errors="replace")
    except LookupError:
        return body.decode("utf-8", errors="replace")


def _line(words: str) -> str:
    # A database takes no NUL, and what stands in a log should stay on its line.
    return " ".join("".join(char if char.isprintable() else " " for char in words).split())[:LONGEST]


def says_not_found(title: str, heading: str) -> bool:
    """Return whether a page that was answered with success says that there is none."""
    return bool(NOT_FOUND.search(title) or NOT_FOUND.search(heading))


def is_parked(host: str, title: str, heading: str, body: bytes) -> bool:
    """Return whether a page is where a website used to be and now its name is sold."""
    if any(host == seller or host.endswith(f".{seller}") for seller in SELLERS_HOSTS):
        return True
    # The website of somebody who sells domains mentions sellers too, but at length.
    return bool(PARKED.search(title) or PARKED.search(heading)) or (
        len(body) < 30_000 and bool(SELLERS.search(body) or PARKED.search(text_of(body)))
    )
