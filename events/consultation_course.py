"""The course of a consultation: its windows, and whether it is paused or withdrawn, as plain values."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from cms.content.schemas import write_instant
from cms.dates import day, local, moment
from events import windows
from events.consultation_documents import State
from events.windows import OpenTime

if TYPE_CHECKING:
    from events.consultation_records import ConsultationWindow
    from events.consultations import ConsultationPage

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class CourseWindow:
    """A time during which answers are taken; `id` is None until it is stored."""

    id: int | None
    opens_at: dt.datetime
    closes_at: dt.datetime
    note: str

    @classmethod
    def of(cls, row: ConsultationWindow) -> CourseWindow:
        """Return a stored window."""
        return cls(row.pk, row.opens_at, windows.to_minute(row.closes_at), row.note)

    @property
    def ends_at(self) -> dt.datetime:
        """Return the first instant after it."""
        return windows.end_of_minute(self.closes_at)

    @property
    def public(self) -> tuple[dt.datetime, dt.datetime, str]:
        """Return what people are told of it, to the minute, as forms give it back."""
        return windows.to_minute(self.opens_at), self.closes_at, self.note


@dataclass(frozen=True)
class Course:
    """What actions change; windows in order of opening."""

    windows: tuple[CourseWindow, ...]
    paused_since: dt.datetime | None = None
    withdrawn_at: dt.datetime | None = None

    @classmethod
    def of(cls, page: ConsultationPage) -> Course:
        """Return the course of a page as it stands in memory."""
        rows = (row for row in page.windows.all() if row.opens_at and row.closes_at)
        return cls(in_order(CourseWindow.of(row) for row in rows), page.paused_since, page.withdrawn_at)

    @property
    def times(self) -> list[OpenTime]:
        """Return its windows as instants."""
        return [OpenTime(window.opens_at, window.ends_at) for window in self.windows]

    @property
    def last(self) -> CourseWindow:
        """Return the window that opens last."""
        return self.windows[-1]

    @property
    def is_paused_on(self) -> bool:
        """Return whether it is paused until nobody knows when."""
        return windows.is_paused_on(self.times, self.paused_since)

    def state(self, now: dt.datetime, reported: bool = False) -> State:
        """Return its state."""
        return windows.state(self.times, now, self.withdrawn_at is not None, reported, self.is_paused_on)

    def when(self, now: dt.datetime, reported: bool = False) -> str:
        """Return what people read about it."""
        window = windows.relevant(self.times, now)
        return windows.when(self.state(now, reported), window, self.is_paused_on)

    def with_window(self, changed: CourseWindow, **values: Any) -> Course:
        """Return it with one of its windows changed."""
        new = replace(changed, **values)
        return replace(self, windows=in_order(new if one == changed else one for one in self.windows))

    def with_new_window(self, opens_at: dt.datetime, closes_at: dt.datetime, note: str) -> Course:
        """Return it with a window more."""
        new = CourseWindow(None, windows.to_minute(opens_at), windows.to_minute(closes_at), note)
        return replace(self, windows=in_order([*self.windows, new]))

    def as_json(self) -> dict[str, Any]:
        """Return what goes on record."""
        return {
            "windows": [
                {
                    "opens_at": write_instant(window.opens_at),
                    "closes_at": write_instant(window.closes_at),
                    "note": window.note,
                }
                for window in self.windows
            ],
            "paused_since": write_instant(self.paused_since) if self.paused_since else None,
            "withdrawn_at": write_instant(self.withdrawn_at) if self.withdrawn_at else None,
        }

    @property
    def fingerprint(self) -> str:
        """Return a short hash that differs wherever the course differs."""
        return hashlib.sha256(json.dumps(self.as_json()).encode()).hexdigest()[:20]


def in_order(some: Iterable[CourseWindow]) -> tuple[CourseWindow, ...]:
    """Return windows in order of opening."""
    return tuple(sorted(some, key=lambda window: window.opens_at))


def check_windows(some: Iterable[CourseWindow], field: str = "windows") -> None:
    """Raise ValidationError where there is no window, one is empty, or two overlap."""
    given = in_order(some)
    if not given:
        raise ValidationError({field: "Say when answers are taken: at least one window."})
    for window in given:
        if window.closes_at <= window.opens_at:
            raise ValidationError({field: f"It would close before it opens at {moment(window.opens_at)}."})
    for before, after in pairwise(given):
        if after.opens_at < before.ends_at:
            raise ValidationError({field: "Two windows overlap. Change the dates of one."})


def refuse_midnight(closes_at: dt.datetime, field: str) -> None:
    """Raise ValidationError for a closing at 00:00: some read it as the start of a day, some as its end."""
    at = local(closes_at)
    if (at.hour, at.minute) != (0, 0):
        return
    before = day(at.date() - ONE_DAY)
    raise ValidationError(
        {
            field: f"Midnight leaves open which day is meant: 00:00 is the first minute of {day(at.date())}."
            f" To close at the end of {before}, enter 23:59 of that day."
        }
    )
