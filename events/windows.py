"""Windows of a consultation, and the state that they and the clock give."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from cms.dates import day, local, moment, span
from events.consultation_documents import State

SECOND = dt.timedelta(seconds=1)
MINUTE = dt.timedelta(minutes=1)


def to_minute(instant: dt.datetime) -> dt.datetime:
    """Return the minute in which an instant lies."""
    return instant.replace(second=0, microsecond=0)


def end_of_minute(last_minute: dt.datetime) -> dt.datetime:
    """Return the first instant after a closing: its last minute counts to its end."""
    return to_minute(last_minute) + MINUTE


@dataclass(frozen=True)
class OpenTime:
    """A window as instants; `ends_at` is the first instant after it."""

    starts_at: dt.datetime
    ends_at: dt.datetime

    @property
    def closes_at(self) -> dt.datetime:
        """Return its last second, which still counts as open."""
        return self.ends_at - SECOND


def is_paused_on(windows: Sequence[OpenTime], paused_since: dt.datetime | None) -> bool:
    """Return whether a pause has no known end: no window comes after it."""
    return paused_since is not None and paused_since >= windows[-1].ends_at


def state(
    windows: Sequence[OpenTime], now: dt.datetime, withdrawn: bool, reported: bool, paused_on: bool = False
) -> State:
    """Return the state of a consultation whose windows are in order.

    With `paused_on` its last window ended in a pause, and nobody knows when it opens again.
    """
    if withdrawn:
        return "withdrawn"
    if any(window.starts_at <= now < window.ends_at for window in windows):
        return "open"
    if now < windows[0].starts_at:
        return "upcoming"
    if now < windows[-1].starts_at or paused_on:
        return "paused"
    return "reported" if reported else "closed"


def relevant(windows: Sequence[OpenTime], now: dt.datetime) -> OpenTime:
    """Return the window that readers care about: the one open or next to open, else the last."""
    return next((window for window in windows if now < window.ends_at), windows[-1])


def opening(starts_at: dt.datetime) -> str:
    """Return such as `at 9am on Tuesday 8 April 2026`; what opens as the day begins, opens `on` that day."""
    return f"at {moment(starts_at)}" if _has_hour(starts_at) else f"on {day(local(starts_at).date())}"


def between(opens_at: dt.datetime, closes_at: dt.datetime) -> str:
    """Return a window such as `Monday 2 March 2026, 9am to Tuesday 7 April 2026, 11:59pm`."""
    if _has_hour(opens_at):
        return span(opens_at, closes_at)
    return f"{day(local(opens_at).date())} until {moment(closes_at)}"


def _has_hour(starts_at: dt.datetime) -> bool:
    return local(starts_at).time() != dt.time.min


def when(current: State, window: OpenTime, paused_on: bool = False) -> str:
    """Return such as `Open until 11:59pm on Tuesday 8 April 2026`."""
    if current == "paused" and paused_on:
        return "Paused. The day it opens again is not known yet"
    sentences = {
        "upcoming": f"Opens {opening(window.starts_at)}",
        "open": f"Open until {moment(window.closes_at)}",
        "paused": f"Paused. Opens again {opening(window.starts_at)}",
        "closed": f"Closed at {moment(window.closes_at)}",
        "reported": f"Closed at {moment(window.closes_at)}. Results are out",
        "withdrawn": "Withdrawn",
    }
    return sentences[current]


def next_change(windows: Sequence[OpenTime], now: dt.datetime) -> dt.datetime | None:
    """Return the next instant at which a window opens or has closed."""
    edges = [edge for window in windows for edge in (window.starts_at, window.ends_at)]
    return min((edge for edge in edges if edge > now), default=None)
