"""What must be said of an event: some of it always, some before people are told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

from events.event_documents import Provision
from events.recurrence import check_rule

if TYPE_CHECKING:
    from events.events import EventPage
    from events.occurrences import Occurrences

PROVISION = list(Provision.model_fields)


def check_rule_fields(event: EventPage) -> None:
    """Raise ValidationError where the fields of the rule do not go together, also in a draft."""
    faults: dict[str, str] = {}
    if event.rrule:
        check_rule(event.rrule)
    if event.repeat_count and event.repeat_until:
        faults["repeat_until"] = "Give a number of times or a last day, not both."
    if event.repeat_until and event.first_day and event.repeat_until < event.first_day:
        faults["repeat_until"] = "The last day is before the first."
    refuse(faults)


def refuse(faults: dict[str, str]) -> None:
    """Raise ValidationError with the faults by field, if there are any."""
    if faults:
        raise ValidationError(faults)


def missing_dates(event: EventPage) -> dict[str, str]:
    """Return what is missing to know when the event is, by field."""
    faults = {}
    if event.first_day is None:
        faults["first_day"] = "Say on which day the event is."
    if event.start_time is not None and not event.duration_minutes:
        faults["duration_minutes"] = "Say how long the event takes."
    return faults


def missing_facts(event: EventPage) -> dict[str, str]:
    """Return what else is missing before people can be told of the event, by field."""
    faults = {}
    if not event.safety_lead_role:
        faults["safety_lead_role"] = (
            "It is not said who answers for safety on the day. Give the role, such as “Family hub manager”."
        )
    if not any(getattr(event, name) for name in PROVISION):
        faults[PROVISION[0]] = (
            "Nothing is said about access, so parents can not tell whether they can come. Answer what you"
            " know of childcare, travel expenses, interpreter, hearing loop, step-free access, quiet space"
            " and children."
        )
    return faults


def check_deadline(event: EventPage, occurrences: Occurrences) -> None:
    """Raise ValidationError where booking would end after the last date.

    Not where holidays that are entered later can make another date the last.
    """
    if not event.booking_deadline or occurrences.endless or event.leaves_out_holidays:
        return
    if event.booking_deadline > occurrences.told[-1].day:
        raise ValidationError({"booking_deadline": "Booking would end after the event."})
