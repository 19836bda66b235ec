"""Dates of a regular event: RFC 5545 rules over local wall time, and their plain words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from django.core.exceptions import ValidationError

from cms.dates import clock, day

LONDON = ZoneInfo("Europe/London")
# How far ahead the dates of a rule without an end are known.
HORIZON = dt.timedelta(days=548)
MOST_OCCURRENCES = 1000

FREQUENCIES = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}
DAYS = {
    "MO": "Monday",
    "TU": "Tuesday",
    "WE": "Wednesday",
    "TH": "Thursday",
    "FR": "Friday",
    "SA": "Saturday",
    "SU": "Sunday",
}
ORDINALS = {"1": "first", "2": "second", "3": "third", "4": "fourth", "5": "fifth", "-1": "last"}

# What can stand beside FREQ: no more than `words` can say, as people are told the words.
PLAIN_DAYS = r"(MO|TU|WE|TH|FR|SA|SU)(,(MO|TU|WE|TH|FR|SA|SU))*"
ORDINAL_DAYS = r"(-1|[1-5])(MO|TU|WE|TH|FR|SA|SU)(,(-1|[1-5])(MO|TU|WE|TH|FR|SA|SU))*"
INTERVAL = {"INTERVAL": r"[1-9]\d?"}
SHAPES: dict[str, list[dict[str, str]]] = {
    "DAILY": [INTERVAL],
    "WEEKLY": [INTERVAL | {"BYDAY": PLAIN_DAYS, "WKST": "MO"}],
    "MONTHLY": [
        INTERVAL | {"BYDAY": ORDINAL_DAYS},
        INTERVAL | {"BYDAY": PLAIN_DAYS, "BYSETPOS": r"-1|[1-5]"},
        INTERVAL | {"BYMONTHDAY": r"[1-9]|[12]\d|3[01]"},
    ],
    "YEARLY": [INTERVAL],
}


@dataclass(frozen=True)
class Recurrence:
    """A rule with its start as wall time in Europe/London, and what bounds it."""

    rule: str
    starts_at: dt.datetime
    count: int | None = None
    until: dt.date | None = None

    @property
    def is_bounded(self) -> bool:
        """Return whether it has a last date."""
        return self.count is not None or self.until is not None

    def wall_times(self, horizon: dt.datetime) -> Iterator[dt.datetime]:
        """Yield naive local starts up to the horizon; raises ValidationError for a rule out of bounds."""
        for number, start in enumerate(rrulestr(self.bounded_rule, dtstart=self.starts_at)):
            if start > horizon:
                return
            if self.is_bounded and number >= MOST_OCCURRENCES:
                raise ValidationError(
                    {"rrule": f"This rule has more than {MOST_OCCURRENCES} dates. End it earlier."}
                )
            yield start

    @property
    def bounded_rule(self) -> str:
        """Return the rule with its COUNT or UNTIL, the latter as local wall time."""
        check_rule(self.rule)
        if self.count is not None:
            return f"{self.rule};COUNT={self.count}"
        if self.until is not None:
            return f"{self.rule};UNTIL={self.until:%Y%m%d}T235959"
        return self.rule


def parts(rule: str) -> dict[str, str]:
    """Return the parts of a rule by name; raises ValidationError where it is not one."""
    pairs = [part.partition("=") for part in rule.split(";")]
    if not all(equals and value for _, equals, value in pairs):
        raise ValidationError({"rrule": f"“{rule}” is not a rule such as FREQ=WEEKLY;BYDAY=TU."})
    return {name: value for name, _, value in pairs}


def check_rule(rule: str) -> None:
    """Raise ValidationError unless the rule goes on at a humane pace and `words` can say it."""
    named = parts(rule)
    frequency = named.pop("FREQ", "")
    if frequency not in FREQUENCIES:
        raise ValidationError({"rrule": "FREQ must be DAILY, WEEKLY, MONTHLY or YEARLY."})
    if not any(_fits(named, shape) for shape in SHAPES[frequency]):
        raise ValidationError(
            {
                "rrule": f"“{rule}” can not be said in plain words. Use such as FREQ=WEEKLY;BYDAY=TU,TH or"
                " FREQ=MONTHLY;BYDAY=-1WE, with an INTERVAL from 1 to 99, and give the end in its own field."
            }
        )


def _fits(named: dict[str, str], shape: dict[str, str]) -> bool:
    if ("BYSETPOS" in shape) != ("BYSETPOS" in named) or ("BYSETPOS" in named and "BYDAY" not in named):
        return False
    return all(name in shape and re.fullmatch(shape[name], value) for name, value in named.items())


def instant(wall_time: dt.datetime) -> dt.datetime:
    """Return the instant of a local wall time; raises ValidationError where it is none or two.

    On the night the clocks go forward an hour of wall times does not exist; when they go back, one
    happens twice. Neither is guessed.
    """
    local = wall_time.replace(tzinfo=LONDON)
    named = f"{clock(wall_time.time())} on {day(wall_time.date())}"
    if local.astimezone(dt.UTC).astimezone(LONDON).replace(tzinfo=None) != wall_time:
        raise ValidationError({"start_time": f"{named} does not exist: the clocks go forward then."})
    if local.utcoffset() != local.replace(fold=1).utcoffset():
        raise ValidationError({"start_time": f"{named} happens twice: the clocks go back then."})
    return local.astimezone(dt.UTC)


def words(recurrence: Recurrence, term_time_only: bool, all_day: bool = False) -> str:
    """Return such as `Every second Tuesday at 9:30am, in school terms, until 14 July 2026`."""
    named = parts(recurrence.rule)
    text = f"Every {_each(named, recurrence.starts_at)}"
    if named["FREQ"] == "MONTHLY":
        text = f"The {_each(named, recurrence.starts_at)}"
    if not all_day:
        text += f" at {clock(recurrence.starts_at.time())}"
    if term_time_only:
        text += ", in school terms"
    if recurrence.count is not None:
        text += f", {recurrence.count} times"
    elif recurrence.until is not None:
        text += f", until {recurrence.until.day} {recurrence.until:%B %Y}"
    return text


def _each(named: dict[str, str], start: dt.datetime) -> str:
    interval = int(named.get("INTERVAL", "1"))
    unit = FREQUENCIES[named["FREQ"]]
    if named["FREQ"] == "MONTHLY":
        months = {1: "every month", 2: "every second month"}.get(interval, f"every {interval} months")
        return f"{_day_of_month(named, start)} of {months}"
    if named["FREQ"] == "WEEKLY":
        days = join([DAYS[name] for name in named.get("BYDAY", "").split(",") if name]) or f"{start:%A}"
        return days if interval == 1 else f"second {days}" if interval == 2 else f"{interval} weeks on {days}"
    if interval == 1:
        return unit
    return f"second {unit}" if interval == 2 else f"{interval} {unit}s"


def _day_of_month(named: dict[str, str], start: dt.datetime) -> str:
    names = named.get("BYDAY", "").split(",")
    if names == [""]:
        return f"day {named.get('BYMONTHDAY', start.day)}"
    if named.get("BYSETPOS"):
        ordinal = ORDINALS.get(named["BYSETPOS"], named["BYSETPOS"])
        if set(names) == set(list(DAYS)[:5]):
            return f"{ordinal} weekday"
        return f"{ordinal} {join([DAYS[name] for name in names], 'or')}"
    return join([f"{ORDINALS.get(name[:-2], 'every')} {DAYS[name[-2:]]}" for name in names])


def join(names: Collection[str], conjunction: str = "and") -> str:
    """Return such as `Monday, Tuesday and Friday`."""
    *first, last = names or [""]
    return f"{', '.join(first)} {conjunction} {last}" if first else last
