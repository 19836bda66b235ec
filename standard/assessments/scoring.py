"""How an assessment is scored: by the rules of the standard, never a mean.

Pure functions: answers and days come in, levels and the words that explain them go out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from dateutil.relativedelta import relativedelta

MOST_MONTHS = 18
HIGHEST = 3


@dataclass(frozen=True)
class Statement:
    """One statement of a version of the standard."""

    code: str
    title: str

    @property
    def dimension(self) -> str:
        """Return the code of the part that it belongs to."""
        return self.code.partition(".")[0]


@dataclass(frozen=True)
class Given:
    """What a service says of one statement, with the days of its evidence and of parents' views."""

    level: int | None = None
    does_not_apply: bool = False
    evidence_days: Sequence[dt.date] = ()
    parents_view_days: Sequence[dt.date] = ()

    @property
    def is_answered(self) -> bool:
        """Return whether it has a level, or does not apply."""
        return self.level is not None or self.does_not_apply


@dataclass(frozen=True)
class Counted:
    """What one statement counts as, and why in words where that is less than it is at."""

    code: str
    title: str
    level: int | None
    does_not_apply: bool
    counts_as: int | None
    why: str
    has_old_evidence: bool


@dataclass(frozen=True)
class DimensionResult:
    """The level of one part: null until each of its statements has an answer."""

    code: str
    title: str
    level: int | None
    answered: int
    statements: list[Counted]
    held_back_by: list[Counted] = field(default_factory=list)


@dataclass(frozen=True)
class Result:
    """All parts of an assessment as of a day."""

    dimensions: list[DimensionResult]

    @property
    def answered(self) -> int:
        """Return how many statements have an answer."""
        return sum(dimension.answered for dimension in self.dimensions)

    @property
    def statements(self) -> int:
        """Return how many statements there are."""
        return sum(len(dimension.statements) for dimension in self.dimensions)

    @property
    def is_whole(self) -> bool:
        """Return whether every statement has an answer."""
        return 0 < self.statements == self.answered

    def levels(self) -> dict[str, int | None]:
        """Return the level of each part by its code."""
        return {dimension.code: dimension.level for dimension in self.dimensions}


def score(
    statements: Sequence[Statement], given: Mapping[str, Given], titles: Mapping[str, str], on: dt.date
) -> Result:
    """Return the levels of an assessment as of a day; `titles` names the parts by code.

    A statement without an entry in `given` is not answered. An entry without a statement counts for nothing.
    """
    parts: dict[str, list[Counted]] = {}
    for statement in statements:
        counted = count(statement, given.get(statement.code, Given()), on)
        parts.setdefault(statement.dimension, []).append(counted)
    return Result([_dimension(code, titles.get(code, f"Part {code}"), parts[code]) for code in parts])


def count(statement: Statement, given: Given, on: dt.date) -> Counted:
    """Return what one statement counts as on a day."""
    counts_as, reason = _capped(given, on)
    why = f"{statement.code} is at {given.level} but {reason}: counts as {counts_as}." if reason else ""
    days = [*given.evidence_days, *given.parents_view_days]
    return Counted(
        code=statement.code,
        title=statement.title,
        level=None if given.does_not_apply else given.level,
        does_not_apply=given.does_not_apply,
        counts_as=counts_as,
        why=why,
        has_old_evidence=any(not is_recent(day, on) for day in days),
    )


def is_recent(day: dt.date, on: dt.date) -> bool:
    """Return whether evidence of a day counts: not after `on`, and at most 18 months before it."""
    return first_recent_day(on) <= day <= on


# An assessment asks for one day's many times.
@lru_cache(maxsize=16)
def first_recent_day(on: dt.date) -> dt.date:
    """Return the day 18 months before, or the last of its month where that has no such day."""
    return on - relativedelta(months=MOST_MONTHS)


def _capped(given: Given, on: dt.date) -> tuple[int | None, str]:
    """Return what a statement counts as, and what it lacks for the level that it is at."""
    if given.does_not_apply or given.level is None:
        return None, ""
    if given.level < 2:
        return given.level, ""
    if not any(is_recent(day, on) for day in given.evidence_days):
        if given.evidence_days:
            return 1, f"its evidence is more than {MOST_MONTHS} months old"
        return 1, "has no dated evidence"
    if given.level < HIGHEST or any(is_recent(day, on) for day in given.parents_view_days):
        return given.level, ""
    if given.parents_view_days:
        return 2, f"the parent's view is more than {MOST_MONTHS} months old"
    return 2, "has no parent's view"


def _dimension(code: str, title: str, statements: list[Counted]) -> DimensionResult:
    answered = sum(one.does_not_apply or one.level is not None for one in statements)
    counts = [one.counts_as for one in statements if one.counts_as is not None]
    level = min(counts) if counts and answered == len(statements) else None
    held_back_by = [_explained(one) for one in statements if level is not None and one.counts_as == level]
    return DimensionResult(code, title, level, answered, statements, held_back_by if level != HIGHEST else [])


def _explained(one: Counted) -> Counted:
    """Return a statement that holds its part back with that in words."""
    why = one.why or f"{one.code} is at {one.level}."
    return Counted(**vars(one) | {"why": why})
