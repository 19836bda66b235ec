"""Texts that are offered, found by the beginnings of their words."""

from __future__ import annotations

import heapq
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from search.analysis import WORD, composed, surface

SHOWN = 8
# So that the many of one kind do not hide all others.
MOST_OF_KIND = {"topic": 3, "place": 2, "query": 3}
# Two letters begin thousands of words: this many of the best are looked at.
MOST_CANDIDATES = 2_000
LEAST_LETTERS = 2
# In shorter words a slip makes another word.
LEAST_FOR_SLIPS = 4
MOST_TOKENS = 12
# Words that are looked for without those beside them: shorter ones, such as in, stand everywhere.
LEAST_ALONE = 4
# So long a text is no word, and its slips are thousands.
LONGEST_FOR_SLIPS = 24
LETTERS = "abcdefghijklmnopqrstuvwxyz"
# What comes after every letter.
LAST = "\uffff"


@dataclass(frozen=True)
class Entry:
    """A text with where it leads; `order` puts better ones first, `words` are those by which it is found."""

    text: str
    type: str
    path: str
    kind: str
    order: tuple[int, ...]
    item: UUID | None = None
    words: tuple[str, ...] = field(default=(), compare=False)


def words_of(text: str) -> list[str]:
    """Return the words of a text as people type them."""
    return [surface(word) for word in WORD.findall(composed(text))]


class Table:
    """Entries, numbered from the best, with the numbers of those that have a word or begin with a text."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = sorted(entries, key=lambda entry: (entry.order, entry.text))
        postings: dict[str, array[int]] = defaultdict(lambda: array("I"))
        beginnings = []
        for number, entry in enumerate(self._entries):
            beginnings.append((" ".join(entry.words), number))
            for word in set(entry.words):
                postings[word].append(number)
        self._postings = dict(postings)
        self._words = sorted(postings)
        self._beginnings = sorted(beginnings)

    def knows(self, word: str) -> bool:
        """Return whether a word, as people type it, stands in what is offered."""
        return word in self._postings

    def find(self, typed: str, hidden: frozenset[UUID] = frozenset()) -> list[tuple[Entry, list[str]]]:
        """Return what to offer, best first, each with the beginnings of words that were typed."""
        tokens = words_of(typed)[:MOST_TOKENS]
        if sum(map(len, tokens)) < LEAST_LETTERS:
            return []
        found = self._ranked([[token] for token in tokens])
        if len(found) < SHOWN:
            slipped = [self._with_slips(token) for token in tokens]
            found += self._ranked(slipped)
            if not found and len(tokens) > 1:
                found = self._by_fewer(slipped)
        return list(_varied(found, hidden))

    def _by_fewer(self, tokens: Sequence[list[str]]) -> list[tuple[Entry, list[str]]]:
        """Return what has all words but one: the last, of which more is to come, or else another."""
        places = [len(tokens) - 1, *range(len(tokens) - 1)]
        for place in places:
            left = [token for number, token in enumerate(tokens) if number != place]
            if max(len(token[0]) for token in left) >= LEAST_ALONE and (found := self._ranked(left)):
                return found
        return []

    def _ranked(self, tokens: Sequence[list[str]]) -> list[tuple[Entry, list[str]]]:
        """Return the entries that have a word for each token, those that begin with the text first."""
        said = [one for token in tokens for one in token]
        first = self._beginning(tokens) if all(len(token) == 1 for token in tokens) else []
        numbers = dict.fromkeys([*first, *self._having(tokens)])
        return [(self._entries[number], said) for number in numbers]

    def _beginning(self, tokens: Sequence[list[str]]) -> list[int]:
        text = " ".join(token[0] for token in tokens)
        start = bisect_left(self._beginnings, (text,))
        end = bisect_left(self._beginnings, (text + LAST,))
        return heapq.nsmallest(SHOWN * 4, (number for _, number in self._beginnings[start:end]))

    def _having(self, tokens: Sequence[list[str]]) -> list[int]:
        """Return the best entries with all tokens: those of the rarest one, without what lacks another."""
        words = [[word for one in token for word in self._beginning_with(one)] for token in tokens]
        if not all(words):
            return []
        sizes = [sum(len(self._postings[word]) for word in some) for some in words]
        rarest = words[sizes.index(min(sizes))]
        numbers = heapq.nsmallest(
            MOST_CANDIDATES, {number for word in rarest for number in self._postings[word][:MOST_CANDIDATES]}
        )
        return [number for number in numbers if _has_all(self._entries[number].words, tokens)]

    def _beginning_with(self, token: str) -> list[str]:
        start = bisect_left(self._words, token)
        return self._words[start : bisect_left(self._words, token + LAST)]

    def _with_slips(self, token: str) -> list[str]:
        """Return a token with its plural, or with those one slip away where it begins no word itself."""
        if token.endswith("y") and self._begins_a_word(plural := f"{token[:-1]}ies"):
            return [token, plural]
        if not LEAST_FOR_SLIPS <= len(token) <= LONGEST_FOR_SLIPS or self._begins_a_word(token):
            return [token]
        return [token, *(one for one in slips(token) if self._begins_a_word(one))]

    def _begins_a_word(self, token: str) -> bool:
        place = bisect_left(self._words, token)
        return place < len(self._words) and self._words[place].startswith(token)


def slips(token: str) -> Iterator[str]:
    """Yield each text that one letter more, fewer, swapped with its neighbour or other makes of a token."""
    seen = {token}
    for place in range(len(token) + 1):
        before, after = token[:place], token[place:]
        made = [before + letter + after for letter in LETTERS]
        if after:
            made.append(before + after[1:])
            made += [before + letter + after[1:] for letter in LETTERS]
        if len(after) > 1:
            made.append(before + after[1] + after[0] + after[2:])
        for one in made:
            if one not in seen:
                seen.add(one)
                yield one


def _has_all(words: Sequence[str], tokens: Sequence[list[str]]) -> bool:
    return all(any(word.startswith(one) for word in words for one in token) for token in tokens)


def _varied(
    found: Iterable[tuple[Entry, list[str]]], hidden: frozenset[UUID]
) -> Iterator[tuple[Entry, list[str]]]:
    """Yield as many as are shown: each text once, and not too many of a kind."""
    left, texts = dict(MOST_OF_KIND), set()
    for entry, said in found:
        text = tuple(words_of(entry.text))
        if text in texts or entry.item in hidden or left.get(entry.kind, 1) == 0:
            continue
        texts.add(text)
        if entry.kind in left:
            left[entry.kind] -= 1
        yield entry, said
        if len(texts) == SHOWN:
            return
