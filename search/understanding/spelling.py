"""Words that nobody has written, as the words that were probably meant."""

from __future__ import annotations

import math
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

import jellyfish

from search.analysis import term
from search.understanding.dictionary import english
from search.understanding.lexicon import Lexicon
from search.understanding.meaning import Spelling
from search.understanding.slips import cost
from search.understanding.small_words import SMALL_SURFACES
from search.understanding.words import Word, word

SHORTEST = 3
# Fewer letters may be an abbreviation. They become what many items have, or what is understood.
SURE = 4
MANY = 5
# What a rule or a list of words has is typed often, in however few items it stands.
UNDERSTOOD = 5
# From how many letters on, of both words together, two slips are still sure to be of one word.
TWO_SLIPS = 11
# A longer word in capitals is one that somebody shouts.
LONGEST_ABBREVIATION = 5
FARTHEST = {1: 1.15, 2: 1.7}
# How much a frequent word is preferred: a word that stands in three times as many items may be this farther.
PER_FREQUENCY = 0.2
SHORTEST_PART = 3


@dataclass(frozen=True)
class Corrections:
    """Words with corrections, and what to say of these; None where there are none."""

    words: tuple[Word, ...]
    spelling: Spelling | None


class Speller:
    """Corrects words that stand in no item, by the index's own words and those that are understood."""

    def __init__(
        self,
        lexicon: Lexicon,
        understood: frozenset[str],
        never: Container[str],
        abbreviations: frozenset[str],
    ) -> None:
        """`understood` words are known beside the index's; `never` are terms that are never corrected.

        A short word in capitals is corrected to `abbreviations` alone, which come in small letters.
        """
        self._lexicon = lexicon
        self._understood = understood
        self._never = never
        self._abbreviations = abbreviations
        lexicon.slips.add(understood)

    def correct(self, words: Sequence[Word], text: str) -> Corrections:
        """Return the words with those corrected of which it is certain."""
        found: list[Word] = []
        place = 0
        while place < len(words):
            one, following = words[place], words[place + 1 : place + 2]
            if following and (joined := self._joined(one, following[0])):
                found.append(joined)
                place += 2
                continue
            found.extend([one] if self.knows(one) else self._corrected(one, text, alone=len(words) == 1))
            place += 1
        if [one.surface for one in found] == [one.surface for one in words]:
            return Corrections(tuple(words), None)
        return Corrections(tuple(found), Spelling(" ".join(one.raw for one in found), text.strip()))

    def knows(self, one: Word) -> bool:
        """Return whether a word is never corrected: it is found, understood, English or no plain word."""
        return (
            not one.surface.isalpha()
            or one.term in self._never
            or one.surface in self._understood
            or one.surface in english()
            or bool(self._lexicon.count(one.term))
            or self._lexicon.is_short_for(one)
        )

    def _corrected(self, one: Word, text: str, *, alone: bool) -> Iterable[Word]:
        known = self._lexicon.slips.alike(one.surface)
        if alone:
            # Nobody asks for a small word by itself.
            known -= SMALL_SURFACES
        if len(one.surface) <= LONGEST_ABBREVIATION and (one.raw.isupper() or text.isupper()):
            known &= self._abbreviations
        if best := self._best(one, known):
            return [best]
        return self._apart(one.surface) or [one]

    def _best(self, one: Word, known: Iterable[str]) -> Word | None:
        """Return the one of some known words that was probably meant, None where none is near enough."""
        typed = one.surface
        if len(typed) < SHORTEST:
            return None
        least = 1 if len(typed) >= SURE else MANY
        near = []
        for found in known:
            items = self._items(found)
            if items < least:
                continue
            distance = jellyfish.damerau_levenshtein_distance(typed, found)
            farthest = FARTHEST.get(distance, 0.0)
            if distance > 1 and len(typed) + len(found) < TWO_SLIPS:
                continue
            far = cost(typed, found) if farthest else math.inf
            if far <= farthest:
                near.append((far - PER_FREQUENCY * math.log(items, 3), found))
        return word(_as_typed(one.raw, min(near)[1])) if near else None

    def _items(self, found: str) -> int:
        items = self._lexicon.words.get(found, 0)
        return max(items, UNDERSTOOD) if found in self._understood else items

    def _joined(self, left: Word, right: Word) -> Word | None:
        """Return two words that are one in the index, where they are not both words by themselves."""
        both = word(left.raw + right.raw)
        apart = self.knows(left) and self.knows(right)
        return both if not apart and both.surface.isalpha() and self._lexicon.count(both.term) else None

    def _apart(self, typed: str) -> list[Word]:
        """Return the two words that were typed as one and that some item has; none where several are."""
        places = range(SHORTEST_PART, len(typed) - SHORTEST_PART + 1)
        pairs = [(typed[:place], typed[place:]) for place in places]
        known = [pair for pair in pairs if all(self._lexicon.words.get(part, 0) > 1 for part in pair)]
        known = [pair for pair in known if self._lexicon.in_a_row(tuple(map(term, pair)))]
        return [word(part) for part in known[0]] if len(known) == 1 else []


def _as_typed(typed: str, found: str) -> str:
    """Return a word in capitals where what was typed is."""
    if typed.isupper():
        return found.upper()
    return found.capitalize() if typed[:1].isupper() else found
