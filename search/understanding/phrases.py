"""Tables of phrases, looked up in the words of a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from search.analysis import surfaces, terms
from search.understanding.words import Word

Value = TypeVar("Value")


class Found(NamedTuple, Generic[Value]):
    """What stands at the words from `start` until before `end`."""

    start: int
    end: int
    value: Value


class PhraseTable(Generic[Value]):
    """Values by phrases, found by their terms; a phrase may have several."""

    def __init__(self, phrases: Iterable[tuple[str, Value]]) -> None:
        by_phrase: dict[tuple[str, ...], list[Value]] = defaultdict(list)
        # All words of the phrases as people type them.
        self.words: set[str] = set()
        for phrase, value in phrases:
            if found := tuple(terms(phrase)):
                by_phrase[found].append(value)
                self.words |= surfaces(phrase)
        self._by_first: dict[str, list[tuple[tuple[str, ...], list[Value]]]] = defaultdict(list)
        for found in sorted(by_phrase, key=len, reverse=True):
            self._by_first[found[0]].append((found, by_phrase[found]))

    def find(self, words: Sequence[Word]) -> Iterator[Found[Value]]:
        """Yield the values of the longest phrase from each place on, none within another."""
        place = 0
        while place < len(words):
            end, values = self._longest(words, place)
            yield from (Found(place, end, value) for value in values)
            place = max(end, place + 1)

    def _longest(self, words: Sequence[Word], place: int) -> tuple[int, list[Value]]:
        for phrase, values in self._by_first.get(words[place].term, ()):
            end = place + len(phrase)
            if tuple(one.term for one in words[place:end]) == phrase:
                return end, values
        return place, []
