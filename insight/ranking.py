"""The one list of what needs doing, in the order of harm to readers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from cms.content.models import ContentPeriod
from cms.dates import day, local
from cms.upkeep.registry import Harm, UpkeepRow, UpkeepSource, upkeep_sources
from insight.models import Postponement

# Readers make their plans for about that long.
SOON = dt.timedelta(days=14)
Kind = ContentPeriod.Kind


@dataclass(frozen=True)
class Task:
    """A row of the list: what a source says, what its item's dates add, and who put it off."""

    row: UpkeepRow
    source: UpkeepSource
    harm: Harm
    reason: str
    urgent_on: dt.date | None
    postponed: Postponement | None = None

    @property
    def place(self) -> tuple[int, dt.date, str]:
        """Return what orders the list: the worst first, then what is soonest or waits longest."""
        return self.harm, self.urgent_on or self.row.day or dt.date.max, self.row.title


@dataclass(frozen=True)
class Kinds:
    """What there is of one kind of things to do."""

    name: str
    label: str
    icon: str
    count: int


def all_tasks(user: Any, now: dt.datetime) -> list[Task]:
    """Return all that a person can do something about, also what was put off, in order.

    The number of queries depends on the sources alone.
    """
    today = local(now).date()
    soon = _dates_ahead(now)
    put_off: dict[str, Postponement] = {}
    for one in Postponement.objects.in_force(today).select_related("by"):
        put_off.setdefault(one.key, one)
    tasks = [
        _ranked(source, row, soon, today, put_off.get(row.key))
        for source in upkeep_sources()
        for row in source.rows(user, now)
    ]
    return sorted(tasks, key=lambda task: task.place)


def open_tasks(tasks: list[Task]) -> list[Task]:
    """Return those that nobody has put off."""
    return [task for task in tasks if task.postponed is None]


def kinds(tasks: list[Task]) -> Iterator[Kinds]:
    """Yield how many tasks there are of each kind, those without any too, in the order of registration."""
    seen: set[str] = set()
    for source in upkeep_sources():
        if source.name not in seen:
            seen.add(source.name)
            count = sum(task.source.name == source.name for task in tasks)
            yield Kinds(source.name, source.label, source.icon, count)


def _ranked(
    source: UpkeepSource,
    row: UpkeepRow,
    soon: dict[UUID, tuple[dt.date, str]],
    today: dt.date,
    postponed: Postponement | None,
) -> Task:
    overdue = row.day is None or row.day <= today
    if row.item in soon and overdue:
        on, words = soon[row.item]
        return Task(row, source, min(row.harm, Harm.MISLED), f"{row.reason} {words}", on, postponed)
    return Task(row, source, row.harm, row.reason, None, postponed)


def _dates_ahead(now: dt.datetime) -> dict[UUID, tuple[dt.date, str]]:
    """Return the items that readers go to or answer soon: the day, and what happens then."""
    until = now + SOON
    dates = Q(kind=Kind.OCCURRENCE, starts_at__lte=until) | Q(
        kind=Kind.WINDOW, starts_at__lte=now, ends_at__lte=until
    )
    periods = ContentPeriod.objects.filter(dates, ends_at__gt=now).exclude(status="cancelled")
    found: dict[UUID, tuple[dt.date, str]] = {}
    for item, kind, starts_at, ends_at in periods.order_by("starts_at").values_list(
        "item_id", "kind", "starts_at", "ends_at"
    ):
        on = local(starts_at if kind == Kind.OCCURRENCE else ends_at - dt.timedelta(seconds=1)).date()
        what = "People come on" if kind == Kind.OCCURRENCE else "It closes on"
        found.setdefault(item, (on, f"{what} {day(on)}."))
    return found
