"""The RFC 5545 rule that the parts of a phrase make together."""

from __future__ import annotations

import datetime as dt
from typing import Any

from cms.dates import day
from events.phrases.draft import Draft
from events.phrases.refusals import SUCH_AS, refuse
from events.phrases.vocabulary import WEEK
from events.recurrence import COUNTED, Recurrence, check_rule, may_be_missing


def rule(draft: Draft) -> str:
    """Return the rule without its end; raises ValidationError where the parts do not make one."""
    frequency, interval = draft.get("rhythm") or ("WEEKLY" if draft.has("plural") else "", 1)
    if not frequency:
        _refuse_no_rhythm(draft)
    if draft.has("in_month") and frequency != "MONTHLY":
        refuse(
            draft.quote("in_month"), "is a day of a month: write “of the month”, or “of every second month”"
        )
    if draft.has("days") and frequency != "WEEKLY":
        refuse(
            f"{draft.quote('days')}” and “{draft.quote('rhythm')}",
            "do not make one rule. Write such as “every Tuesday” or “the first Tuesday of the month”",
        )
    made = ";".join([f"FREQ={frequency}", *([f"INTERVAL={interval}"] if interval > 1 else []), *_days(draft)])
    check_rule(made)
    _check_gaps(draft, made)
    return made


def check_first_day(draft: Draft, made: str, first_day: dt.date) -> None:
    """Raise ValidationError where a first day is none of the rule's."""
    start = dt.datetime.combine(first_day, dt.time())
    month_day = draft.get("month_day")
    if month_day and month_day != (first_day.month, first_day.day):
        refuse(f"{draft.quote('month_day')}” and “{draft.quote('first_day')}", "are two different days")
    if next(Recurrence(made, start).wall_times(dt.datetime.max), None) != start:
        refuse(
            draft.quote("first_day"),
            f"({day(first_day)}) is not one of the dates of this rule. Give the first one that is",
        )


def _refuse_no_rhythm(draft: Draft) -> None:
    if draft.has("in_month"):
        refuse(
            draft.quote("in_month"),
            "does not say how often. Write “of the month” or “of every second month” after it",
        )
    if draft.has("days"):
        quote = draft.quote("days")
        refuse(
            quote, "can be one day or all of them. Write such as “every Tuesday”, or the date with its year"
        )


def _days(draft: Draft) -> list[str]:
    frequency, _ = draft.get("rhythm") or ("WEEKLY", 1)
    if frequency == "MONTHLY" and not draft.has("in_month"):
        refuse(
            draft.quote("rhythm"),
            "does not say on which day. Add such as “on the first Monday” or “on the 3rd”",
        )
    if draft.has("days"):
        return [f"BYDAY={','.join(draft.get('days'))}"]
    return _days_of_month(*draft.get("in_month")) if draft.has("in_month") else []


def _days_of_month(part: str, value: Any) -> list[str]:
    if part == "BYDAY":
        inside = sorted(
            set(value), key=lambda position: (position[0] < 0, position[0], WEEK.index(position[1]))
        )
        return [f"BYDAY={','.join(f'{ordinal}{code}' for ordinal, code in inside)}"]
    if part == "BYMONTHDAY":
        return [f"BYMONTHDAY={value}"]
    ordinal, codes = value
    return [f"BYDAY={','.join(codes)}", f"BYSETPOS={ordinal}"]


def _check_gaps(draft: Draft, made: str) -> None:
    """Raise ValidationError for a day that some months lack, unless it is said that they are left out."""
    missing = may_be_missing(made, draft.get("month_day"))
    if missing and not draft.has("gaps"):
        quote = draft.quote("in_month", "month_day", "rhythm")
        refuse(
            quote,
            "does not exist in every month or year. Add “where there is one” to leave out those without, or"
            " write “the last day of the month” or “the last Monday of the month”",
        )
    if draft.has("gaps") and not missing:
        refuse(draft.quote("gaps"), f"is not needed: there always is one. Leave it out. {SUCH_AS}")


def count(draft: Draft, made: str) -> int | None:
    """Return how many dates the rule has; raises ValidationError where that is not certain."""
    if draft.has("count") and draft.has("weeks"):
        refuse(f"{draft.quote('count')}” and “{draft.quote('weeks')}", "are two ends. Write only one")
    some_left_out = draft.has("term_time_only", "skip_bank_holidays")
    if draft.has("counted") and not (draft.has("count") and some_left_out):
        refuse(draft.quote("counted"), "is not needed: no number of dates has holidays in it. Leave it out")
    if draft.has("count") and some_left_out and not draft.has("counted"):
        quote = draft.quote("count")
        refuse(
            quote,
            "leaves open whether dates in holidays count. Give the last day, such as “until 14 July 2026”,"
            f" or write “{quote}, {COUNTED}”",
        )
    weekly_once = made.startswith("FREQ=WEEKLY") and "INTERVAL" not in made and "," not in made
    if draft.has("weeks") and (some_left_out or not weekly_once):
        refuse(
            draft.quote("weeks"),
            "leaves open how many dates there are. Write “6 times” or “until 14 July 2026”",
        )
    number: int | None = draft.get("weeks") or draft.get("count")
    return number
