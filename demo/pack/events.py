"""The shape of `events.json`."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal, Self

from django.core.exceptions import ValidationError
from pydantic import AfterValidator, model_validator

from demo.pack.values import Areas, Audiences, Entry, Html, Organisations, Slug, Themes, fits, refers_to
from events.models import EventPage
from events.recurrence import check_rule


def _rule(rule: str) -> str:
    try:
        check_rule(rule)
    except ValidationError as refused:
        raise ValueError(" ".join(refused.messages)) from refused
    return rule


class StartEntry(Entry):
    """The first date as a relative day, and the wall-clock time."""

    day: int
    time: dt.time
    snap_to: Literal["rrule"] | None = None


class RecurrenceEntry(Entry):
    """How a regular event repeats."""

    rrule: Annotated[str, fits(EventPage, "rrule"), AfterValidator(_rule)]
    exdates_rule: Literal["term-time only"] | None
    count: Annotated[int, fits(EventPage, "repeat_count")] | None
    until_day: int | None

    @model_validator(mode="after")
    def _one_end(self) -> Self:
        if (self.count is None) == (self.until_day is None):
            raise ValueError("Give one of count and until_day.")
        return self


class VenueEntry(Entry):
    """Where it is."""

    name: Annotated[str, fits(EventPage, "venue_name")]
    address_line: Annotated[str, fits(EventPage, "venue_address_line")]
    town: Annotated[str, fits(EventPage, "venue_town")]
    postcode: Annotated[str, fits(EventPage, "venue_postcode")]


class BookingEntry(Entry):
    """Whether and how to book; `deadline_day` is a relative day, `deadline_days_before` is for a series."""

    required: bool
    url: Annotated[str, fits(EventPage, "booking_url")] | None
    deadline_day: int | None
    deadline_days_before: Annotated[int, fits(EventPage, "booking_days_before")] | None = None
    capacity: Annotated[int, fits(EventPage, "capacity")] | None


class ProvisionEntry(Entry):
    """What decides whether a parent can come."""

    childcare: Annotated[str, fits(EventPage, "childcare")]
    travel_expenses: Annotated[str, fits(EventPage, "travel_expenses")]
    interpreter_bsl: Annotated[str, fits(EventPage, "interpreter_bsl")]
    hearing_loop: Annotated[str, fits(EventPage, "hearing_loop")]
    step_free: Annotated[str, fits(EventPage, "step_free")]
    quiet_space: Annotated[str, fits(EventPage, "quiet_space")]
    children_welcome: Annotated[str, fits(EventPage, "children_welcome")]


class EventContactEntry(Entry):
    """Who answers questions; public in the pack."""

    role: Annotated[str, fits(EventPage, "contact_role")]
    email: Annotated[str, fits(EventPage, "contact_email")]
    phone: Annotated[str, fits(EventPage, "contact_phone")]


class EventEntry(Entry):
    """An event, one-off or regular."""

    slug: Slug
    title: Annotated[str, fits(EventPage, "title")]
    summary: Annotated[str, fits(EventPage, "summary")]
    description: Annotated[Html, fits(EventPage, "description")]
    start: StartEntry
    duration_minutes: Annotated[int, fits(EventPage, "duration_minutes")]
    recurrence: RecurrenceEntry | None
    attendance: Annotated[str, fits(EventPage, "attendance")]
    venue: VenueEntry | None
    online_note: Annotated[str, fits(EventPage, "online_note")] | None
    online_url: Annotated[str, fits(EventPage, "online_url")] | None
    booking: BookingEntry
    cost: Annotated[str, fits(EventPage, "cost")]
    provision: ProvisionEntry
    safety_lead_role: Annotated[str, fits(EventPage, "safety_lead_role")]
    contact: EventContactEntry
    status: Annotated[str, fits(EventPage, "status")]
    related_consultation: Annotated[str, refers_to("consultations")] | None
    audiences: Audiences
    areas: Areas
    themes: Themes
    organisations: Organisations

    @model_validator(mode="after")
    def _snaps_to_a_rule(self) -> Self:
        if self.start.snap_to and self.recurrence is None:
            raise ValueError("It snaps to a rule that it does not have.")
        return self
