"""Checks of links: their words, which must make sense alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup

from cms.blocks.lists import LinkBlock
from cms.checks.draft import Draft, Passage
from cms.checks.findings import Finding
from cms.resources import ResourceBlock

SAYS_NOTHING = re.compile(
    r"(please )?(click|tap|press)( (on )?(here|this|the)( (link|button))?)?"
    r"|(follow |see |use |visit |go to )?(here|this|the)( (link|page|web ?site|site|form|document|pdf|file))?"
    r"|(read|find out|learn|see|know|get|show)?( ?more)( (here|info(rmation)?|details?))?"
    r"|(further |more )?(info(rmation)?|details?)( here)?"
    r"|links?|web ?site|web ?page|download( (it|here|now|this))?",
    re.IGNORECASE,
)
RAW_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>()“”\"]+[\w/]", re.IGNORECASE)
ADVICE = (
    "Say where the link leads: “Book a place at the drop-in”."
    " Screen readers list links without the text around them."
)


def link_texts(draft: Draft) -> Iterator[Finding]:
    """Find links whose words say nothing by themselves."""
    for place, words in _links(draft):
        if not words:
            yield Finding(place, "A link has no words, so nobody can see or choose it.", "Take it out.")
        elif SAYS_NOTHING.fullmatch(words.rstrip(" .:>»…→!")):
            yield Finding(place, f"A link reads only “{words}”.", ADVICE)


def raw_addresses(draft: Draft) -> Iterator[Finding]:
    """Find web addresses that readers, or screen readers letter by letter, would have to read."""
    for place, words in _links(draft):
        if RAW_ADDRESS.fullmatch(words):
            yield _raw(place, words)
    for passage in draft.passages:
        if passage.is_text:
            for address in RAW_ADDRESS.findall(_outside_links(passage)):
                yield _raw(passage.place, address)


def _raw(place: str, address: str) -> Finding:
    return Finding(
        place,
        f"The text shows the web address {address}.",
        "Write words that say what is there, and make them a link to the address.",
    )


def _links(draft: Draft) -> Iterator[tuple[str, str]]:
    """Yield the place and words of each link."""
    for passage in draft.passages:
        for link in passage.links:
            yield passage.place, " ".join(link.get_text().split())
    for part in draft.parts:
        if isinstance(part.block, LinkBlock | ResourceBlock) and part.value and part.value["title"]:
            yield f"{part.place}.title", " ".join(part.value["title"].split())


def _outside_links(passage: Passage) -> str:
    if passage.kind != "rich":
        return passage.source
    if not passage.links:
        return passage.soup.get_text(" ")
    soup = BeautifulSoup(passage.source, "html.parser")
    for link in soup.find_all("a"):
        link.decompose()
    return soup.get_text(" ")
