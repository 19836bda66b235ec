"""The public shapes of events."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, Literal

from pydantic import Field

from cms.content import schemas
from events import structured_data

Offer = Literal["yes", "no", "on_request", "not_needed"]
EventStatus = Literal["scheduled", "cancelled", "postponed", "moved_online", "full"]
Attendance = Literal["in_person", "online", "hybrid", "phone"]


class Town(schemas.Value):
    """Where it is, as lists show it."""

    town: str


class Venue(Town):
    """Where it is."""

    name: str
    address_line: str
    postcode: str


class Provision(schemas.Value):
    """What decides whether a parent can come; `not_needed` such as step-free access to a phone call."""

    childcare: Offer
    travel_expenses: Offer
    interpreter_bsl: Offer
    hearing_loop: Offer
    step_free: Offer
    quiet_space: Offer
    children_welcome: Offer


class Occurrence(schemas.Value):
    """One date of an event; `ends_at` is the instant at which it is over."""

    starts_at: schemas.Instant
    ends_at: schemas.Instant
    when: str = Field(examples=["Tuesday 8 April 2026, 6:30pm to 8pm"])
    status: EventStatus
    note: str


class RecurrenceValue(schemas.Value):
    """How a regular event repeats."""

    rule: str = Field(description="RFC 5545, over wall time in Europe/London.")
    words: str = Field(examples=["Every second Tuesday at 9:30am, in school terms, until 14 July 2026"])


class DateChange(schemas.Value):
    """One date that differs from what the schedule says; RECURRENCE-ID in iCalendar."""

    original: str = Field(
        description="The wall time that the schedule gives, or the day.", examples=["20260407T093000"]
    )
    starts: str
    ends: str
    status: EventStatus
    note: str


class Schedule(schemas.Value):
    """All that a calendar needs to know of the dates, in the values of RFC 5545.

    Dates are wall times in `time_zone` such as `20260407T093000`; with `all_day`, days such as `20260407`.
    """

    uid: str = Field(description="The same for the life of the event.")
    sequence: int = Field(description="Grows when time, place or status change.")
    time_zone: str = Field(examples=["Europe/London"])
    all_day: bool
    starts: str = Field(examples=["20260113T093000"])
    duration: str = Field(examples=["PT90M", "P1D"])
    rule: str | None = Field(description="RFC 5545, its UNTIL as wall time.")
    except_dates: list[str] = Field(description="Dates of the rule on which nothing happens.")
    extra_dates: list[str] = Field(description="Dates beside those of the rule.")
    changes: list[DateChange]


class Online(schemas.Value):
    """How to join from elsewhere; the address only where the editor says that it is public."""

    note: str
    url: str | None


class Booking(schemas.Value):
    """Whether and how to book."""

    required: bool
    url: str | None
    deadline: dt.date | None = Field(description="The last day to book the event, or its next date.")
    capacity: int | None


class EventCard(schemas.Card):
    """A session, or a regular one, that parents and carers can join."""

    type: Literal["event"]
    status: EventStatus
    attendance: Attendance
    when: str
    next_occurrence: Occurrence | None
    starts_at: schemas.Instant
    ends_at: schemas.Instant | None = Field(
        description="Null for an event that goes on until further notice."
    )
    archived: bool = Field(description="Its last date is over.")
    venue: Town | None
    provision: Provision
    cost: str

    trimmed: ClassVar[dict[str, set[str]]] = {"venue": {"town"}}


class EventDocument(EventCard, schemas.Document):
    """An event in full."""

    description: str
    occurrences: list[Occurrence] = Field(description="The next 12; for an event that is over, its last 12.")
    recurrence: RecurrenceValue | None
    schedule: Schedule
    status_note: str = Field(description="What readers should know of a change, such as why it is cancelled.")
    venue: Venue | None
    online: Online | None
    booking: Booking
    contact: schemas.Contact | None
    safety_lead_role: str
    related_consultation: schemas.Related | None

    structured_as: ClassVar[str] = "Event"

    @classmethod
    def structured(cls, values: dict[str, Any]) -> dict[str, Any]:
        return structured_data.event(values)
