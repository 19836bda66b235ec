"""What an importer reads from a file: rows with values, or refusals that say why and where."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from cms.importing.terms import Terms

LONGEST_QUOTE = 60


class FileRefused(Exception):  # noqa: N818, it reads as what happened
    """Nothing of a file can be read; says why and how to mend it."""


class RowRefused(Exception):  # noqa: N818
    """One row can not be taken; says all that is wrong with it."""

    def __init__(self, *faults: str) -> None:
        self.faults = list(faults)
        super().__init__(" ".join(faults))


@dataclass(frozen=True)
class Row:
    """One listing: the values of its page by field, as JSON, and what people need to know of it."""

    where: str
    source_id: str
    values: dict[str, Any]
    when: str = ""
    notes: tuple[str, ...] = ()
    # Why it is not made public before somebody has looked at it.
    holds: tuple[str, ...] = ()
    first_published_at: dt.datetime | None = None

    @property
    def title(self) -> str:
        return str(self.values.get("title", ""))


@dataclass(frozen=True)
class Refusal:
    """A row that can not be taken."""

    where: str
    faults: tuple[str, ...]
    title: str = ""


@dataclass(frozen=True)
class Choices:
    """What the person who imports has said about a file."""

    now: dt.datetime
    time_zone: ZoneInfo | None = None
    mapping: dict[str, str] = field(default_factory=dict)
    terms: Terms = field(default_factory=Terms)


def quote(value: object) -> str:
    """Return a value in quotation marks, cut where it is long."""
    text = str(value)
    return f"“{text[: LONGEST_QUOTE - 1]}…”" if len(text) > LONGEST_QUOTE else f"“{text}”"
