"""What needs doing: each room and area registers a source of rows, and one list shows them all.

A new source is one function from a person and the present moment to the rows that this person can do
something about, in a number of queries that does not grow with them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any
from uuid import UUID

LONGEST_KEY = 400


class Harm(IntEnum):
    """What becomes of readers if nobody does it, the worst first."""

    MISLED = 1
    EXPOSED = 2
    BROKEN = 3
    PROMISE = 4
    WAITING = 5
    STALE = 6
    UNCLEAR = 7
    UNFOUND = 8
    OWN = 9

    @property
    def words(self) -> str:
        """Return it as editors read it."""
        return HARM_IN_WORDS[self]


HARM_IN_WORDS = {
    Harm.MISLED: "Readers may go to the wrong place or miss a day",
    Harm.EXPOSED: "Something private may be shown without consent",
    Harm.BROKEN: "Something does not work for readers",
    Harm.PROMISE: "A promise is broken, or soon will be",
    Harm.WAITING: "News does not reach readers",
    Harm.STALE: "What readers see may be out of date",
    Harm.UNCLEAR: "Some readers may not understand it",
    Harm.UNFOUND: "People do not find what they look for",
    Harm.OWN: "Work that you have begun",
}


@dataclass(frozen=True)
class UpkeepAction:
    """What mends a row: a page of the admin to open, or with `posts` a button that does it at once."""

    label: str
    url: str
    posts: bool = False


@dataclass(frozen=True)
class UpkeepRow:
    """One thing to do.

    `key` names the thing and its state, so that a row which was put off comes back when the state changes.
    `day` is by when it should be done, or since when it waits. `item` is the public item that it is about:
    one that readers will go to soon comes before all else.
    """

    key: str
    title: str
    url: str
    reason: str
    harm: Harm
    day: dt.date | None
    action: UpkeepAction
    item: UUID | None = None
    who: str = ""


@dataclass(frozen=True)
class UpkeepSource:
    """A kind of things to do; `rows` gives those that a person can do something about."""

    name: str
    label: str
    icon: str
    rows: Callable[[Any, dt.datetime], Iterable[UpkeepRow]]


_sources: list[UpkeepSource] = []


def register_upkeep_source(source: UpkeepSource) -> None:
    """Have a source's rows in the list, and its number on the admin's home, in the order of registration.

    Several sources of one name are one kind to editors.
    """
    _sources.append(source)


def upkeep_sources() -> list[UpkeepSource]:
    """Return what is registered."""
    return list(_sources)
