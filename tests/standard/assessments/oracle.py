"""An independent answer to what an assessment scores: the rules of the standard as a table.

It shares nothing with the code: levels come from `COUNTS`, months are counted on a calendar by hand.
"""

from __future__ import annotations

import calendar
import datetime as dt
from typing import NamedTuple

NONE, OLD, FRESH = "none", "old", "fresh"
# (level, evidence, parent's view): what it counts as.
COUNTS = {
    (0, NONE, NONE): 0, (0, NONE, OLD): 0, (0, NONE, FRESH): 0,
    (0, OLD, NONE): 0, (0, OLD, OLD): 0, (0, OLD, FRESH): 0,
    (0, FRESH, NONE): 0, (0, FRESH, OLD): 0, (0, FRESH, FRESH): 0,
    (1, NONE, NONE): 1, (1, NONE, OLD): 1, (1, NONE, FRESH): 1,
    (1, OLD, NONE): 1, (1, OLD, OLD): 1, (1, OLD, FRESH): 1,
    (1, FRESH, NONE): 1, (1, FRESH, OLD): 1, (1, FRESH, FRESH): 1,
    (2, NONE, NONE): 1, (2, NONE, OLD): 1, (2, NONE, FRESH): 1,
    (2, OLD, NONE): 1, (2, OLD, OLD): 1, (2, OLD, FRESH): 1,
    (2, FRESH, NONE): 2, (2, FRESH, OLD): 2, (2, FRESH, FRESH): 2,
    (3, NONE, NONE): 1, (3, NONE, OLD): 1, (3, NONE, FRESH): 1,
    (3, OLD, NONE): 1, (3, OLD, OLD): 1, (3, OLD, FRESH): 1,
    (3, FRESH, NONE): 2, (3, FRESH, OLD): 2, (3, FRESH, FRESH): 3,
}  # fmt: skip


class Said(NamedTuple):
    """What is said of one statement: `level` None with `skipped` False is no answer."""

    level: int | None
    skipped: bool
    evidence: list[dt.date]
    views: list[dt.date]


def first_fresh_day(on: dt.date) -> dt.date:
    """Return the day 18 months before, or the last of its month where that has no such day."""
    months = on.year * 12 + on.month - 1 - 18
    year, month = months // 12, months % 12 + 1
    return dt.date(year, month, min(on.day, calendar.monthrange(year, month)[1]))


def age(days: list[dt.date], on: dt.date) -> str:
    first = first_fresh_day(on)
    if any(first <= day <= on for day in days):
        return FRESH
    return OLD if days else NONE


def counts_as(said: Said, on: dt.date) -> int | None:
    if said.skipped or said.level is None:
        return None
    return COUNTS[said.level, age(said.evidence, on), age(said.views, on)]


def level_of(part: list[Said], on: dt.date) -> int | None:
    """Return a part's level: the lowest of those that apply, and none before all are answered."""
    if any(said.level is None and not said.skipped for said in part):
        return None
    levels = sorted(counts_as(said, on) for said in part if not said.skipped)  # type: ignore[type-var]
    return levels[0] if levels else None
