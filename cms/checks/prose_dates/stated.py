"""The days that a page's own fields state, by what happens on them; each area says those of its pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

Role = Literal["happens", "books", "opens", "closes", "reports", "decides"]


@dataclass(frozen=True)
class StatedDays:
    """Days by role. With `known_until`, there are later ones of the first role that are not listed."""

    of: dict[Role, frozenset[dt.date]] = field(default_factory=dict)
    known_until: dt.date | None = None

    @property
    def all(self) -> frozenset[dt.date]:
        return frozenset().union(*self.of.values())


Stated = Callable[[Any, dt.datetime], StatedDays]
_stated: dict[type[Any], Stated] = {}


def register_stated_days(page_type: type[Any], stated: Stated) -> None:
    """Have dates in the texts of these pages held against the days that `stated(page, now)` gives."""
    _stated[page_type] = stated


def stated_days(page: Any, now: dt.datetime) -> StatedDays:
    """Return the days of a page, none for types that have none."""
    stated = _stated.get(type(page))
    return stated(page, now) if stated else StatedDays()
