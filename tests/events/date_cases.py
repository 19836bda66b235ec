"""Cases about dates: events as they stand in iCalendar text, each with its dates written out.

A table in date_tables/ has a name, iCalendar lines, and the dates after `=`, with GMT or BST for the instant;
`...` follows where the rule goes on. `!` stands before the words with which the hub refuses the event, `~`
before a library that is known to answer otherwise, and why. `?` asks whether a window is open at an instant,
`@` which dates are on the day that an instant has here.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from events.recurrence import LONDON

TABLES = Path(__file__).parent / "date_tables"
# Endless rules of the tables are followed this far, which is past all that is written out.
HORIZON = dt.datetime(2027, 1, 1)
ENDLESS = "..."
STAMP = "DTSTAMP:20260101T000000Z"
MARKS = {"= ", "! ", "~ ", "? ", "@ "}

ZONE = """BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
DTSTART:19810329T010000
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
TZNAME:BST
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
TZNAME:GMT
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""

Moment = dt.datetime | dt.date
Date = tuple[Moment, Moment]


@dataclass(frozen=True)
class DateCase:
    """One event and its dates."""

    name: str
    lines: tuple[str, ...]
    dates: tuple[str, ...]
    endless: bool = False
    refused: str = ""
    others: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()

    def values(self, name: str) -> list[str]:
        """Return what stands behind the colon of each line of that name."""
        return [line.partition(":")[2] for line in self.lines if line.startswith((f"{name}:", f"{name};"))]

    @property
    def start(self) -> str:
        """Return the start as it stands."""
        return self.values("DTSTART")[0]

    @property
    def all_day(self) -> bool:
        """Return whether it takes whole days."""
        return "T" not in self.start

    def shown(self, dates: list[Date]) -> tuple[str, ...]:
        """Return dates as the tables write them, no more than are there."""
        said = [self._said(*date) for date in sorted(dates)]
        return tuple(said[: len(self.dates)] if self.endless else said)

    def _said(self, starts: Moment, ends: Moment) -> str:
        if not isinstance(starts, dt.datetime) or not isinstance(ends, dt.datetime):
            first, last = (f"{day:%a %d %b %Y}" for day in (starts, ends - dt.timedelta(days=1)))
        else:
            first, last = (f"{edge.astimezone(LONDON):%a %d %b %Y %H:%M %Z}" for edge in (starts, ends))
        return first if first == last else f"{first} to {last}"


def table(name: str) -> list[DateCase]:
    """Return the cases of one table."""
    blocks = (TABLES / f"{name}.txt").read_text(encoding="utf-8").strip().split("\n\n")
    return [_case(block.split("\n")) for block in blocks]


def _case(lines: list[str]) -> DateCase:
    name, *rest = lines
    dates = [date for line in rest if line.startswith("= ") for date in line[2:].split(" | ")]
    return DateCase(
        name,
        tuple(line for line in rest if line[:2] not in MARKS),
        tuple(date for date in dates if date != ENDLESS),
        endless=ENDLESS in dates,
        refused="".join(line[2:] for line in rest if line.startswith("! ")),
        others=tuple(line[2:].partition(":")[0] for line in rest if line.startswith("~ ")),
        asked=tuple(line[2:] for line in rest if line.startswith(("? ", "@ "))),
    )


def calendar(cases: list[DateCase]) -> str:
    """Return one iCalendar file with all of them, each with its name as UID."""
    events = [
        "\n".join(["BEGIN:VEVENT", f"UID:{case.name}", STAMP, *case.lines, "END:VEVENT\n"]) for case in cases
    ]
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//test//EN\n{ZONE}{''.join(events)}END:VCALENDAR\n"
    return text.replace("\n", "\r\n")


TABLE_NAMES = sorted(path.stem for path in TABLES.glob("*.txt"))
CASES = {name: table(name) for name in TABLE_NAMES}
