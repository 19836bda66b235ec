"""What is asked for, in plain values. What a text means is decided before it becomes one of these."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from uuid import UUID

from cms.content.selection import Selection
from search.weights import WEIGHTS, Weights


@dataclass(frozen=True)
class Phrase:
    """One or more words in a row, as terms of `search.analysis`.

    `whole` names a field of whole values instead of words: `capitals` finds a word such as SEND only where it
    stands in capital letters, `tags` a facet. `loose` finds the words anywhere in an item, all of them.
    """

    terms: tuple[str, ...]
    weight: float = 1.0
    whole: str = ""
    loose: bool = False


@dataclass(frozen=True)
class Clause:
    """One thing that is asked for: any of the alternatives will do, the best counts.

    `optional` raises what has it and leaves the rest in, as for the small words of a question.
    """

    alternatives: tuple[Phrase, ...]
    weight: float = 1.0
    optional: bool = False
    # Only in this field of `search.weights.FIELDS`; None for all.
    field: str | None = None
    # So many of the alternatives, from the first, say just what was asked; the others come near it.
    same: int = 1
    # How much it says of an item to have it: the more, the fewer items do.
    rarity: float = 0.0

    @property
    def itself(self) -> Clause:
        """Return it without what only comes near."""
        return replace(self, alternatives=self.alternatives[: self.same])


@dataclass(frozen=True)
class Boost:
    """Raises items with one of the tags, such as `area:harborough`, or with one of the days; leaves none out.

    `by` names the weight of `search.weights` that says how much.
    """

    by: str
    tags: frozenset[str] = frozenset()
    # First and last day, both included.
    days: tuple[dt.date, dt.date] | None = None
    # Only what can be acted on soon.
    soon: bool = False


@dataclass(frozen=True)
class Filters:
    """What is let through: the filters of lists, and the years that items belong to."""

    selection: Selection = field(default_factory=lambda: Selection(archived="include"))
    years: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Query:
    """A whole question to an engine.

    Items need `minimum` of the clauses that are not optional; None asks for all. Without clauses every
    item matches that the filters let through. The clauses that an item has must
    say `enough` in all.
    """

    now: dt.datetime
    clauses: tuple[Clause, ...] = ()
    excluded: tuple[Phrase, ...] = ()
    minimum: int | None = None
    # How much each of those clauses says, in small whole numbers; how much of it an item must have; and how
    # much the best one must have, as else nothing answers the question.
    says: tuple[int, ...] = ()
    enough: int = 0
    sure: int = 0
    filters: Filters = field(default_factory=Filters)
    boosts: tuple[Boost, ...] = ()
    # About how much an item scores that has all the words, by which boosts are measured.
    strength: float = 1.0
    # The whole text as terms, which an exact title equals.
    title: tuple[str, ...] = ()
    # Archived items are asked for, so that they do not stand last.
    wants_past: bool = False
    # On top whatever else matches, in this order, but for what filters leave out.
    promoted: tuple[UUID, ...] = ()
    limit: int = 20
    offset: int = 0
    weights: Weights = WEIGHTS
