"""What a text was understood as: parts of a query, and what people are told about it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, fields
from typing import Any

from search.query import Boost, Clause, Filters, Phrase, Query


@dataclass(frozen=True)
class Chip:
    """Something that was read into the text, which the person can take off."""

    kind: str
    slug: str
    text: str

    @property
    def name(self) -> str:
        """Return what `without` calls it."""
        return f"{self.kind}:{self.slug}"


@dataclass(frozen=True)
class Spelling:
    """A corrected text, and what was typed."""

    used: str
    instead_of: str


@dataclass(frozen=True)
class Asked:
    """A clause, the words that were typed for it, and what the index says of these."""

    clause: Clause
    text: str
    # How much it says of an item to have it: the more, the fewer items do.
    rarity: float
    # Whether any item has it.
    found: bool
    # Whether it names a theme, as the list of themes does.
    theme: bool = False


@dataclass(frozen=True)
class Understood:
    """A text as parts of a query, by the names that `search.query.Query` gives them."""

    asked: tuple[Asked, ...] = ()
    excluded: tuple[Phrase, ...] = ()
    minimum: int | None = None
    says: tuple[int, ...] = ()
    enough: int = 0
    sure: int = 0
    title: tuple[str, ...] = ()
    filters: Filters = field(default_factory=Filters)
    boosts: tuple[Boost, ...] = ()
    strength: float = 1.0
    wants_past: bool = False
    chips: tuple[Chip, ...] = ()
    spelling: Spelling | None = None
    # What was left out to find anything, in words.
    relaxed: tuple[str, ...] = ()

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """Return what is asked for."""
        return tuple(one.clause for one in self.asked)

    def query(self, now: dt.datetime, **more: Any) -> Query:
        """Return the query."""
        names = {one.name for one in fields(Query)} & {one.name for one in fields(self)}
        return Query(now=now, clauses=self.clauses, **{name: getattr(self, name) for name in names}, **more)
