"""What a text means, decided before any engine: what to find, what is left out, what is read into it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

from search.query import Filters, Phrase
from search.understanding.asking import clauses_of, how_much, lenient, quoted
from search.understanding.kinds import ways_of_asking
from search.understanding.knowledge import Knowledge, knowledge
from search.understanding.meaning import Chip, Spelling, Understood
from search.understanding.readings import Days, Reading, apart
from search.understanding.small_words import SMALL
from search.understanding.spelling import Corrections, Speller
from search.understanding.words import MOST_WORDS, Word, split, without_shouting
from search.weights import WEIGHTS, Weights

__all__ = ["Chip", "Knowledge", "Spelling", "Understood", "knowledge", "understand"]
Value = TypeVar("Value")


def understand(
    text: str,
    now: dt.datetime,
    known: Knowledge,
    *,
    filters: Filters,
    exact: bool = False,
    without: frozenset[str] = frozenset(),
    weights: Weights = WEIGHTS,
) -> Understood:
    """Return what a text means at `now`.

    `filters` are those that were given beside it, and come back with those that the text adds. `exact`
    switches corrections off, `without` names chips, as `kind:slug`, that were taken off.
    """
    parts = split(text)
    words = without_shouting(parts.words, known.rules.capitals)
    corrected = Corrections(words, None) if exact else _correct(words, text, known)
    words = corrected.words
    readings = apart(known.readers.read(words, now), without)
    found = [quoted(one, known.lexicon) for one in parts.quoted]
    found = lenient([*found, *clauses_of(words, readings, known, weights)])[:MOST_WORDS]
    required = [one for one in found if not one.clause.optional]
    alone = not required and any(reading.narrows for reading in readings)
    return Understood(
        asked=() if alone else tuple(found),
        **how_much(required)._asdict(),
        minimum=1,
        excluded=tuple(Phrase(one) for one in parts.excluded),
        title=tuple(one.term for one in words) if required else (),
        filters=_narrowed(filters, readings, alone=alone),
        boosts=tuple(
            dict.fromkeys([*(boost for one in readings for boost in one.boosts), *ways_of_asking(words)])
        ),
        strength=sum(one.rarity for one in required) * weights.title,
        wants_past=any(reading.wants_past for reading in readings),
        chips=tuple(dict.fromkeys(reading.chip for reading in readings)),
        spelling=corrected.spelling,
    )


def _correct(words: Sequence[Word], text: str, known: Knowledge) -> Corrections:
    understood = _either(known.readers.words, known.rules.surfaces)
    never = _either(known.rules.words, SMALL)
    return Speller(known.lexicon, understood, never, known.rules.abbreviations).correct(words, text)


@lru_cache(maxsize=4)
def _either(some: frozenset[str], others: frozenset[str]) -> frozenset[str]:
    """Return both sets in one, the same as long as they are: texts are many, and changes of lists few."""
    return some | others


def _narrowed(filters: Filters, readings: Sequence[Reading], *, alone: bool) -> Filters:
    """Return the filters with those of readings; what was given for a kind stands before what was read.

    What is only preferred beside other words narrows where nothing else is asked for.
    """
    chosen, years = filters.selection, filters.years
    narrowing = [reading for reading in readings if alone or not reading.prefers]
    types = chosen.types or _all(reading.types for reading in narrowing)
    states = chosen.states or _all(reading.states for reading in narrowing)
    given = {kind for kind, _ in chosen.facets}
    facets: dict[str, set[str]] = defaultdict(set)
    for reading in narrowing:
        if (alone or reading.narrows_always) and reading.facet and reading.facet[0] not in given:
            facets[reading.facet[0]].add(reading.facet[1])
    read = frozenset((kind, frozenset(slugs)) for kind, slugs in facets.items())
    first, last = chosen.first_day, chosen.last_day
    if not (first or last):
        days = next((reading.days for reading in narrowing if reading.days), Days())
        first, last = days
    selection = replace(
        chosen, types=types, states=states, facets=chosen.facets | read, first_day=first, last_day=last
    )
    return Filters(selection, years or _all(reading.years for reading in narrowing))


def _all(values: Iterable[frozenset[Value]]) -> frozenset[Value]:
    return frozenset(value for one in values for value in one)
