"""Districts, towns, villages and postcodes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cms.taxonomies import Area
from search.names import Names
from search.query import Boost
from search.understanding.meaning import Chip
from search.understanding.phrases import PhraseTable
from search.understanding.readings import Reading, Use, said
from search.understanding.words import Word

OUTWARD = re.compile(r"(?:le|de|ng|cv)\d{1,2}")
INWARD = re.compile(r"\d[a-z]{2}")
# Leicestershire's postcode districts and whose they are, by the slugs of areas; the main one first. Some
# reach into several, and some lie mostly in another county. Areas that the hub does not have are passed over.
POSTCODES = {
    "le2": ["oadby-and-wigston"],
    "le3": ["blaby"],
    "le4": ["charnwood"],
    "le6": ["hinckley-and-bosworth", "charnwood"],
    "le7": ["charnwood", "harborough", "melton"],
    "le8": ["blaby", "harborough"],
    "le9": ["hinckley-and-bosworth", "blaby", "harborough"],
    "le10": ["hinckley-and-bosworth", "blaby"],
    "le11": ["charnwood"],
    "le12": ["charnwood", "north-west-leicestershire"],
    "le13": ["melton"],
    "le14": ["melton"],
    "le16": ["harborough"],
    "le17": ["harborough"],
    "le18": ["oadby-and-wigston"],
    "le19": ["blaby"],
    "le65": ["north-west-leicestershire"],
    "le67": ["north-west-leicestershire", "hinckley-and-bosworth"],
    "de11": ["north-west-leicestershire"],
    "de12": ["north-west-leicestershire"],
    "de73": ["north-west-leicestershire"],
    "de74": ["north-west-leicestershire"],
    "ng13": ["melton"],
    "ng32": ["melton"],
    "ng33": ["melton"],
    "cv9": ["hinckley-and-bosworth"],
    "cv13": ["hinckley-and-bosworth"],
}


class Places:
    """Reads places as the areas they are in: these are preferred, with what is for the whole county."""

    def __init__(self, lists: Names) -> None:
        self._areas = frozenset(lists.areas)
        self._countywide = lists.countywide
        names = lists.by_kind[Area.kind]
        called = [(name, slug) for slug in lists.areas for name in (names[slug], *lists.places[slug])]
        # People leave out what stands behind: Ashby, not Ashby-de-la-Zouch.
        called += [(name.split("-de-")[0], slug) for name, slug in called if "-de-" in name]
        self._table = PhraseTable((name, slug) for name, slug in called if slug not in lists.countywide)

    @property
    def words(self) -> set[str]:
        """Return the words of all names, as people type them."""
        return self._table.words

    def read(self, words: Sequence[Word]) -> Iterator[Reading]:
        """Yield the places that are named."""
        for start, end, slug in self._table.find(words):
            yield self._reading(words, start, end, slug, Use.ASKED)
        for start, one in enumerate(words):
            if OUTWARD.fullmatch(one.surface):
                end = start + 1
                if end < len(words) and INWARD.fullmatch(words[end].surface):
                    end += 1
                for slug in POSTCODES.get(one.surface, ()):
                    if slug in self._areas:
                        yield self._reading(words, start, end, slug, Use.DROPPED)

    def _reading(self, words: Sequence[Word], start: int, end: int, slug: str, use: Use) -> Reading:
        there = frozenset({f"{Area.kind}:{slug}"})
        # Who names a place looks for what can be gone to there, before what was done there once.
        boosts = [Boost("in_area", there), Boost("soon_there", there, soon=True)]
        if self._countywide:
            boosts.append(Boost("everywhere", frozenset(f"{Area.kind}:{one}" for one in self._countywide)))
        chip = Chip(Area.kind, slug, said(words, start, end))
        return Reading(start, end, chip, use=use, boosts=tuple(boosts), facet=(Area.kind, slug))
