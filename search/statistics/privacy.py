"""A search as it may be kept: without what names, reaches or counts a person."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from search.analysis import WORD, composed, surface
from search.statistics.first_names import FIRST_NAMES
from search.statistics.models import LONGEST_QUERY

# What many people type is short.
MOST_WORDS = 8
ADDRESS = re.compile(r"\S*@\S*|\b(?:https?://|www\.)\S+", re.IGNORECASE)
# The district, such as LE67, says a town; what follows says a street.
POSTCODE = re.compile(r"\b([a-z]{1,2}\d[a-z\d]?)\s*\d[a-z]{2}\b", re.IGNORECASE)
DISTRICT = re.compile(r"[a-z]{1,2}\d{1,2}[a-z]?")
# Telephones, days of birth, NHS and case numbers, however they are divided.
NUMBERS = re.compile(r"[^\W\d]*[+(]?\d[\d\s()./-]{3,}\d\w*")
YEAR = re.compile(r"(?:19|20)\d\d")
# Ages and classes, such as 16, 5s, ks2 and y7, and statements of the standard.
SHORT_NUMBER = re.compile(r"[a-z]{0,2}\d{1,2}[a-z]{0,2}|\d\.\d{1,2}")
TITLES = {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "lady"}
INTRODUCED_BY = {"called", "named"}

Knows = Callable[[str], bool]


def countable(text: str, knows: Knows) -> str:
    """Return a search in small letters without what may be personal; nothing where nothing is left.

    `knows` tells the words of public content: those stay, names of people among them too, as they are public.
    """
    text = ADDRESS.sub(" ", composed(text))
    text = POSTCODE.sub(r" \1 ", text)
    text = NUMBERS.sub(_kept_years, text)
    words = WORD.findall(text)
    if len(words) > MOST_WORDS:
        return ""
    kept = " ".join(_without_names(words, knows))
    return kept if len(kept) <= LONGEST_QUERY else ""


def _kept_years(found: re.Match[str]) -> str:
    """Return the years of a number with signs between, such as 2025/2026, and nothing of any other."""
    parts = re.split(r"[\s/-]+", found.group())
    return found.group() if all(YEAR.fullmatch(part) for part in parts) else " "


def _without_names(words: list[str], knows: Knows) -> Iterator[str]:
    """Yield the words that are not a part of a name, as people type them."""
    mixed = not all(word.isupper() or word.istitle() for word in words)
    after_name = False
    for place, raw in enumerate(words):
        word = surface(raw)
        if word in TITLES | INTRODUCED_BY:
            after_name = True
            continue
        if any(letter.isdigit() for letter in word):
            after_name = False
            if _is_harmless_number(word):
                yield word
            continue
        known = knows(word)
        capital = mixed and place > 0 and raw.istitle()
        is_name = not known and (after_name or capital or word in FIRST_NAMES)
        after_name = is_name
        if not is_name:
            yield word


def _is_harmless_number(word: str) -> bool:
    return bool(YEAR.fullmatch(word) or SHORT_NUMBER.fullmatch(word) or DISTRICT.fullmatch(word))
