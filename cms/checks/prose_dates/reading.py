"""Read the dates in a text of a British council, and only those that leave no doubt.

“9/4”, “9 to 11”, “the ninth” and a month alone are not read. A year is taken from the text itself: from the
date, or from the other end of a range or a list that it stands in.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from cms.dates import DAYS, MONTHS

# Long enough for 29 February.
LEAP_YEAR = 2000
CENTURY = 2000

_WEEKDAY = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?|sat(?:urday)?"
    r"|sun(?:day)?)"
)
# “may” and “march” are verbs too, so these months need their capital.
_MONTH = (
    r"(?:(?i:january|february|april|june|july|august|september|october|november|december"
    r"|jan|feb|apr|jun|jul|aug|sept?|oct|nov|dec)|March|MARCH|Mar|May|MAY)"
)
_NUMBER = r"\d{1,2}(?:(?i:st|nd|rd|th))?"
_ITEM = rf"(?:(?i:{_WEEKDAY}s?)\b\.?,?\s*\(?(?i:the\s+)?)?{_NUMBER}(?![\d:%]|\.\d)"
_BETWEEN = r"\s*(?:,\s*(?:and|or)\b|,|(?i:and|or|to|until|till)\b|[&–—-])\s*"
_YEAR = r"(?:,?\s+(?P<year>(?:19|20)\d\d)(?![\d:]|\s*(?i:people|families|parents|children|pounds)\b))?"

DAY_MONTH = re.compile(
    rf"(?<![\w£$.:/-])(?P<items>{_ITEM}(?:{_BETWEEN}{_ITEM})*)\)?\s*(?i:of\s+)?(?P<month>{_MONTH})\b\.?"
    + _YEAR
    + rf"(?:\s*\((?P<after>(?i:{_WEEKDAY}))\))?"
)
MONTH_DAY = re.compile(
    rf"(?<![\w-])(?P<items>(?P<weekday>(?i:{_WEEKDAY})),?\s+)?(?P<month>{_MONTH})\.?\s+"
    r"(?P<day>\d{1,2})(?P<ordinal>(?i:st|nd|rd|th))?(?![\d:/%]|\.\d|\s*(?i:am|pm)\b)" + _YEAR
)
NUMERIC = re.compile(
    rf"(?<![\w/.-])(?:(?P<weekday>(?i:{_WEEKDAY})),?\s+)?"
    r"(?P<day>\d{1,2})(?P<sign>[/.-])(?P<month>\d{1,2})(?P=sign)(?P<year>(?:19|20)\d\d)(?![\w/])"
)
# Two digits are a year where a weekday says that it is a date: “Tuesday 9/4/30”.
SHORT = re.compile(
    rf"(?<![\w/.-])(?P<weekday>(?i:{_WEEKDAY})),?\s+"
    r"(?P<day>\d{1,2})(?P<sign>[/.])(?P<month>\d{1,2})(?P=sign)(?P<year>\d\d)(?![\w/:]|\.\d)"
)
ISO = re.compile(r"(?<![\w-])(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?![\w-])")
ITEM = re.compile(
    rf"(?:(?P<weekday>(?i:{_WEEKDAY}))(?P<several>(?i:s))?\b(?P<sign>\.?,?)\s*\(?(?i:the\s+)?)?(?P<day>\d{{1,2}})"
)
# “Every Tuesday, 9 April to 7 May” says when a rule begins, which may be on another day of the week.
OF_A_RULE = re.compile(
    r"\b(every|each|most|alternate|other|first|second|third|fourth|last|1st|2nd|3rd|4th)\s+$", re.IGNORECASE
)
HAS_NUMBER = re.compile(r"\d")
JOINED = re.compile(r"\s*(,?\s*(to|until|till|and|or)\b|[,&–—-])\s*(from\s+|on\s+)?", re.IGNORECASE)


@dataclass(frozen=True)
class SaidDate:
    """A date as a text has it, from `start` to `end`; `weekday` counts from Monday, 0."""

    words: str
    start: int
    end: int
    day: int
    month: int
    year: int | None
    weekday: int | None
    # Where it is the end of a range, its beginning.
    since: SaidDate | None = None

    @property
    def is_possible(self) -> bool:
        """Return whether there is such a day in its month."""
        return 1 <= self.day <= calendar.monthrange(self.year or LEAP_YEAR, self.month)[1]

    def on(self, year: int) -> dt.date | None:
        """Return the day in a year, None where that year has none."""
        try:
            return dt.date(year, self.month, self.day)
        except ValueError:
            return None


def read_dates(text: str) -> list[SaidDate]:
    """Return the dates of a text in order."""
    if not HAS_NUMBER.search(text):
        return []
    found = sorted(
        [*_day_months(text), *_month_days(text), *_numbers(text)], key=lambda date: (date.start, -date.end)
    )
    apart: list[SaidDate] = []
    for date in found:
        if not apart or date.start >= apart[-1].end:
            apart.append(date)
    return _with_years_of_others(text, apart)


def _day_months(text: str) -> Iterator[SaidDate]:
    for match in DAY_MONTH.finditer(text):
        month, year = _month(match["month"]), _year(match["year"])
        items = _items(match)
        several = items[0]["several"] is not None
        begun: SaidDate | None = None
        for place, item in enumerate(items):
            last = place == len(items) - 1
            weekday = _weekday(item["weekday"] or (items[0]["weekday"] if several else None))
            if last and match["after"]:
                weekday = _weekday(match["after"])
            if _begins_a_rule(text, match.start("items") + item.start(), item):
                weekday = None
            start = match.start("items") + item.start()
            end = match.end() if last else match.start("items") + item.end()
            words = _words(text[start:end]) if last else f"{_words(text[start:end])} {match['month']}"
            date = SaidDate(words, start, end, int(item["day"]), month, year, weekday)
            if not 1 <= date.day <= 31:
                continue
            if begun is not None and _is_range(match["items"][items[place - 1].end() : item.start()]):
                date = replace(date, since=begun)
            begun = date
            yield date


def _items(match: re.Match[str]) -> list[re.Match[str]]:
    """Return the days of a list, without numbers before it that are no days: “Room 4, 9 April”."""
    items = list(ITEM.finditer(match["items"]))
    signs = [match["items"][one.end() : other.start()] for one, other in pairwise(items)]
    if items[-1]["weekday"]:
        return items[max((n + 1 for n, item in enumerate(items) if not item["weekday"]), default=0) :]
    if not items[0]["weekday"] and not any(re.search(r"and|or|to|till|[&–—-]", sign) for sign in signs):
        return items[-1:]
    return items


def _begins_a_rule(text: str, start: int, item: re.Match[str]) -> bool:
    if OF_A_RULE.search(text[:start]) and item["weekday"]:
        return True
    return item["several"] is not None and "," in item["sign"]


def _is_range(between: str) -> bool:
    return re.search(r"\b(to|until|till)\b|[–—-]", between, re.IGNORECASE) is not None


def _month_days(text: str) -> Iterator[SaidDate]:
    for match in MONTH_DAY.finditer(text):
        # “In May 9 families came”: without more than a month and a number it is no date.
        day = int(match["day"])
        if not (match["weekday"] or match["ordinal"] or match["year"]) or not 1 <= day <= 31:
            continue
        weekday = None if OF_A_RULE.search(text[: match.start()]) else _weekday(match["weekday"])
        yield SaidDate(
            _words(match[0]),
            match.start(),
            match.end(),
            day,
            _month(match["month"]),
            _year(match["year"]),
            weekday,
        )


def _numbers(text: str) -> Iterator[SaidDate]:
    for pattern in (NUMERIC, SHORT, ISO):
        for match in pattern.finditer(text):
            month, day = int(match["month"]), int(match["day"])
            if 1 <= month <= 12 and 1 <= day <= 31:
                weekday = _weekday(match.groupdict().get("weekday"))
                year = int(match["year"]) + (CENTURY if pattern is SHORT else 0)
                yield SaidDate(_words(match[0]), match.start(), match.end(), day, month, year, weekday)


def _with_years_of_others(text: str, dates: list[SaidDate]) -> list[SaidDate]:
    """Give dates the year of the date that they are joined with by “to”, “and” or a dash."""
    known = list(dates)
    for place in reversed(range(len(known) - 1)):
        known[place] = _joined(text, known[place], known[place + 1], known[place], -1)
    for place in range(1, len(known)):
        one, other = known[place - 1], known[place]
        other = _joined(text, one, other, other, +1)
        if other.since is None and _are_joined(text, one, other) and _is_range(text[one.end : other.start]):
            other = replace(other, since=one)
        known[place] = other
    return known


def _joined(text: str, one: SaidDate, other: SaidDate, wanted: SaidDate, step: int) -> SaidDate:
    known = other if wanted is one else one
    if wanted.year is not None or known.year is None or not _are_joined(text, one, other):
        return wanted
    in_order = (one.month, one.day) <= (other.month, other.day)
    return replace(wanted, year=known.year if in_order else known.year + step)


def _are_joined(text: str, one: SaidDate, other: SaidDate) -> bool:
    return JOINED.fullmatch(text[one.end : other.start]) is not None


def _month(name: str) -> int:
    return next(
        n for n, month in enumerate(MONTHS, start=1) if month.casefold().startswith(name[:3].casefold())
    )


def _weekday(name: str | None) -> int | None:
    if not name:
        return None
    return next(n for n, day in enumerate(DAYS) if day.casefold().startswith(name[:3].casefold()))


def _year(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _words(text: str) -> str:
    return " ".join(text.split()).rstrip(",(.")
