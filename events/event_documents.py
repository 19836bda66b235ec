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

    town: str = Field(description="The town or village.")


class Venue(Town):
    """Where it is."""

    name: str = Field(description="The building.")
    address_line: str = Field(description="Its street and number.")
    postcode: str = Field(description="Its postcode.")


class Provision(schemas.Value):
    """What decides whether a parent can come; `not_needed` such as step-free access to a phone call."""

    childcare: Offer = Field(description="Whether there is childcare; `on_request`: for who asks in time.")
    travel_expenses: Offer = Field(description="Whether travel is paid for.")
    interpreter_bsl: Offer = Field(description="Whether there is an interpreter of British Sign Language.")
    hearing_loop: Offer = Field(description="Whether there is a hearing loop.")
    step_free: Offer = Field(description="Whether everything can be reached without steps.")
    quiet_space: Offer = Field(description="Whether there is a quiet space.")
    children_welcome: Offer = Field(description="Whether children may come along.")


class Occurrence(schemas.Value):
    """One date of an event; `ends_at` is the instant at which it is over."""

    starts_at: schemas.Instant = Field(description="When it begins.")
    ends_at: schemas.Instant = Field(description="When it ends.")
    when: str = Field(
        description="The same as people read it.", examples=["Tuesday 8 April 2026, 6:30pm to 8pm"]
    )
    status: EventStatus = Field(description="Whether this date goes ahead.")
    note: str = Field(description="What readers should know of this date.")


class RecurrenceValue(schemas.Value):
    """How a regular event repeats."""

    rule: str = Field(description="RFC 5545, over wall time in Europe/London.")
    words: str = Field(
        description="The same as people read it.",
        examples=["Every second Tuesday at 9:30am, in school terms, until 14 July 2026"],
    )


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
    time_zone: str = Field(description="The zone of the wall time below.", examples=["Europe/London"])
    all_day: bool = Field(description="Whether it has days and no times.")
    starts: str = Field(description="The first date, as wall time.", examples=["20260113T093000"])
    duration: str = Field(description="How long each date takes, as in RFC 5545.", examples=["PT90M", "P1D"])
    rule: str | None = Field(description="RFC 5545, its UNTIL as wall time.")
    except_dates: list[str] = Field(description="Dates of the rule on which nothing happens.")
    extra_dates: list[str] = Field(description="Dates beside those of the rule.")
    changes: list[DateChange]


class Online(schemas.Value):
    """How to join from elsewhere; the address only where the editor says that it is public."""

    note: str = Field(description="How to take part online.")
    url: str | None = Field(description="Null unless the editor says that it is public.")


class Booking(schemas.Value):
    """Whether and how to book."""

    required: bool = Field(description="Whether people must book.")
    url: str | None = Field(description="Where to book; null where there is no such page.")
    deadline: dt.date | None = Field(description="The last day to book the event, or its next date.")
    capacity: int | None = Field(description="How many can come; null where nothing is said.")


class EventCard(schemas.Card):
    """A session, or a regular one, that parents and carers can join."""

    type: Literal["event"]
    status: EventStatus = Field(
        description="Whether it goes ahead, is full, is postponed or cancelled, or has moved online."
    )
    attendance: Attendance = Field(description="Whether people come in person, online or either way.")
    when: str = Field(
        description="When it happens next, as people read it; for one that is over, when it did."
    )
    next_occurrence: Occurrence | None = Field(description="Null once it is over.")
    starts_at: schemas.Instant = Field(
        description="When it happens next; for one that is over, when it last did."
    )
    ends_at: schemas.Instant | None = Field(
        description="Null for an event that goes on until further notice."
    )
    archived: bool = Field(description="Its last date is over.")
    venue: Town | None
    provision: Provision = Field(description="What helps people to come.")
    cost: str = Field(description="What it costs those who come, in words.")

    trimmed: ClassVar[dict[str, set[str]]] = {"venue": {"town"}}


class EventDocument(EventCard, schemas.Document):
    """An event in full."""

    description: str = Field(description="What it is, as HTML.")
    occurrences: list[Occurrence] = Field(description="The next 12; for an event that is over, its last 12.")
    recurrence: RecurrenceValue | None = Field(description="Null for one that does not repeat.")
    schedule: Schedule
    status_note: str = Field(description="What readers should know of a change, such as why it is cancelled.")
    venue: Venue | None
    online: Online | None
    booking: Booking
    contact: schemas.Contact | None
    safety_lead_role: str = Field(description="The role that answers for the safety of those who come.")
    related_consultation: schemas.Related | None = Field(
        description="What it is part of; null where it stands alone."
    )

    structured_as: ClassVar[str] = "Event"

    @classmethod
    def structured(cls, values: dict[str, Any]) -> dict[str, Any]:
        return structured_data.event(values)
