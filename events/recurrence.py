"""Dates of a regular event: RFC 5545 rules over local wall time, and their plain words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from django.core.exceptions import ValidationError

from cms.dates import clock, day

LONDON = ZoneInfo("Europe/London")
# How far ahead the dates of a rule without an end are known: 18 months from any day of the month that it is
# counted from.
HORIZON = dt.timedelta(days=580)
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
ORDINAL_WORDS = [
    *("first", "second", "third", "fourth", "fifth"),
    *("sixth", "seventh", "eighth", "ninth", "tenth"),
]
COUNTED = "counting those left out"
WORKING_DAYS = list(DAYS)[:5]

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


def read_rule(text: str, starts_at: dt.datetime) -> Recurrence:
    """Return the recurrence of an iCalendar RRULE and a start as local wall time.

    UNTIL may be a day, which is itself included, a local wall time, or an instant that ends in Z. What
    changes no date (WKST in most rules) is left out. Raises ValidationError for what `words` can not say.
    """
    named = parts(text.strip().upper())
    count, until = named.pop("COUNT", None), named.pop("UNTIL", None)
    if count is not None and until is not None:
        raise ValidationError({"rrule": "A rule ends by COUNT or by UNTIL, not by both."})
    if count is not None and not re.fullmatch(r"[1-9]\d{0,3}", count):
        raise ValidationError({"rrule": f"COUNT={count} is not a number from 1 to 9999."})
    if named.get("FREQ") != "WEEKLY" or "INTERVAL" not in named or "," not in named.get("BYDAY", ""):
        named.pop("WKST", None)
    if named.get("BYMONTHDAY") == "-1" and "BYDAY" not in named:
        del named["BYMONTHDAY"]
        named |= {"BYDAY": ",".join(DAYS), "BYSETPOS": "-1"}
    its_day = {"FREQ": "YEARLY", "BYMONTH": str(starts_at.month), "BYMONTHDAY": str(starts_at.day)}
    if its_day.items() <= named.items():
        del named["BYMONTH"], named["BYMONTHDAY"]
    rule = ";".join(f"{name}={value}" for name, value in named.items())
    check_rule(rule)
    return Recurrence(rule, starts_at, int(count) if count else None, _last_day(until, starts_at))


def _last_day(until: str | None, starts_at: dt.datetime) -> dt.date | None:
    """Return the last day on which a date may start that UNTIL allows."""
    if until is None:
        return None
    for form in ("%Y%m%d", "%Y%m%dT%H%M%S", "%Y%m%dT%H%M%SZ"):
        try:
            last = dt.datetime.strptime(until, form)
        except ValueError:
            continue
        if form == "%Y%m%d":
            return last.date()
        if form.endswith("Z"):
            last = last.replace(tzinfo=dt.UTC).astimezone(LONDON).replace(tzinfo=None)
        return last.date() if last.time() >= starts_at.time() else last.date() - dt.timedelta(days=1)
    raise ValidationError({"rrule": f"UNTIL={until} is neither a day nor a time such as 20260714T083000Z."})


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
    # Its two offsets differ for both: for an hour that is left out as for one that happens twice.
    if local.utcoffset() != local.replace(fold=1).utcoffset():
        named = f"{clock(wall_time.time())} on {day(wall_time.date())}"
        exists = local.astimezone(dt.UTC).astimezone(LONDON).replace(tzinfo=None) == wall_time
        why = (
            "happens twice: the clocks go back then"
            if exists
            else "does not exist: the clocks go forward then"
        )
        raise ValidationError({"start_time": f"{named} {why}."})
    return local.astimezone(dt.UTC)


def nth(number: int) -> str:
    """Return such as `last`, `third`, `12th` or `21st`."""
    if number == -1:
        return "last"
    return ORDINAL_WORDS[number - 1] if number <= len(ORDINAL_WORDS) else ordinal(number)


def ordinal(number: int) -> str:
    """Return such as `1st`, `12th` or `23rd`."""
    suffix = "th" if number // 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def words(
    recurrence: Recurrence, term_time_only: bool, all_day: bool = False, *, skip_bank_holidays: bool = False
) -> str:
    """Return such as `Every second Tuesday at 9:30am, in school terms, until 14 July 2026`."""
    start, until = recurrence.starts_at, recurrence.until
    rhythm = _rhythm(parts(recurrence.rule), start)
    time = "" if all_day else f" at {clock(start.time())}"
    if not all_day and start.time() == dt.time():
        time += ", the start of the day"
    tails = {
        "where there is one": may_be_missing(recurrence.rule, (start.month, start.day)),
        "in school terms": term_time_only,
        "not on bank holidays": skip_bank_holidays,
        f"{recurrence.count} time{'' if recurrence.count == 1 else 's'}": recurrence.count is not None,
        # COUNT is of the rule's dates, so fewer are held where holidays take some of them.
        COUNTED: recurrence.count is not None and (term_time_only or skip_bank_holidays),
        f"until {until.day} {until:%B %Y}" if until else "": until is not None and recurrence.count is None,
    }
    return ", ".join([rhythm + time, *(tail for tail, is_so in tails.items() if is_so)])


def may_be_missing(rule: str, day_of_year: tuple[int, int] | None) -> bool:
    """Return whether some months or years have no such day; `day_of_year` is the start's (month, day)."""
    named = parts(rule)
    if named["FREQ"] == "YEARLY":
        return day_of_year == (2, 29)
    if named["FREQ"] != "MONTHLY":
        return False
    names = set(named.get("BYDAY", "").split(","))
    if names == {""}:
        return int(named.get("BYMONTHDAY", day_of_year[1] if day_of_year else 0)) > 28
    return any(name.startswith("5") for name in names) or (named.get("BYSETPOS") == "5" and len(names) == 1)


def _rhythm(named: dict[str, str], start: dt.datetime) -> str:
    interval, unit = int(named.get("INTERVAL", "1")), FREQUENCIES[named["FREQ"]]
    every = unit if interval == 1 else f"{nth(interval)} {unit}"
    codes = set(named.get("BYDAY", "").split(","))
    if named["FREQ"] == "MONTHLY":
        return f"The {_day_of_month(named, start)} of every {every}"
    if named["FREQ"] == "YEARLY":
        return f"Every {every} on {start.day} {start:%B}"
    if named["FREQ"] == "DAILY":
        return f"Every {every}"
    if codes == set(WORKING_DAYS) and interval == 1:
        return "Every weekday"
    days = [name for code, name in DAYS.items() if code in codes] or [f"{start:%A}"]
    if interval == 1:
        return f"Every {join(days)}"
    return f"Every second {days[0]}" if interval == 2 and len(days) == 1 else f"Every {every} on {join(days)}"


def _day_of_month(named: dict[str, str], start: dt.datetime) -> str:
    names = named.get("BYDAY", "").split(",")
    if names == [""]:
        return ordinal(int(named.get("BYMONTHDAY", start.day)))
    if "BYSETPOS" in named:
        return _nth_of(set(names), int(named["BYSETPOS"]))
    codes = list(DAYS)
    positions = sorted(
        {(int(name[:-2]), codes.index(name[-2:])) for name in names},
        key=lambda position: (position[0] < 0, position),
    )
    return join(
        [
            f"{join([nth(number) for number, _ in group])} {DAYS[codes[weekday]]}"
            for weekday, group in groupby(positions, key=lambda position: position[1])
        ]
    )


def _nth_of(codes: set[str], number: int) -> str:
    """Return such as `first weekday`, `last day` or `last of the Saturdays and Sundays`."""
    if codes == set(DAYS):
        return "last day" if number == -1 else ordinal(number)
    if codes == set(WORKING_DAYS):
        return f"{nth(number)} weekday"
    days = [name for code, name in DAYS.items() if code in codes]
    return (
        f"{nth(number)} {days[0]}"
        if len(days) == 1
        else f"{nth(number)} of the {join([f'{name}s' for name in days])}"
    )


def join(names: Collection[str], conjunction: str = "and") -> str:
    """Return such as `Monday, Tuesday and Friday`."""
    *first, last = names or [""]
    return f"{', '.join(first)} {conjunction} {last}" if first else last
