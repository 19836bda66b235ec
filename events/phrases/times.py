"""Times and lengths in words."""

from __future__ import annotations

import datetime as dt
import re

from events.phrases.draft import Draft
from events.phrases.refusals import refuse
from events.phrases.vocabulary import NUMBER, number

# Our own words for 00:00; beside them, 12am and 12pm are written by people who mean the other one.
START_OF_DAY = "12am, the start of the day"
MIDDAY = r"(?:12 )?(?:noon|midday)(?!\w)"
TWELVE_HOURS = r"\d{1,2}(?:[:.]\d\d)? ?(?:am|pm)(?!\w)"
TWENTY_FOUR_HOURS = r"(?:0\d|1[3-9]|2\d)[:.]\d\d(?![\w:.])"
TIME = rf"(?:{START_OF_DAY}|{MIDDAY}|{TWELVE_HOURS}|{TWENTY_FOUR_HOURS})"
TO = r" ?(?:to|till|til|until|-) ?"
OPEN_TIME = r"\d{1,2}(?:[:.]\d\d)?(?: ?o[’']?clock)?(?![\w:.])"
HOURS = rf"(?:(?:an|one|1) hour|half an hour|(?:[1-9]\d?(?:\.5)?|{NUMBER}) hours)(?: (?:and )?\d+ minutes)?"
LENGTH = rf"(?:{HOURS}|{NUMBER} (?:minutes|mins?))(?!\w)"


def time(text: str) -> dt.time:
    """Return a time said for certain; raises ValidationError for one that is none."""
    if text.lower() == START_OF_DAY:
        return dt.time()
    if re.fullmatch(MIDDAY, text, re.IGNORECASE):
        return dt.time(12)
    hour, minute = (int(digits or 0) for digits in re.findall(r"^(\d+)(?:[:.](\d\d))?", text)[0])
    half = text[-2:].lower() if text[-1].isalpha() else ""
    if hour > (12 if half else 23) or minute > 59 or (half and hour == 0):
        refuse(text, "is not a time. Write such as 9:30am, 2pm, midday or 19:30")
    if half and (hour, minute) == (12, 0):
        refuse(text, "is taken for midday by some and for midnight by others. Write “midday” or 00:00")
    return dt.time(hour % 12 + (12 if half == "pm" else 0) if half else hour, minute)


def minutes(text: str) -> int:
    """Return a length such as `90 minutes`, `an hour` or `1.5 hours`."""
    total = 0.0
    words = text.lower().replace("half an hour", "30 minutes").replace("an hour", "1 hour")
    for count, unit in re.findall(r"([\w.]+) (hour|min)", words):
        amount = float(count) if re.fullmatch(r"[\d.]+", count) else number(count)
        total += amount * (60 if unit == "hour" else 1)
    return int(total)


def say_range(draft: Draft, found: re.Match[str]) -> None:
    """Note a start and an end."""
    draft.say("start", time(found["start"]), found[0])
    draft.say("end", time(found["end"]), found[0])


def say_start(draft: Draft, found: re.Match[str]) -> None:
    """Note a start."""
    draft.say("start", time(found["start"]), found[0])


def say_end(draft: Draft, found: re.Match[str]) -> None:
    """Note an end."""
    draft.say("end", time(found["end"]), found[0])


def say_length(draft: Draft, found: re.Match[str]) -> None:
    """Note how long it takes."""
    draft.say("minutes", minutes(found["length"]), found[0])


def refuse_open_range(draft: Draft, found: re.Match[str]) -> None:
    """Raise ValidationError for two times of which one has neither am nor pm."""
    refuse(found[0].strip(), "does not say am or pm of both times. Write such as “7pm to 9pm”")


def refuse_open_time(draft: Draft, found: re.Match[str]) -> None:
    """Raise ValidationError for a time that can be in the morning or the evening."""
    hour = int(re.split(r"\D", found["open"])[0])
    if not 1 <= hour < 12:
        refuse(found["open"], "is not read as a time. Write such as 9:30am, 2pm, midday or 19:30")
    clock = re.sub(r" ?o[’']?clock", "", found["open"]).replace(".", ":")
    refuse(found[0].strip(), f"can be in the morning or the evening. Write {clock}am or {clock}pm")


CLAUSES = [
    (rf"(?:at |from )?(?P<start>{TIME}){TO}(?P<end>{TIME})", say_range),
    (rf"between (?P<start>{TIME}) and (?P<end>{TIME})", say_range),
    (rf"(?:at |from |between )?(?:{TIME}{TO}{OPEN_TIME}|{OPEN_TIME}{TO}{TIME})", refuse_open_range),
    (rf"(?:starting )?(?:at |from )?(?P<start>{TIME})", say_start),
    (rf"(?:until|till|til|to|ending at|finishing at) (?P<end>{TIME})", say_end),
    (rf"(?:for |lasting )(?P<length>{LENGTH})", say_length),
    (rf"(?:at |from |between )(?P<open>{OPEN_TIME})", refuse_open_time),
    (r"(?P<open>\d{1,2}(?:[:.]\d\d| ?o[’']?clock))(?![\w:.])", refuse_open_time),
]
