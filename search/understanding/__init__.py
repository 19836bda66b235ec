"""What a text means: the words to find, what is left out, and what was read into it."""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import dataclass, field

from search.analysis import terms
from search.query import Boost, Clause, Filters, Phrase

MOST_CLAUSES = 24
# Common words that a question is asked with: they raise what has them, and are not asked of items.
SMALL = frozenset(
    terms(
        "a about all am an and any are as at be been but by can could did do does for from get got had has"
        " have how i if in into is it its just me my near need of on or our out please so some than that the"
        " their"
        " them there these they this to up us want was we were what when where which who why will with would"
        " you your"
    )
)
PART = re.compile(r'(?P<not>(?<!\S)-)?(?:"(?P<quoted>[^"]*)"|(?P<word>[^\s"]+))')
QUOTES = str.maketrans("“”„«»", '"""""')


@dataclass(frozen=True)
class Chip:
    """Something that was read into the text, which the person can take off."""

    kind: str
    slug: str
    text: str


@dataclass(frozen=True)
class Spelling:
    """A corrected text, and what was typed."""

    used: str
    instead_of: str


@dataclass(frozen=True)
class Understood:
    """A text as parts of a query."""

    clauses: tuple[Clause, ...] = ()
    excluded: tuple[Phrase, ...] = ()
    minimum: int | None = None
    title: tuple[str, ...] = ()
    filters: Filters = field(default_factory=Filters)
    boosts: tuple[Boost, ...] = ()
    wants_past: bool = False
    chips: tuple[Chip, ...] = ()
    spelling: Spelling | None = None


def understand(
    text: str,
    now: dt.datetime,
    *,
    filters: Filters,
    exact: bool = False,
    without: frozenset[str] = frozenset(),
) -> Understood:
    """Return what a text means at `now`.

    `filters` are those that were given beside it, and come back with those that the text adds. `exact`
    switches corrections off, `without` names chips, as `kind:slug`, that were taken off.
    """
    clauses: list[Clause] = []
    excluded: list[Phrase] = []
    for part in PART.finditer(text.translate(QUOTES)):
        quoted, word = part["quoted"], part["word"]
        found = tuple(terms(quoted if quoted is not None else word))
        if not found:
            continue
        if part["not"]:
            excluded.append(Phrase(found))
        elif quoted is not None:
            clauses.append(Clause((Phrase(found),)))
        else:
            clauses.extend(Clause((Phrase((one,)),), optional=one in SMALL) for one in found)
    clauses = clauses[:MOST_CLAUSES]
    required = sum(not clause.optional for clause in clauses)
    return Understood(
        clauses=tuple(clauses),
        excluded=tuple(excluded[:MOST_CLAUSES]),
        minimum=least(required),
        title=tuple(terms(text)[: MOST_CLAUSES * 2]) if clauses else (),
        filters=filters,
    )


def least(required: int) -> int:
    """Return how many of the required clauses an item must have: all of two, most of more."""
    return required if required <= 2 else math.ceil(required * 0.6)
