"""The picture of the whole county: who has adopted the standard, what is weak, and how that changes.

No service that has not put itself on the register is named, or can be told from the numbers.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Min

from cms.taxonomies import Area
from standard.assessments.models import SERVICE_KINDS, Answer, Assessment
from standard.assessments.statements import current_version, statements
from standard.register.models import RegisterEntry
from standard.register.suppression import FEWEST, sum_is_told, told_share, withheld

LOW = 2


@dataclass(frozen=True)
class AdoptionRow:
    """How many services of a kind or an area there are; None where that must not be told."""

    name: str
    assessed: int | None
    working_to: int
    meets: int


@dataclass(frozen=True)
class WeakRow:
    """How many services say of a statement that they are at level 0 or 1."""

    code: str
    title: str
    low: int | None


@dataclass(frozen=True)
class YearRow:
    """How many services finished an assessment in a year, and how many had each part at level 2 or above."""

    year: int
    services: int | None
    at_level: list[int | None]


@dataclass(frozen=True)
class CountyPicture:
    """All tables; `services` is None where it would give one of the rows away."""

    services: int | None
    by_kind: list[AdoptionRow]
    by_area: list[AdoptionRow]
    weakest: list[WeakRow]
    years: list[YearRow]
    dimensions: list[str]


def county_picture(today: dt.date) -> CountyPicture:
    """Return the picture as of a day."""
    finished = list(Assessment.objects.filter(finished_on__isnull=False).prefetch_related("areas"))
    before = {one.previous_id for one in finished}
    services = [one for one in finished if one.pk not in before]
    entries = list(
        RegisterEntry.objects.filter(stepped_down_on=None, expires_on__gte=today).prefetch_related("areas")
    )
    public = _heads(entries, finished)
    by_kind, sum_of_kinds = _adoption(
        [(one.get_service_kind_display(), one.pk in public) for one in services],
        [(one.get_service_kind_display(), one.recognition) for one in entries],
        SERVICE_KINDS.values(),
    )
    by_area, _ = _adoption(
        [(area.name, one.pk in public) for one in services for area in one.areas.all()],
        [(area.name, one.recognition) for one in entries for area in one.areas.all()],
        Area.objects.values_list("name", flat=True),
    )
    years, dimensions = _years(finished)
    return CountyPicture(
        services=len(services) if sum_of_kinds else None,
        by_kind=by_kind,
        by_area=by_area,
        weakest=_weakest(services),
        years=years,
        dimensions=dimensions,
    )


def _heads(entries: Iterable[RegisterEntry], finished: Iterable[Assessment]) -> set[UUID]:
    """Return the newest assessments of the services on the register, whose entry may be of an earlier one."""
    following = {one.previous_id: one.pk for one in finished if one.previous_id}
    heads = set()
    for entry in entries:
        newest = entry.assessment_id
        while newest in following:
            newest = following[newest]
        heads.add(newest)
    return heads


def _adoption(
    services: Iterable[tuple[str, bool]], entries: Iterable[tuple[str, str]], names: Iterable[str]
) -> tuple[list[AdoptionRow], bool]:
    """Return the rows, and whether their sum may be told.

    Whoever is on the register is named there, so a small rest beside them would give others away.
    """
    services = list(services)
    assessed = Counter(name for name, _ in services)
    rest = Counter(name for name, is_public in services if not is_public)
    listed = Counter(entries)
    names = list(names)
    hidden = withheld({name: rest[name] for name in names})
    rows = [
        AdoptionRow(
            name=name,
            assessed=None if name in hidden else assessed[name],
            working_to=listed[name, "working_to"],
            meets=listed[name, "meets"],
        )
        for name in names
    ]
    return rows, sum_is_told({name: rest[name] for name in names}, hidden)


def _weakest(services: list[Assessment]) -> list[WeakRow]:
    """Return the statements of the current version, those first of which most services say 0 or 1."""
    version = current_version()
    ours = [one.pk for one in services if one.version == version]
    if version is None or len(ours) < FEWEST:
        return []
    low = Counter(
        Answer.objects.filter(assessment__in=ours, level__lt=LOW).values_list("code", flat=True).order_by()
    )
    rows = [
        WeakRow(one.code, one.title, low[one.code] if told_share(low[one.code], len(ours)) else None)
        for one in statements(version)
    ]
    return sorted(rows, key=lambda row: -(row.low or 0))


def _years(finished: list[Assessment]) -> tuple[list[YearRow], list[str]]:
    """Return the years and the parts, by what services answered; evidence is not counted again."""
    of_year: dict[int, list[UUID]] = defaultdict(list)
    for one in finished:
        if one.finished_on:
            of_year[one.finished_on.year].append(one.pk)
    levels = (
        Answer.objects.filter(assessment__finished_on__isnull=False, level__isnull=False)
        .values_list("assessment", "dimension")
        .annotate(lowest=Min("level"))
        .order_by()
    )
    lowest = {(assessment, dimension): level for assessment, dimension, level in levels}
    dimensions = sorted({dimension for _, dimension in lowest}, key=int)
    rows = []
    for year, ids in sorted(of_year.items()):
        at_level = [sum(lowest.get((one, part), 0) >= LOW for one in ids) for part in dimensions]
        told = [count if told_share(count, len(ids)) else None for count in at_level]
        rows.append(YearRow(year, len(ids) if len(ids) >= FEWEST else None, told))
    return rows, dimensions
