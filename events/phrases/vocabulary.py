"""Words that phrases are made of, and patterns for them."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable

from events.recurrence import DAYS, nth, ordinal

WEEK = list(DAYS)
LONGEST_INTERVAL = 99

# Each day by its name and by what people shorten it to; `s` at the end means all such days.
SHORT_DAYS = {
    "MO": ["Mon"],
    "TU": ["Tue", "Tues"],
    "WE": ["Wed", "Weds"],
    "TH": ["Thu", "Thur", "Thurs"],
    "FR": ["Fri"],
    "SA": ["Sat"],
    "SU": ["Sun"],
}
ONE_DAY = {name.lower(): code for code in WEEK for name in [DAYS[code], *SHORT_DAYS[code]]}
MANY_DAYS = {f"{DAYS[code].lower()}s": code for code in WEEK}
DAY_CODES = ONE_DAY | MANY_DAYS

MONTHS = {
    name.lower(): number
    for number in range(1, 13)
    for name in (calendar.month_name[number], calendar.month_abbr[number])
} | {"sept": 9}

# Such as `second`, `2nd` and `12th`.
NTHS = {name: number for number in range(1, LONGEST_INTERVAL + 1) for name in (nth(number), ordinal(number))}
INTERVALS = {name: number for name, number in NTHS.items() if number > 1} | {"other": 2, "alternate": 2}
ORDINALS = {name: number for name, number in NTHS.items() if number <= 5} | {"last": -1}
NUMBERS = {
    word: number
    for number, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
        start=1,
    )
}

UNITS = {"day": "DAILY", "week": "WEEKLY", "month": "MONTHLY", "year": "YEARLY"}
ADVERBS = {
    "daily": ("DAILY", 1),
    "weekly": ("WEEKLY", 1),
    "fortnightly": ("WEEKLY", 2),
    "monthly": ("MONTHLY", 1),
    "quarterly": ("MONTHLY", 3),
    "yearly": ("YEARLY", 1),
    "annually": ("YEARLY", 1),
    "every fortnight": ("WEEKLY", 2),
    "each fortnight": ("WEEKLY", 2),
    "once a fortnight": ("WEEKLY", 2),
}


def any_of(names: Iterable[str]) -> str:
    """Return a pattern for any of the words, whole."""
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return rf"(?:{'|'.join(map(re.escape, longest_first))})(?!\w)"


def list_of(pattern: str) -> str:
    """Return a pattern for one or more, such as `Monday, Tuesday and Friday`."""
    return rf"{pattern}(?:(?:, and | and | & |, ){pattern})*"


DAY = any_of(DAY_CODES)
DAY_LIST = list_of(DAY)
ORDINAL = any_of(ORDINALS)
NUMBER = rf"(?:[1-9]\d{{0,3}}(?!\w)|{any_of(NUMBERS)})"


def number(text: str) -> int:
    """Return the number in digits or in a word."""
    return int(text) if text.isdigit() else NUMBERS[text.lower()]


def day_codes(text: str) -> list[str]:
    """Return the days named, in the order of the week and each once."""
    named = {DAY_CODES[name.lower()] for name in re.findall(DAY, text, re.IGNORECASE)}
    return [code for code in WEEK if code in named]
