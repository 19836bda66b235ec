from __future__ import annotations

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from events.models import (
    ArchiveIndexPage,
    BankHoliday,
    ConsultationIndexPage,
    ConsultationPage,
    ConsultationWindow,
    EventIndexPage,
    EventPage,
    SchoolHoliday,
)
from tests.factories.pages import HubPageFactory, the_only


class EventIndexFactory(HubPageFactory):
    title = "Events"

    class Meta:
        model = EventIndexPage


class EventFactory(HubPageFactory):
    """One evening in June 2030, from half past six to eight."""

    title = factory.Sequence(lambda number: f"A drop-in {number}")
    parent = factory.LazyFunction(lambda: the_only(EventIndexPage, EventIndexFactory))
    description = "<p>Come along.</p>"
    first_day = dt.date(2030, 6, 4)
    start_time = dt.time(18, 30)
    duration_minutes = 90
    safety_lead_role = "Session lead"
    step_free = "no"
    venue_name = "Village hall"
    venue_town = "Shepley"

    class Meta:
        model = EventPage


class ConsultationIndexFactory(HubPageFactory):
    title = "Consultations"

    class Meta:
        model = ConsultationIndexPage


class ArchiveIndexFactory(HubPageFactory):
    title = "Previous consultations"

    class Meta:
        model = ArchiveIndexPage


def consultation_windows(*times: tuple[dt.datetime, dt.datetime]) -> list[ConsultationWindow]:
    """Return windows from pairs of when it opens and the last minute that counts."""
    return [ConsultationWindow(opens_at=opens_at, closes_at=closes_at) for opens_at, closes_at in times]


DEED = {"action": "More buses", "status": "done", "why": ""}


class ConsultationFactory(HubPageFactory):
    """Open for the whole of June 2030."""

    title = factory.Sequence(lambda number: f"Getting to school {number}")
    parent = factory.LazyFunction(lambda: the_only(ConsultationIndexPage, ConsultationIndexFactory))
    description = "<p>Tell us how it is.</p>"
    windows = factory.LazyFunction(
        lambda: consultation_windows(
            (dt.datetime(2030, 6, 1, 8, tzinfo=dt.UTC), dt.datetime(2030, 6, 30, 22, 59, tzinfo=dt.UTC))
        )
    )
    promised_feedback_on = dt.date(2030, 9, 1)
    feedback_published_on: dt.date | None = None
    you_said = factory.LazyAttribute(
        lambda page: [("voice", "By bus.")] if page.feedback_published_on else []
    )
    we_did = factory.LazyAttribute(lambda page: [("deed", DEED)] if page.feedback_published_on else [])

    class Meta:
        model = ConsultationPage


class BankHolidayFactory(DjangoModelFactory):
    day = factory.Sequence(lambda number: dt.date(2030, 5, 6) + dt.timedelta(weeks=number))
    name = "Early May bank holiday"

    class Meta:
        model = BankHoliday


class SchoolHolidayFactory(DjangoModelFactory):
    name = "Half term"
    first_day = dt.date(2030, 5, 27)
    last_day = dt.date(2030, 5, 31)

    class Meta:
        model = SchoolHoliday
