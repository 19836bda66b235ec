"""What is read into words of a text: a filter, a preference, a wish for the past."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from search.query import Boost
from search.understanding.meaning import Chip
from search.understanding.words import Word


class Use(Enum):
    """What becomes of words that were read."""

    # They have done their part.
    DROPPED = "dropped"
    # They raise items that have them.
    RAISES = "raises"
    # Items are asked for them as for others.
    ASKED = "asked"


class Days(NamedTuple):
    """Days of the council's, both included; None for no bound."""

    first: dt.date | None = None
    last: dt.date | None = None


@dataclass(frozen=True)
class Reading:
    """What was read into the words from `start` until before `end`."""

    start: int
    end: int
    chip: Chip
    use: Use = Use.DROPPED
    types: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    days: Days | None = None
    years: frozenset[int] = frozenset()
    # Kind and slug of a facet, by which it narrows where nothing else is asked for.
    facet: tuple[str, str] | None = None
    boosts: tuple[Boost, ...] = ()
    wants_past: bool = False
    # Its types narrow only where nothing else is asked for; beside words they are a preference.
    prefers: bool = False
    # Other words for the same, as terms, which items may have instead.
    others: tuple[tuple[str, ...], ...] = ()
    # Its facet narrows beside words, too.
    narrows_always: bool = False

    @property
    def narrows(self) -> bool:
        """Return whether it leaves items out, at least where nothing else is asked for."""
        return bool(self.types or self.states or self.days or self.years or self.facet)

    def overlaps(self, other: Reading) -> bool:
        """Return whether it takes some, but not just the same, of another's words."""
        if (self.start, self.end, self.chip.kind) == (other.start, other.end, other.chip.kind):
            return False
        return self.start < other.end and other.start < self.end


def said(words: Sequence[Word], start: int, end: int) -> str:
    """Return words as they were typed."""
    return " ".join(one.raw for one in words[start:end])


def apart(readings: Iterator[Reading], taken_off: frozenset[str]) -> list[Reading]:
    """Return the readings that were not taken off; where two want the same words, the first has them."""
    found: list[Reading] = []
    for reading in readings:
        if reading.chip.name not in taken_off and not any(reading.overlaps(other) for other in found):
            found.append(reading)
    return found
