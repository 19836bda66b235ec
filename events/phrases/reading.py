"""A phrase read as a whole: its parts, what they make together, and what is refused."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from events.phrases import rules
from events.phrases.clauses import Clause, clauses
from events.phrases.days import Days
from events.phrases.draft import Draft
from events.phrases.refusals import SUCH_AS, refuse, refuse_rest, refuse_uncertain
from events.recurrence import instant

LONGEST = 1000
NEEDS_A_RULE = [
    *("first_day", "until", "count", "counted", "weeks"),
    *("term_time_only", "skip_bank_holidays", "gaps"),
]


@dataclass(frozen=True)
class Reading:
    """What a phrase says for certain. None and False mean that it does not say."""

    rrule: str
    start_time: dt.time | None = None
    end_time: dt.time | None = None
    duration_minutes: int | None = None
    first_day: dt.date | None = None
    # (month, day) of a yearly rule whose words leave out the year: the first day must be such a day.
    month_day: tuple[int, int] | None = None
    count: int | None = None
    until: dt.date | None = None
    term_time_only: bool = False
    skip_bank_holidays: bool = False
    all_day: bool = False


def read_phrase(text: str, now_day: dt.date) -> Reading:
    """Return what the words say; raises ValidationError that quotes the first that are not certain.

    Every word must be understood, and nothing is guessed: a date needs its year, a time its am or pm.
    `now_day` only serves messages and catches a mistyped year.
    """
    cleaned = _cleaned(text)
    if not cleaned:
        raise ValidationError(f"Say when it is. {SUCH_AS}")
    if len(cleaned) > LONGEST:
        raise ValidationError(f"This is too long to be one rule: {LONGEST} characters at most. {SUCH_AS}")
    refuse_uncertain(cleaned)
    days = Days(now_day)
    draft = _draft(cleaned, clauses(days))
    if draft.has("month_day") and (draft.get("rhythm") or ("",))[0] != "YEARLY":
        days.refuse_missing_year(draft)
    _check_times(draft)
    return _repeated(draft) if draft.has("rhythm", "days", "in_month") else _one_off(draft)


def _cleaned(text: str) -> str:
    text = re.sub(r"[–—−‒]", " - ", text)
    text = re.sub(r"(?<![a-z])([ap])\.m\b\.?", r"\1m", text, flags=re.IGNORECASE)
    text = re.sub(r"\s+", " ", text.replace(";", ","))
    return re.sub(r" ,", ",", text).strip(" .,")


def _draft(text: str, table: list[Clause]) -> Draft:
    draft, position = Draft(), 0
    while position < len(text):
        position = re.compile(r"(?:,? ?and |[, ]+)?").match(text, position).end()  # type: ignore[union-attr]
        for pattern, note in table:
            if found := pattern.match(text, position):
                note(draft, found)
                position = found.end()
                break
        else:
            refuse_rest(text[position:])
    return draft


def _check_times(draft: Draft) -> None:
    start, end = draft.get("start"), draft.get("end")
    if end and not start:
        refuse(draft.quote("end"), "says when it ends, and not when it starts. Write such as “7pm to 9pm”")
    if end and end <= start:
        refuse(
            draft.quote("end"), "ends before it starts. Past midnight, give the length: “10pm for 3 hours”"
        )
    if end and draft.has("minutes"):
        refuse(
            f"{draft.quote('end')}” and “{draft.quote('minutes')}", "both say when it ends. Write only one"
        )
    if draft.has("all_day") and draft.has("start", "minutes"):
        refuse(f"all day” and “{draft.quote('start', 'minutes')}", "do not go together. Write only one")


def _one_off(draft: Draft) -> Reading:
    for name in (
        "first_day",
        "until",
        "count",
        "weeks",
        "term_time_only",
        "skip_bank_holidays",
        "gaps",
        "counted",
    ):
        if draft.has(name):
            refuse(draft.quote(name), "needs a rule beside it, such as “every Tuesday at 9:30am”")
    date, start = draft.get("one_off"), draft.get("start")
    if date is None:
        refuse(draft.quote("start", "minutes", "all_day"), f"does not say on which day. {SUCH_AS}")
    if start is not None:
        try:
            instant(dt.datetime.combine(date, start))
        except ValidationError as error:
            raise ValidationError(f"{error.messages[0]} Choose another time.") from error
    return Reading("", **_times(draft), first_day=date)


def _repeated(draft: Draft) -> Reading:
    if draft.has("one_off"):
        refuse(
            draft.quote("one_off"),
            "stands beside a rule. Write “from” before the first day, or “until” before the last one",
        )
    if draft.has("until") and draft.has("count", "weeks"):
        refuse(
            f"{draft.quote('count', 'weeks')}” and “{draft.quote('until')}", "are two ends. Write only one"
        )
    made = rules.rule(draft)
    first_day, until = draft.get("first_day"), draft.get("until")
    if first_day:
        rules.check_first_day(draft, made, first_day)
    if first_day and until and until < first_day:
        refuse(draft.quote("until"), "is before the first day")
    return Reading(
        made,
        **_times(draft),
        first_day=first_day,
        month_day=draft.get("month_day"),
        count=rules.count(draft, made),
        until=until,
        term_time_only=draft.has("term_time_only"),
        skip_bank_holidays=draft.has("skip_bank_holidays"),
    )


def _times(draft: Draft) -> dict[str, Any]:
    return {
        "start_time": draft.get("start"),
        "end_time": draft.get("end"),
        "duration_minutes": draft.get("minutes"),
        "all_day": draft.has("all_day"),
    }
