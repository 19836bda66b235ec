"""Pre-election periods: when councils take special care with what they publish.

The law (Local Government Act 1986, section 2) forbids publicity that could affect support for a party. It
stops neither consultations nor events, so the hub points out and never forbids.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from wagtail.admin.panels import FieldPanel

from cms.dates import day, local
from events.consultation_course import Course
from events.consultations import ConsultationPage
from events.events import EventPage

Days = tuple[dt.date, dt.date]


class PreElectionPeriod(models.Model):
    """Days before an election, from the notice of election to polling day, both included."""

    name = models.CharField("election", max_length=80, help_text="Such as “County council elections 2029”.")
    first_day = models.DateField(help_text="The day of the notice of election, when the period begins.")
    last_day = models.DateField(help_text="Polling day.")

    panels = [FieldPanel("name"), FieldPanel("first_day"), FieldPanel("last_day")]

    class Meta:
        ordering = ["first_day"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="pre_election_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {day(self.first_day)} to {day(self.last_day)}"

    def clean(self) -> None:
        super().clean()
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise ValidationError({"last_day": "The last day is before the first day."})


@dataclass(frozen=True)
class Concern:
    """Why a page touches a period: what an editor is told, and what to do about it.

    The message stays the same while the same is said, so that a reason given for it holds.
    """

    period: PreElectionPeriod
    is_about_dates: bool
    message: str
    advice: str


def concerns(page: EventPage | ConsultationPage, now: dt.datetime) -> list[Concern]:
    """Return how publishing a page, as it is in memory, touches periods that are not over.

    A page that goes live later is published then. Dates that are not right yet touch nothing: the form says
    what is wrong with them.
    """
    periods = list(PreElectionPeriod.objects.filter(last_day__gte=local(now).date()))
    if not periods:
        return []
    published_on = local(max(now, page.go_live_at or now)).date()
    spans = list(_days(page, now))
    return [found for period in periods for found in _concerns(period, published_on, spans)]


def _concerns(period: PreElectionPeriod, published_on: dt.date, spans: Iterable[Days]) -> Iterator[Concern]:
    after = f"after {day(period.last_day)}"
    if period.first_day <= published_on <= period.last_day:
        yield Concern(
            period,
            False,
            f"This would be published in a pre-election period: {period}.",
            f"Publish it {after}, or ask your elections team and say why it can not wait.",
        )
    inside = [span for span in spans if span[0] <= period.last_day and period.first_day <= span[1]]
    if inside:
        more = f" and {len(inside) - 1} more" if len(inside) > 1 else ""
        yield Concern(
            period,
            True,
            f"Its dates fall in a pre-election period: {period}.",
            f"It is {_in_words(inside[0])}{more}. Choose dates {after}, or ask your elections team and say"
            " why these are right.",
        )


def _in_words(span: Days) -> str:
    first, last = span
    return day(first) if first == last else f"{day(first)} to {day(last)}"


def _days(page: EventPage | ConsultationPage, now: dt.datetime) -> Iterator[Days]:
    """Yield the days of what is still to come."""
    if isinstance(page, ConsultationPage):
        times = [(window.opens_at, window.closes_at) for window in Course.of(page).windows]
    else:
        times = _times_of_event(page, now)
    for starts_at, ends_at in times:
        if ends_at > now:
            yield local(starts_at).date(), local(ends_at - dt.timedelta(microseconds=1)).date()


def _times_of_event(event: EventPage, now: dt.datetime) -> list[tuple[dt.datetime, dt.datetime]]:
    try:
        event.check_dates()
        dates = event.occurrences(now).told
    except ValidationError:
        return []
    return [(date.starts_at, date.ends_at) for date in dates]
