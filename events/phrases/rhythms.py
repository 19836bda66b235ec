"""How often, in words: units, intervals, weekdays and days of the month."""

from __future__ import annotations

import re

from events.phrases.draft import Draft
from events.phrases.refusals import refuse
from events.phrases.vocabulary import (
    ADVERBS,
    DAY,
    DAY_CODES,
    DAY_LIST,
    INTERVALS,
    LONGEST_INTERVAL,
    MANY_DAYS,
    NTHS,
    NUMBER,
    ORDINAL,
    ORDINALS,
    UNITS,
    WEEK,
    any_of,
    day_codes,
    list_of,
    number,
)

UNIT = any_of(UNITS)
INTERVAL = any_of(INTERVALS)
ORDINAL_LIST = list_of(ORDINAL)
# `the first and third Monday`, `last weekday`, `first of the Tuesdays and Thursdays`
SET = rf"(?:of the (?P<set>{DAY_LIST})|(?P<weekday>weekday)(?!\w)|(?P<whole_day>day)(?!\w))"
POSITION = rf"{ORDINAL_LIST} {any_of(DAY_CODES)}"
POSITIONS = rf"{POSITION}(?:(?:, and | and |, )(?:the )?{POSITION})*"
WORKING_DAYS = WEEK[:5]


def say_unit(draft: Draft, found: re.Match[str]) -> None:
    """Note such as `every third month` or `every 2 weeks`."""
    text = found["interval"]
    interval = 1 if not text else INTERVALS.get(text.lower()) or number(text)
    if interval > LONGEST_INTERVAL:
        refuse(found[0], f"is too seldom: every {LONGEST_INTERVAL} at most")
    _say_rhythm(draft, UNITS[found["unit"].lower().removesuffix("s")], interval, found[0])


def say_adverb(draft: Draft, found: re.Match[str]) -> None:
    """Note such as `fortnightly`."""
    _say_rhythm(draft, *ADVERBS[found["adverb"].lower()], found[0])


def say_every_days(draft: Draft, found: re.Match[str]) -> None:
    """Note such as `every Tuesday and Thursday` or `every second Tuesday`."""
    codes, interval = day_codes(found["days"]), found["interval"]
    if interval and len(codes) > 1:
        refuse(found[0], f"can be read in two ways. Write “every {interval} week on {found['days']}”")
    _say_rhythm(draft, "WEEKLY", INTERVALS[interval.lower()] if interval else 1, found[0])
    draft.say("days", codes, found[0])


def refuse_nth_day(draft: Draft, found: re.Match[str]) -> None:
    """Raise ValidationError for such as `every third Tuesday`, which many say of a month."""
    nth, day = found["interval"], found["days"]
    refuse(
        found[0],
        f"can be read in two ways. Write “every {nth} week on {day}” or “the {nth} {day} of the month”",
    )


def say_days(draft: Draft, found: re.Match[str]) -> None:
    """Note days of the week; such as `Tuesdays` say by themselves that it is every week."""
    draft.say("days", day_codes(found["days"]), found[0])
    names = [name.lower() for name in re.findall(DAY, found["days"], re.IGNORECASE)]
    if all(name in MANY_DAYS for name in names):
        draft.say("plural", True, found[0])


def say_day_range(draft: Draft, found: re.Match[str]) -> None:
    """Note such as `Monday to Friday`, in one week."""
    first, last = (WEEK.index(DAY_CODES[found[name].lower()]) for name in ("first", "last"))
    if first >= last:
        refuse(found[0], "does not lie in one week. Name each day")
    _say_rhythm(draft, "WEEKLY", 1, found[0])
    draft.say("days", WEEK[first : last + 1], found[0])


def say_weekdays(draft: Draft, found: re.Match[str]) -> None:
    """Note Monday to Friday."""
    _say_rhythm(draft, "WEEKLY", 1, found[0])
    draft.say("days", WORKING_DAYS, found[0])


def say_positions(draft: Draft, found: re.Match[str]) -> None:
    """Note such as `first and third Monday`."""
    positions = [
        (ORDINALS[ordinal.lower()], DAY_CODES[name.lower()])
        for ordinals, name in re.findall(rf"({ORDINAL_LIST}) ({DAY})", found["positions"], re.IGNORECASE)
        for ordinal in re.findall(ORDINAL, ordinals, re.IGNORECASE)
    ]
    draft.say("in_month", ("BYDAY", positions), found[0])


def say_nth_of_set(draft: Draft, found: re.Match[str]) -> None:
    """Note such as `first weekday`, `last day` or `last of the Saturdays and Sundays`."""
    ordinal = ORDINALS[found["ordinal"].lower()]
    if found["whole_day"] and ordinal > 0:
        draft.say("in_month", ("BYMONTHDAY", ordinal), found[0])
        return
    codes = day_codes(found["set"]) if found["set"] else WEEK if found["whole_day"] else WORKING_DAYS
    draft.say("in_month", ("BYSETPOS", (ordinal, codes)), found[0])


def say_month_day(draft: Draft, found: re.Match[str]) -> None:
    """Note such as `the 15th`."""
    text = found["number"].lower()
    day = int(text) if text.isdigit() else NTHS[text]
    if not 1 <= day <= 31:
        refuse(found[0].strip(), "is no day of a month")
    draft.say("in_month", ("BYMONTHDAY", day), found[0])


def _say_rhythm(draft: Draft, frequency: str, interval: int, quote: str) -> None:
    draft.say("rhythm", (frequency, interval), quote)


OF_THE_MONTH = r"(?: of| in| each| every)"
CLAUSES = [
    (rf"(?:on )?(?:the |every |each )?(?P<positions>{POSITIONS})(?={OF_THE_MONTH})", say_positions),
    (rf"(?:every|each) (?P<interval>second|other|2nd|alternate) (?P<days>{DAY_LIST})", say_every_days),
    (rf"(?:every|each) (?P<interval>first|last|{INTERVAL}) (?P<days>{DAY})", refuse_nth_day),
    (rf"(?P<interval>alternate) (?P<days>{DAY_LIST})", say_every_days),
    (rf"(?:every |each )?(?P<first>{DAY})(?: ?- ?| to | till | until )(?P<last>{DAY})", say_day_range),
    (rf"(?:every|each)(?P<interval>) (?P<days>{DAY_LIST})", say_every_days),
    (r"(?:(?:on|every|each) )?weekdays?(?!\w)", say_weekdays),
    (rf"(?:on (?:an? )?)?(?P<days>{DAY_LIST})", say_days),
    (rf"(?P<adverb>{any_of(ADVERBS)})", say_adverb),
    (rf"(?:of |in )?(?:every|each) (?:(?P<interval>{INTERVAL}) )?(?P<unit>{UNIT})(?! of)", say_unit),
    (rf"(?:of |in )?every (?P<interval>{NUMBER}) (?P<unit>(?:day|week|month|year)s?)(?!\w)", say_unit),
    (r"(?:of|in) (?:the|each|a)(?P<interval>) (?P<unit>month)(?!\w)", say_unit),
    (r"(?:once )(?:a|per|each|every)(?P<interval>) (?P<unit>day|week|month|year)(?!\w)", say_unit),
    (rf"(?:on )?(?:the )?(?P<positions>{POSITIONS})", say_positions),
    (rf"(?:on )?(?:the |every |each )?(?P<ordinal>{ORDINAL}) {SET}", say_nth_of_set),
    (rf"(?:on )?the (?P<number>{any_of(NTHS)})(?= of (?:the|each|every) (?:\w+ )?months?)", say_month_day),
    (r"(?:on )?(?:the |every |each )?(?P<number>\d{1,2})(?:st|nd|rd|th)(?: day)?(?!\w)", say_month_day),
]
