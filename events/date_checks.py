"""Whether added, skipped and changed dates fit an event; each fault stands at its row of the form."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

from cms.dates import day

if TYPE_CHECKING:
    from events.event_dates import DateChange
    from events.events import EventPage


class Faults:
    """What is wrong, by place: `date_changes.0.day` is the field of the first row."""

    def __init__(self) -> None:
        self._found: dict[str, list[str]] = defaultdict(list)

    def add(self, place: str, message: str) -> None:
        """Note a fault."""
        self._found[place].append(message)

    def refuse(self) -> None:
        """Raise ValidationError with all of them, if there are any."""
        if self._found:
            raise ValidationError(dict(self._found))


@dataclass(frozen=True)
class Known:
    """What rows are held against.

    `rule_days` are all that the rule gives before the day `until`, None where it ends; on `told_days` dates
    have begun, as people were told.
    """

    today: dt.date
    rule_days: set[dt.date]
    until: dt.date | None
    told_days: set[dt.date]

    def too_far(self, *days: dt.date | None) -> str:
        """Return why a day can not be named yet, nothing where all can."""
        far = [on for on in days if on and self.until and on >= self.until]
        if not far:
            return ""
        return f"{day(far[0])} is too far ahead. Dates are planned 18 months ahead: come back to it later."


def check_rows(event: EventPage, known: Known) -> None:
    """Raise ValidationError for rows that the event's dates do not allow, with what to do about each.

    Only the rule is asked and not the registers of holidays, as those change without the event. A day that
    has passed may have been a date under an earlier rule.
    """
    faults = Faults()
    skipped = {row.day for row in event.skipped_days.all()}
    extra = {row.day for row in event.extra_dates.all()}
    _check_extra_dates(event, known, known.rule_days - skipped, faults)
    _check_skipped_days(event, known, faults)
    _check_changes(event, known, (known.rule_days - skipped) | extra, faults)
    faults.refuse()


def _check_extra_dates(event: EventPage, known: Known, days: set[dt.date], faults: Faults) -> None:
    rows = list(event.extra_dates.all())
    times = Counter(row.day for row in rows)
    for number, row in enumerate(rows):
        place = f"extra_dates.{number}"
        if times[row.day] > 1:
            faults.add(
                f"{place}.day", f"{day(row.day)} is added twice. An event has one date a day: keep one."
            )
        # A date in the holidays can be added again, and it must not matter when the holidays are corrected.
        elif row.day in days and not event.leaves_out_holidays:
            faults.add(f"{place}.day", f"{day(row.day)} is a date of this event already. Remove it here.")
        elif too_far := known.too_far(row.day):
            faults.add(f"{place}.day", too_far)
        if row.start_time and event.all_day:
            faults.add(f"{place}.start_time", "This event takes whole days. Leave the time empty.")


def _check_skipped_days(event: EventPage, known: Known, faults: Faults) -> None:
    for number, row in enumerate(event.skipped_days.all()):
        if row.day >= known.today and row.day not in known.rule_days:
            faults.add(
                f"skipped_days.{number}.day",
                known.too_far(row.day)
                or f"Nothing is planned on {day(row.day)}, so it can not be left out. Correct the day, or"
                " remove it here.",
            )


def _check_changes(event: EventPage, known: Known, days: set[dt.date], faults: Faults) -> None:
    rows = list(event.date_changes.all())
    times = Counter(row.day for row in rows)
    for number, row in enumerate(rows):
        place = f"date_changes.{number}"
        _check_change_itself(event, row, place, faults)
        if times[row.day] > 1:
            faults.add(f"{place}.day", f"There are two changes for {day(row.day)}. Keep one.")
        elif too_far := known.too_far(row.day, row.new_day):
            faults.add(f"{place}.day", too_far)
        elif row.day not in days and not {row.day, row.new_day} & known.told_days:
            faults.add(
                f"{place}.day",
                f"{day(row.day)} is no date of this event. Give the day on which it would have been, or"
                " remove this change.",
            )


def _check_change_itself(event: EventPage, row: DateChange, place: str, faults: Faults) -> None:
    try:
        row.clean()
    except ValidationError as refused:
        for name, messages in refused.message_dict.items():
            for message in messages:
                faults.add(f"{place}.{name}", message)
    if row.new_start_time and event.all_day:
        faults.add(f"{place}.new_start_time", "This event takes whole days. Leave the time empty.")
