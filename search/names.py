"""What the lists of words and the calendar know, read once for each change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from cms.indicators import Indicator
from cms.organisations import Organisation
from cms.taxonomies import TAXONOMIES, Area, Taxonomy
from events.term_dates import SchoolHoliday

# A word can be changed without a change of any item.
LONGEST = dt.timedelta(seconds=30)


@dataclass(frozen=True)
class Names:
    """The words of all kinds."""

    by_kind: Mapping[str, Mapping[str, str]]
    countywide: frozenset[str]
    areas: list[str]
    # Towns and villages by the slug of their area.
    places: Mapping[str, list[str]]
    # Name, first and last day, both included.
    holidays: list[tuple[str, dt.date, dt.date]]
    sequence: int
    read_at: dt.datetime

    def name(self, kind: str, slug: str) -> str:
        """Return how people call a facet."""
        known = self.by_kind.get(kind, {}).get(slug)
        return known or slug.replace("-", " ").replace("_", " ").capitalize()


_kept: list[Names] = []


def names(now: dt.datetime, sequence: int) -> Names:
    """Return the words as of the newest change of content, or as of a few seconds ago."""
    if _kept and _kept[0].sequence == sequence and _kept[0].read_at <= now < _kept[0].read_at + LONGEST:
        return _kept[0]
    _kept[:] = [_read(sequence, now)]
    return _kept[0]


def forget() -> None:
    """Read the words again the next time."""
    _kept.clear()


def _read(sequence: int, now: dt.datetime) -> Names:
    models: list[type[Taxonomy]] = [*TAXONOMIES, Organisation]
    by_kind = {model.kind: dict(model._default_manager.values_list("slug", "name")) for model in models}
    by_kind["indicator"] = {
        code: f"{code} {title}" for code, title in Indicator.objects.current().values_list("code", "title")
    }
    areas = list(Area.objects.all())
    return Names(
        by_kind=by_kind,
        countywide=frozenset(area.slug for area in areas if area.covers_all),
        areas=[area.slug for area in areas],
        places={area.slug: area.place_names for area in areas},
        holidays=list(SchoolHoliday.objects.values_list("name", "first_day", "last_day")),
        sequence=sequence,
        read_at=now,
    )
