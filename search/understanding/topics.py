"""Themes, levels of involvement and statements of the standard, as people call them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from cms.indicators import Indicator
from cms.taxonomies import InvolvementLevel, Theme
from search.analysis import term, terms
from search.names import Names
from search.query import Boost
from search.understanding.meaning import Chip
from search.understanding.phrases import PhraseTable
from search.understanding.readings import Reading, Use, said
from search.understanding.small_words import SMALL
from search.understanding.spans import spans
from search.understanding.words import Word

# What families and services call a theme, by the word that its name has. Themes that the hub does not have
# are passed over.
THEMES = {
    "needs": [
        "disability", "disabled", "learning difficulty", "wheelchair", "hearing impairment", "dyslexia",
        "SEND", "SEN", "EHCP", "EHC plan", "special needs", "additional needs", "special school",
    ],
    "early": [
        "nursery", "preschool", "pre-school", "toddler", "baby", "playgroup", "under 5", "health visitor",
    ],
    "school": [
        "teacher", "classroom", "homework", "bullying", "exclusion", "attendance", "admission", "catchment",
    ],
    "health": [
        "doctor", "gp", "hospital", "midwife", "dentist", "immunisation", "speech", "feeding",
        "breastfeeding",
    ],
    "mental": [
        "anxiety", "depression", "self-harm", "counselling", "camhs", "stress", "low mood", "wellbeing",
    ],
    "childcare": [
        "childminder", "nursery", "after school club", "breakfast club", "holiday club", "wraparound",
    ],
    "money": [
        "benefit", "debt", "bill", "rent", "food bank", "skint", "poverty", "homeless", "housing", "cost",
        "universal credit", "afford",
    ],
    "transport": ["bus", "taxi", "minibus", "travel", "school run", "parking", "road"],
    "support": ["early help", "family hub", "social worker", "domestic abuse", "separation"],
    "safety": [
        "safeguarding", "child protection", "abuse", "online safety", "risk", "consent", "privacy", "data",
    ],
    "breaks": ["respite", "short break", "overnight"],
    "adulthood": [
        "sixth form", "college", "apprenticeship", "after 16", "post-16", "independence", "adulthood",
    ],
    "digital": ["online", "website", "app", "internet", "screen", "phone", "gaming", "social media"],
    "commissioning": ["tender", "procurement", "contract", "budget", "bid", "grant"],
}  # fmt: skip
INDICATOR = re.compile(r"(?:indicator|statement|standard) (?P<code>\d{1,2}\.\d{1,2})")
CODE = re.compile(r"\d{1,2}\.\d{1,2}")


class Topics:
    """Reads what something is about."""

    def __init__(self, lists: Names) -> None:
        self._codes = frozenset(lists.by_kind[Indicator.kind])
        themes = lists.by_kind[Theme.kind]
        self._themes = PhraseTable([*((name, slug) for slug, name in themes.items()), *called(themes)])
        self._names = {
            slug: tuple((word,) for word in terms(name) if word not in SMALL) for slug, name in themes.items()
        }
        levels = lists.by_kind[InvolvementLevel.kind]
        # Told and asked are words of every second question.
        self._levels = PhraseTable((name, slug) for slug, name in levels.items() if " " in name)
        self.words = self._themes.words | self._levels.words | {"indicator", "statement", "standard"}

    def read(self, words: Sequence[Word]) -> Iterator[Reading]:
        """Yield the statements, levels and themes that are named."""
        for start, end, match in spans(INDICATOR, words):
            yield from self._indicator(words, start, end, match["code"])
        if len(words) == 1 and CODE.fullmatch(words[0].surface):
            yield from self._indicator(words, 0, 1, words[0].surface)
        for start, end, slug in self._levels.find(words):
            yield _preferred(words, start, end, InvolvementLevel.kind, slug, "of_level")
        for start, end, slug in self._themes.find(words):
            reading = _preferred(words, start, end, Theme.kind, slug, "of_theme")
            yield replace(reading, others=self._names[slug])

    def _indicator(self, words: Sequence[Word], start: int, end: int, code: str) -> Iterator[Reading]:
        if code in self._codes:
            chip = Chip(Indicator.kind, code, said(words, start, end))
            yield Reading(start, end, chip, facet=(Indicator.kind, code), narrows_always=True)


def called(themes: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what families and services call themes of these names, each with the theme's slug."""
    return [
        (phrase, slug)
        for marker, phrases in THEMES.items()
        for phrase in phrases
        for slug in _marked(themes, term(marker))
    ]


def _marked(themes: Mapping[str, str], marker: str) -> list[str]:
    """Return the themes with a word in their name, only those that begin with it where some do."""
    words = {slug: terms(name) for slug, name in themes.items()}
    return [slug for slug, name in words.items() if name[:1] == [marker]] or [
        slug for slug, name in words.items() if marker in name
    ]


def _preferred(words: Sequence[Word], start: int, end: int, kind: str, slug: str, by: str) -> Reading:
    boost = Boost(by, frozenset({f"{kind}:{slug}"}))
    return Reading(start, end, Chip(kind, slug, said(words, start, end)), use=Use.ASKED, boosts=(boost,))
