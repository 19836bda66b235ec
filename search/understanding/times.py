"""Times in words: days of the council's, years."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence

from search.analysis import terms
from search.names import Names
from search.query import Boost
from search.understanding.meaning import Chip
from search.understanding.readings import Days, Reading, Use, said
from search.understanding.spans import spans
from search.understanding.words import Word

DAY = dt.timedelta(days=1)
WEEKDAYS = [name.lower() for name in calendar.day_name]
MONTHS = [name.lower() for name in calendar.month_name]
NUMBERS = {
    "a": 1, "one": 1, "couple": 2, "couple of": 2, "two": 2, "few": 3, "three": 3, "four": 4, "five": 5,
    "six": 6, "seven": 7, "eight": 8, "ten": 10, "twelve": 12, "fourteen": 14, "fortnight": 2,
}  # fmt: skip
MOST_DAYS = 400
WEEKDAY = "|".join(WEEKDAYS)
MONTH = "|".join(MONTHS[1:])
NUMBER = rf"\d{{1,3}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))}"
ORDINALS = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "last": -1,
}
# Words that may be misspelt, and that no item has to have.
TIME_WORDS = frozenset(
    {*WEEKDAYS, *MONTHS[1:], "today", "tomorrow", "tonight", "weekend", "fortnight", "holidays"}
)
Read = Callable[[re.Match[str], dt.date], Days | None]


def _week(match: re.Match[str], today: dt.date) -> Days:
    """Return this week as seven days from today, next week from Monday to Sunday."""
    if match["which"] != "next":
        return Days(today, today + 6 * DAY)
    monday = today + (7 - today.weekday()) * DAY
    return Days(monday, monday + 6 * DAY)


def _weekend(match: re.Match[str], today: dt.date) -> Days:
    sunday = today + (6 - today.weekday()) * DAY
    first = max(sunday - DAY, today)
    if match["which"] == "next":
        return Days(sunday + 6 * DAY, sunday + 7 * DAY)
    return Days(first, sunday)


def _month(match: re.Match[str], today: dt.date) -> Days:
    if match["which"] != "next":
        return Days(today, _last_of(today))
    first = _last_of(today) + DAY
    return Days(first, _last_of(first))


def _next_few(match: re.Match[str], today: dt.date) -> Days | None:
    said_number = match["number"] or "one"
    number = NUMBERS.get(said_number) or int(said_number)
    days = {"day": 1, "week": 7, "fortnight": 14, "month": 30}[match["unit"]] * number
    return Days(today, today + days * DAY) if 0 < days <= MOST_DAYS else None


def _named_month(match: re.Match[str], today: dt.date) -> Days:
    """Return the month as it comes next, this one too; with a year, that of the year."""
    month = MONTHS.index(match["month"])
    year = int(match["year"]) if match["year"] else today.year + (month < today.month)
    first = dt.date(year, month, 1)
    return Days(first, _last_of(first))


def _named_day(match: re.Match[str], today: dt.date) -> Days:
    ahead = (WEEKDAYS.index(match["day"]) - today.weekday()) % 7
    if match["which"] == "next" and not ahead:
        ahead = 7
    return Days(today + ahead * DAY, today + ahead * DAY)


def _day_of_month(match: re.Match[str], today: dt.date) -> Days:
    """Return the next day that is such a one as the first Saturday of a month."""
    number, weekday = ORDINALS[match["ordinal"]], WEEKDAYS.index(match["day"])
    first = today.replace(day=1)
    while True:
        days = [first + place * DAY for place in range((_last_of(first) - first).days + 1)]
        day = [one for one in days if one.weekday() == weekday][number - (number > 0)]
        if day >= today:
            return Days(day, day)
        first = _last_of(first) + DAY


def _last_of(day: dt.date) -> dt.date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


EARLIER = r"(?:(?:on|in|over|during|for|within|at) )?(?:the )?"
TIMES: list[tuple[re.Pattern[str], Read]] = [
    (
        re.compile(
            rf"{EARLIER}(?P<ordinal>{'|'.join(ORDINALS)}) (?P<day>{WEEKDAY})"
            r" (?:of|in) (?:the|every|each) month"
        ),
        _day_of_month,
    ),
    (
        re.compile(
            rf"{EARLIER}(?:next|coming) (?:(?P<number>{NUMBER}) )(?P<unit>day|week|fortnight|month)s?"
        ),
        _next_few,
    ),
    (re.compile(rf"{EARLIER}next (?P<number>)(?P<unit>fortnight)"), _next_few),
    (re.compile(r"(?P<which>this|next) week"), _week),
    (re.compile(r"(?:(?:on|over|at) )?(?P<which>this|next|the) weekend"), _weekend),
    (re.compile(r"(?P<which>this|next) month"), _month),
    (re.compile(r"tomorrow"), lambda match, today: Days(today + DAY, today + DAY)),
    (
        re.compile(r"today|tonight|this (?:morning|afternoon|evening)"),
        lambda match, today: Days(today, today),
    ),
    (re.compile(rf"(?P<which>on|this|next|coming) (?P<day>{WEEKDAY})"), _named_day),
    (
        re.compile(rf"(?:in|during|for|this|next) (?P<month>{MONTH})(?: (?P<year>20\d\d))?"),
        _named_month,
    ),
    (re.compile(rf"(?P<month>{MONTH}) (?P<year>20\d\d)"), _named_month),
    (re.compile(rf"(?P<month>{MONTH})(?P<year>)(?= events?)"), _named_month),
    (re.compile(rf"(?<=events )(?P<month>{MONTH})(?P<year>)"), _named_month),
]
HOLIDAYS = re.compile(
    r"(?:(?:in|during|over|for|at) )?(?:the )?(?:school )?"
    r"(?:(?P<which>summer|winter|christmas|spring|easter)(?: school)? (?:holidays?|break)"
    r"|(?P<half>half ?term)(?: (?:holidays?|break))?)"
)
# How people call holidays whose names say the season alone.
SEASONS = {"christmas": "winter", "easter": "spring"}
YEARS = re.compile(
    r"(?:(?:in|from|of|during) )?(?P<which>last|this|next) year|(?:in|from|of|during) (?P<year>20\d\d)"
)


def read_times(words: Sequence[Word], today: dt.date) -> Iterator[Reading]:
    """Yield the days and years that are named."""
    for pattern, read in TIMES:
        for start, end, match in spans(pattern, words):
            if days := read(match, today):
                chip = Chip("time", _slug(days), said(words, start, end))
                over = days.last is not None and days.last < today
                yield Reading(start, end, chip, days=days, wants_past=over)
    for start, end, match in spans(YEARS, words):
        yield _of_year(words, start, end, match, today)


def read_holidays(words: Sequence[Word], today: dt.date, lists: Names) -> Iterator[Reading]:
    """Yield the next school holidays that are named; what is about them counts beside what is on in them."""
    for start, end, match in spans(HOLIDAYS, words):
        which = "half term" if match["half"] else SEASONS.get(match["which"], match["which"])
        ahead = [
            (first, last)
            for name, first, last in lists.holidays
            if last >= today and " ".join(terms(name)).startswith(" ".join(terms(which)))
        ]
        if ahead:
            days = Days(*min(ahead))
            boost = Boost("in_holidays", days=min(ahead))
            chip = Chip("time", _slug(days), said(words, start, end))
            yield Reading(start, end, chip, use=Use.ASKED, boosts=(boost,))


def _of_year(words: Sequence[Word], start: int, end: int, match: re.Match[str], today: dt.date) -> Reading:
    year = (
        int(match["year"])
        if match["year"]
        else today.year + {"last": -1, "this": 0, "next": 1}[match["which"]]
    )
    chip = Chip("year", str(year), said(words, start, end))
    return Reading(start, end, chip, years=frozenset({year}), wants_past=year < today.year)


def _slug(days: Days) -> str:
    """Return a name for days that says which they are."""
    return "-to-".join(dict.fromkeys(str(day) for day in days if day))
