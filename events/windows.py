"""Windows of a consultation, and the state that they and the clock give."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from cms.dates import moment
from events.consultation_documents import State

SECOND = dt.timedelta(seconds=1)


@dataclass(frozen=True)
class OpenTime:
    """A window as instants; `ends_at` is the first instant after it."""

    starts_at: dt.datetime
    ends_at: dt.datetime

    @property
    def closes_at(self) -> dt.datetime:
        """Return its last second, which still counts as open."""
        return self.ends_at - SECOND


def state(windows: list[OpenTime], now: dt.datetime, withdrawn: bool, reported: bool) -> State:
    """Return the state of a consultation whose windows are in order."""
    if withdrawn:
        return "withdrawn"
    if any(window.starts_at <= now < window.ends_at for window in windows):
        return "open"
    if now < windows[0].starts_at:
        return "upcoming"
    if now < windows[-1].starts_at:
        return "paused"
    return "reported" if reported else "closed"


def relevant(windows: list[OpenTime], now: dt.datetime) -> OpenTime:
    """Return the window that readers care about: the one open or next to open, else the last."""
    return next((window for window in windows if now < window.ends_at), windows[-1])


def when(current: State, window: OpenTime) -> str:
    """Return such as `Open until 11:59pm on Tuesday 8 April 2026`."""
    sentences = {
        "upcoming": f"Opens at {moment(window.starts_at)}",
        "open": f"Open until {moment(window.closes_at)}",
        "paused": f"Paused. Opens again at {moment(window.starts_at)}",
        "closed": f"Closed at {moment(window.closes_at)}",
        "reported": f"Closed at {moment(window.closes_at)}. Results are out",
        "withdrawn": "Withdrawn",
    }
    return sentences[current]


def next_change(windows: list[OpenTime], now: dt.datetime) -> dt.datetime | None:
    """Return the next instant at which a window opens or has closed."""
    edges = [edge for window in windows for edge in (window.starts_at, window.ends_at)]
    return min((edge for edge in edges if edge > now), default=None)
