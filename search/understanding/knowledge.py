"""What understanding knows of the content at a time: the index's words, the lists of words, the synonyms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils import timezone

from search.engines import Engine
from search.names import Names
from search.understanding.everyday import WORDS as EVERYDAY_WORDS
from search.understanding.kinds import KIND_TABLE, read_kinds, read_outcomes, read_states
from search.understanding.lexicon import Lexicon, lexicon
from search.understanding.people import Ages, Audiences
from search.understanding.places import Places
from search.understanding.readings import Reading
from search.understanding.rules import Rules
from search.understanding.small_words import SMALL_SURFACES
from search.understanding.times import TIME_WORDS, read_holidays, read_times
from search.understanding.topics import Topics
from search.understanding.words import Word


class Readers:
    """Reads what the lists of words and the calendar know of."""

    def __init__(self, lists: Names) -> None:
        self.lists = lists
        self._places, self._topics = Places(lists), Topics(lists)
        self._ages, self._audiences = Ages(lists), Audiences(lists)
        parts = [
            self._places.words,
            self._topics.words,
            self._ages.words,
            self._audiences.words,
            KIND_TABLE.words,
            TIME_WORDS,
            EVERYDAY_WORDS,
            SMALL_SURFACES,
        ]
        # Words that mean something even where no item has them.
        self.words = frozenset(word for part in parts for word in part)

    def read(self, words: Sequence[Word], now: dt.datetime) -> Iterator[Reading]:
        """Yield all readings; where two want the same words, the first is to have them."""
        today = timezone.localdate(now)
        yield from read_times(words, today)
        yield from read_holidays(words, today, self.lists)
        yield from read_states(words, today)
        yield from read_outcomes(words, today)
        yield from self._places.read(words)
        yield from self._topics.read(words)
        yield from self._ages.read(words)
        yield from self._audiences.read(words)
        yield from read_kinds(words)


@dataclass(frozen=True)
class Knowledge:
    """All of it at one time."""

    lexicon: Lexicon
    rules: Rules
    readers: Readers


_kept: list[Readers] = []


def knowledge(engine: Engine, lists: Names, rules: Rules) -> Knowledge:
    """Return what is known as of these lists of words and rules of synonyms; raises SearchUnavailable."""
    if not _kept or _kept[0].lists is not lists:
        _kept[:] = [Readers(lists)]
    return Knowledge(lexicon(engine), rules, _kept[0])
