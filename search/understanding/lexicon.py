"""The words of the index: how many items have each, and which of them are spelled much like another."""

from __future__ import annotations

import math
import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping

import jellyfish

from search.analysis import LONGEST_INITIALS, SHORTEST_INITIALS, term
from search.engines import Engine
from search.plan import Combined, Near, OneOf, Request
from search.understanding.dictionary import english
from search.understanding.words import Word
from search.weights import FIELDS

SHORTEST = 3
# People type any number of words that no item has.
MOST_KEPT = 10_000


class Lexicon:
    """The vocabulary of one edition of an index."""

    def __init__(self, words: Mapping[str, int], engine: Engine, slips: Slips) -> None:
        self.words = words
        self.items = max(words.values(), default=0)
        self._engine = engine
        self.slips = slips
        self._terms: dict[str, int] = defaultdict(int)
        self._ordinary: dict[str, bool] = {}
        self._capitals: dict[str, int] = {}
        for word, items in words.items():
            self._terms[term(word)] += items

    def count(self, found: str) -> int:
        """Return in how many items a term stands at most."""
        return min(self._terms.get(found, 0), self.items)

    def rarity(self, items: int) -> float:
        """Return how much it says of an item to be one of so many."""
        return math.log(1 + (self.items - items + 0.5) / (items + 0.5))

    def is_ordinary(self, written: str) -> bool:
        """Return whether a term in capitals, such as SEND, also stands in texts as another word."""
        if written not in self._ordinary:
            word = OneOf("words", frozenset({written.lower()}))
            in_capitals = OneOf("capitals", frozenset({written}))
            elsewhere = Request(match=Combined(must=(word,), never=(in_capitals,)), limit=1)
            self._ordinary[written] = self._engine.search(elsewhere).total > 0
        return self._ordinary[written]

    def capitals(self, written: str) -> int:
        """Return in how many items a term stands in capitals, or as the initials of a name."""
        if written not in self._capitals:
            if len(self._capitals) >= MOST_KEPT:
                self._capitals.clear()
            match = OneOf("capitals", frozenset({written}))
            self._capitals[written] = self._engine.search(Request(match=match, limit=1)).total
        return self._capitals[written]

    def in_a_row(self, found: tuple[str, ...]) -> bool:
        """Return whether terms stand in a row in some item."""
        rows = Combined(should=tuple(Near(field, found) for field in FIELDS), minimum=1)
        return self._engine.search(Request(match=rows, limit=1)).total > 0

    def is_short_for(self, one: Word) -> bool:
        """Return whether a word that no item has is the initials of a name that some item has."""
        letters = one.surface
        if not (letters.isascii() and letters.isalpha()):
            return False
        if not SHORTEST_INITIALS <= len(letters) <= LONGEST_INITIALS or self.count(one.term):
            return False
        if letters in english() and not one.is_capital:
            return False
        return self.capitals(letters.upper()) > 0


class Slips:
    """Words by what is left of them when letters are missing, by sound, and by beginning and length.

    It is kept from one edition to the next, as most of a vocabulary is.
    """

    def __init__(self) -> None:
        self._known: set[str] = set()
        # Texts come one after another with the same lists of words.
        self._last: Iterable[str] = ()
        # Words one after another in a string: there are many of these, and nearly all stand for one word.
        self._shortened: dict[str, str] = {}
        self._sounds: dict[str, list[str]] = defaultdict(list)
        self._shapes: dict[tuple[str, int], list[str]] = defaultdict(list)

    def add(self, words: Iterable[str]) -> None:
        """Take in words that were not known yet."""
        if words is self._last:
            return
        for word in words:
            if word not in self._known and len(word) > SHORTEST and word.isalpha():
                self._known.add(word)
                for shorter in shortened(word):
                    others = self._shortened.get(shorter)
                    self._shortened[shorter] = f"{others} {word}" if others else word
                self._sounds[jellyfish.metaphone(word)].append(word)
                self._shapes[word[0], len(word)].append(word)
        self._last = words

    def alike(self, word: str) -> set[str]:
        """Return what is one slip away, sounds the same, or begins alike and is about as long."""
        found = {known for shorter in shortened(word) for known in self._shortened.get(shorter, "").split()}
        found.update(self._sounds.get(jellyfish.metaphone(word), ()))
        for length in range(len(word) - 2, len(word) + 3):
            found.update(self._shapes.get((word[0], length), ()))
        return found


def shortened(word: str) -> set[str]:
    """Return a word, and what is left of it without each of its letters."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


_lock = threading.Lock()
# Of the engine that was asked last; there is one but in tests.
_kept: list[tuple[Engine, str, Lexicon]] = []


def lexicon(engine: Engine) -> Lexicon:
    """Return the lexicon of the engine's edition; raises SearchUnavailable."""
    edition = engine.edition()
    with _lock:
        before = _kept[0] if _kept and _kept[0][0] is engine else None
        if before and before[1] == edition:
            return before[2]
        words = engine.vocabulary()
        slips = before[2].slips if before else Slips()
        slips.add(words)
        _kept[:] = [(engine, edition, Lexicon(words, engine, slips))]
        return _kept[0][2]
