"""How old children are, and whom something is for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from cms.taxonomies import AgeRange, Audience
from search.analysis import term, terms
from search.names import Names
from search.query import Boost
from search.understanding.meaning import Chip
from search.understanding.phrases import PhraseTable
from search.understanding.readings import Reading, Use, said
from search.understanding.spans import spans
from search.understanding.words import Word

OLDEST = 25
NUMBER = re.compile(r"\d+")
# First and last year of age, both included.
AGES = {
    "newborn": (0, 0),
    "baby": (0, 1),
    "infant": (0, 1),
    "toddler": (1, 3),
    "tot": (1, 3),
    "preschool": (2, 4),
    "pre-school": (2, 4),
    "preschooler": (2, 4),
    "primary school": (5, 10),
    "primary age": (5, 10),
    "infant school": (5, 7),
    "junior school": (7, 10),
    "secondary school": (11, 15),
    "secondary age": (11, 15),
    "tween": (10, 12),
    "teen": (13, 17),
    "teenage": (13, 17),
    "teenager": (13, 17),
    "sixth form": (16, 18),
    "sixth former": (16, 18),
    "young adult": (18, 25),
}
BIRTH = ["pregnant", "pregnancy", "expecting a baby", "giving birth", "antenatal", "newborn", "bump"]
SMALL_NUMBERS = {"five": 5, "fives": 5, "two": 2, "twos": 2, "three": 3, "threes": 3, "four": 4, "one": 1}
YEAR_OLD = re.compile(r"(?:age|aged )?(?P<first>\d{1,2})(?: to (?P<last>\d{1,2}))? (?:year|yr)s? olds?")
AGED = re.compile(r"age(?:d|s)? (?P<first>\d{1,2})(?: to (?P<last>\d{1,2}))?")
MONTHS = re.compile(r"(?P<months>\d{1,2}) months? olds?")
UNDER = re.compile(r"under (?P<age>\d{1,2}|one|twos?|threes?|four|fives?)s?")
OVER = re.compile(r"over (?P<age>\d{1,2})s?")
# Sixth forms end with Year 13.
SCHOOL_YEAR = re.compile(r"(?:year|yr) (?P<year>1[0-3]|[1-9])")
# Whom words are about, and the word by which the list of audiences says so.
AUDIENCES = {
    "father": ["dad", "father", "daddy", "stepdad", "grandad", "male carer", "men", "bloke"],
    "foster": ["foster", "fostering", "foster carer", "foster parent", "adoption", "adopter", "adopting"],
    "kinship": ["kinship", "kinship carer", "special guardian"],
    "traveller": ["gypsy", "traveller", "roma", "showpeople", "boater"],
    "disabled": ["disabled", "disabled child", "disability"],
    "young": ["young parent", "young mum", "young dad", "teenage parent", "teen mum", "teenage mum"],
}


class Ages:
    """Reads ages as the age ranges that have them."""

    def __init__(self, lists: Names) -> None:
        named = {slug: _range(name) for slug, name in lists.by_kind[AgeRange.kind].items()}
        self._ranges = {slug: years for slug, years in named.items() if years}
        self._table = PhraseTable(AGES.items())
        # A range without years is about birth.
        births = [slug for slug, years in named.items() if years is None]
        self._births = PhraseTable((phrase, slug) for phrase in BIRTH for slug in births)

    @property
    def words(self) -> set[str]:
        """Return the words that say how old somebody is, as people type them."""
        return self._table.words | self._births.words

    def read(self, words: Sequence[Word]) -> Iterator[Reading]:
        """Yield the ages that are named."""
        for pattern in [YEAR_OLD, AGED, UNDER, OVER, MONTHS, SCHOOL_YEAR]:
            for start, end, match in spans(pattern, words):
                yield from self._readings(words, start, end, _years(match), Use.RAISES)
        for start, end, years in self._table.find(words):
            yield from self._readings(words, start, end, years, Use.ASKED)
        for start, end, slug in self._births.find(words):
            yield _of_age(words, start, end, slug, Use.ASKED)

    def _readings(
        self, words: Sequence[Word], start: int, end: int, years: tuple[int, int], use: Use
    ) -> Iterator[Reading]:
        first, last = years
        for slug, (youngest, oldest) in self._ranges.items():
            if youngest <= last and first <= oldest:
                yield _of_age(words, start, end, slug, use)


def _range(name: str) -> tuple[int, int] | None:
    """Return the first and the last year in the name of an age range; None where it has no years."""
    years = [int(found) for found in NUMBER.findall(name)]
    if not years:
        return None
    return years[0], years[1] if len(years) > 1 else max(years[0], OLDEST)


def _years(match: re.Match[str]) -> tuple[int, int]:
    """Return the first and the last age of a match."""
    found = match.groupdict()
    if found.get("months"):
        years = int(found["months"]) // 12
        return years, years
    if found.get("year"):
        # Children are four or five when they start Reception, the year before Year 1.
        year = int(found["year"])
        return year + 4, year + 5
    if found.get("age"):
        age = SMALL_NUMBERS.get(found["age"]) or int(found["age"])
        return (0, age - 1) if match.group().startswith("under") else (age, OLDEST)
    return int(found["first"]), int(found["last"] or found["first"])


def _of_age(words: Sequence[Word], start: int, end: int, slug: str, use: Use) -> Reading:
    boost = Boost("of_age", frozenset({f"{AgeRange.kind}:{slug}"}))
    chip = Chip(AgeRange.kind, slug, said(words, start, end))
    return Reading(start, end, chip, use=use, boosts=(boost,), facet=(AgeRange.kind, slug))


class Audiences:
    """Reads whom something is for."""

    def __init__(self, lists: Names) -> None:
        audiences = lists.by_kind[Audience.kind]
        called = [(name, slug) for slug, name in audiences.items()]
        for marker, phrases in AUDIENCES.items():
            slugs = [slug for slug, name in audiences.items() if term(marker) in terms(name)]
            called += [(phrase, slug) for phrase in phrases for slug in slugs]
        self._table = PhraseTable(called)
        self._others: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for phrase, slug in called:
            self._others[slug].append(tuple(terms(phrase)))

    @property
    def words(self) -> set[str]:
        """Return the words for people, as people type them."""
        return self._table.words

    def read(self, words: Sequence[Word]) -> Iterator[Reading]:
        """Yield the audiences that are named; items are asked for the words as well."""
        for start, end, slug in self._table.find(words):
            boost = Boost("of_audience", frozenset({f"{Audience.kind}:{slug}"}))
            chip = Chip(Audience.kind, slug, said(words, start, end))
            yield Reading(start, end, chip, use=Use.ASKED, boosts=(boost,), others=tuple(self._others[slug]))
