"""The check of dates in sentences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from cms.checks.draft import Draft, Passage
from cms.checks.findings import Finding
from cms.checks.prose_dates.reading import SaidDate, read_dates
from cms.checks.prose_dates.roles import PAST, role_of, sentence_of
from cms.checks.prose_dates.stated import Role, StatedDays, stated_days
from cms.dates import DAYS, MONTHS, day

SHOWN = 4
DISAGREES: dict[Role, tuple[str, str]] = {
    "happens": (", which is no date of this page", "Its dates are"),
    "books": (" as the last day to book", "In the fields it is"),
    "opens": (" as the day on which it opens", "In the fields it is"),
    "closes": (" as the day on which it closes", "In the fields it is"),
    "reports": (" as the day of the findings", "In the fields it is"),
    "decides": (" as the day of the decision", "In the fields it is"),
}


def prose_dates(draft: Draft) -> Iterator[Finding]:
    """Find dates in the text that can not be right: no such day, another weekday, not the page's own date."""
    stated = stated_days(draft.page, draft.now)
    for passage in draft.passages:
        yield from in_passage(passage, stated)


def in_passage(passage: Passage, stated: StatedDays) -> Iterator[Finding]:
    """Find dates of one passage that can not be right, for a page with these days."""
    text = "\n".join(passage.paragraphs)
    earlier: SaidDate | None = None
    for date in read_dates(text):
        if not date.is_possible:
            yield _impossible(passage, date)
        elif wrong := _wrong_weekday(text, date, stated):
            yield Finding(passage.place, *wrong)
        elif differs := _disagreement(text, date, earlier, stated):
            yield Finding(passage.place, *differs)
        earlier = date


def _impossible(passage: Passage, date: SaidDate) -> Finding:
    month = MONTHS[date.month - 1] + (f" {date.year}" if date.year else "")
    return Finding(
        passage.place, f"The text says “{date.words}”. {month} has no day {date.day}.", "Mend the date."
    )


def _wrong_weekday(text: str, date: SaidDate, stated: StatedDays) -> tuple[str, str] | None:
    """Return what is wrong where the weekday is that of no year in which the date can be."""
    if date.weekday is None:
        return None
    days = _certain_days(text, date, stated)
    if not days or any(one.weekday() == date.weekday for one in days):
        return None
    right = min(days)
    return (
        f"The text says “{date.words}”, but {right.day} {MONTHS[right.month - 1]} {right.year}"
        f" is a {DAYS[right.weekday()]}.",
        f"Mend the weekday or the date: {_nearest(right, date.weekday)}.",
    )


def _nearest(right: dt.date, weekday: int) -> str:
    """Return on which days near a date that weekday is."""
    before = right - dt.timedelta(days=(right.weekday() - weekday) % 7)
    near = [f"{one.day} {MONTHS[one.month - 1]}" for one in (before, before + dt.timedelta(days=7))]
    return f"{DAYS[weekday]} is {' or '.join(near)}"


def _certain_days(text: str, date: SaidDate, stated: StatedDays) -> list[dt.date]:
    """Return the days that a date can mean: of its year, else of the page's own days, else none."""
    if date.year is not None:
        certain = date.on(date.year)
        return [certain] if certain else []
    if PAST.search(sentence_of(text, date)):
        return []
    return [one for one in stated.all if (one.day, one.month) == (date.day, date.month)]


def _disagreement(
    text: str, date: SaidDate, earlier: SaidDate | None, stated: StatedDays
) -> tuple[str, str] | None:
    """Return what is wrong where the page's fields have another day for what the sentence speaks of."""
    role = role_of(text, date, earlier, [role for role, days in stated.of.items() if days])
    if role is None:
        return None
    days = stated.of[role]
    if any(_is(date, one) for one in days) or _is_far(date, stated):
        return None
    if role == "happens" and _covers(date, days):
        return None
    says, instead = DISAGREES[role]
    shown = [day(one) for one in sorted(days)[:SHOWN]]
    more = f" and {len(days) - SHOWN} more" if len(days) > SHOWN else ""
    return (
        f"The text says “{date.words}”{says}.",
        f"{instead} {', '.join(shown)}{more}. Mend the text, or the fields.",
    )


def _is(date: SaidDate, one: dt.date) -> bool:
    return (date.day, date.month) == (one.day, one.month) and date.year in {None, one.year}


def _covers(date: SaidDate, days: frozenset[dt.date]) -> bool:
    """Return whether a range ends with the date in which one of the days lies."""
    if date.since is None:
        return False
    return any(
        (date.since.month, date.since.day) <= (one.month, one.day) <= (date.month, date.day) for one in days
    )


def _is_far(date: SaidDate, stated: StatedDays) -> bool:
    """Return whether it is of other years than the page, or later than its dates are known."""
    if date.year is None:
        return False
    said = date.on(date.year)
    if said is None or (stated.known_until and said > stated.known_until):
        return True
    return not min(stated.all).year - 1 <= date.year <= max(stated.all).year + 1
