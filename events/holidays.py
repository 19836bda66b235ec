"""The holiday registers as events read them: which days they leave out, and how far they are known."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db.models import Max, Min
from django.utils.functional import cached_property

from cms.dates import day as in_words
from events.term_dates import BankHoliday, SchoolHoliday

if TYPE_CHECKING:
    from events.events import EventPage

Range = tuple[dt.date, dt.date]


def school_holiday_range() -> Range | None:
    """Return the first and the last day of the school holidays that are entered."""
    known = SchoolHoliday.objects.aggregate(first=Min("first_day"), last=Max("last_day"))
    return (known["first"], known["last"]) if known["first"] else None


def bank_holiday_range() -> Range | None:
    """Return the first and the last bank holiday that is entered."""
    known = BankHoliday.objects.aggregate(first=Min("day"), last=Max("day"))
    return (known["first"], known["last"]) if known["first"] else None


class Holidays:
    """Both registers, each read when it is first asked for, once for a batch of events."""

    @cached_property
    def school(self) -> list[Range]:
        """Return the first and last days of school holidays."""
        return list(SchoolHoliday.objects.values_list("first_day", "last_day"))

    @cached_property
    def bank(self) -> frozenset[dt.date]:
        """Return the bank holidays."""
        return frozenset(BankHoliday.objects.values_list("day", flat=True))

    def covers(self, event: EventPage, day: dt.date) -> bool:
        """Return whether an event leaves the day out as a holiday."""
        if event.skip_bank_holidays and day in self.bank:
            return True
        return event.term_time_only and any(first <= day <= last for first, last in self.school)

    def refuse_unknown(self, event: EventPage) -> None:
        """Raise ValidationError where an event leaves out holidays of which none is known."""
        faults = {}
        if event.term_time_only and not self.school:
            faults["term_time_only"] = (
                "No school holidays are entered, so the event would be listed in the holidays. Enter them"
                " under Term dates first, or untick this."
            )
        if event.skip_bank_holidays and not self.bank:
            faults["skip_bank_holidays"] = (
                "No bank holidays are entered, so the event would be listed on them. Enter them under Term"
                " dates first, or untick this."
            )
        if faults:
            raise ValidationError(faults)

    def warnings(self, event: EventPage, last_day: dt.date) -> list[str]:
        """Return what its editor should know where an event has dates beyond the holidays that are known."""
        ends = []
        if event.term_time_only and self.school:
            ends.append(("School holidays", max(last for _, last in self.school)))
        if event.skip_bank_holidays and self.bank:
            ends.append(("Bank holidays", max(self.bank)))
        return [
            f"{name} are entered until {in_words(end)}. Dates of this event after that day may fall on one:"
            " enter the next ones under Term dates."
            for name, end in ends
            if last_day > end
        ]
