"""What events and consultations add to the checks of content."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.core.exceptions import ValidationError

from cms.checks.complete import ADVICE
from cms.checks.draft import Draft
from cms.checks.findings import Finding
from cms.checks.prose_dates.stated import StatedDays
from cms.dates import local
from events.consultation_checks import incomplete, rewritten
from events.consultations import ConsultationPage
from events.events import EventPage
from events.pre_election import concerns

# How people take part where they come to a place, and what becomes of an event to which nobody comes.
IN_PERSON, NOBODY_COMES = {"in_person", "hybrid"}, {"cancelled", "postponed", "moved_online"}
PLACE_ADVICE = (
    "Give the venue, its street, town and postcode. Where families are told the place only when they book,"
    " say that as the reason."
)
ONE_DAY = dt.timedelta(days=1)


def event_days(event: EventPage, now: dt.datetime) -> StatedDays:
    """Return the days on which an event is, and the last on which to book."""
    try:
        event.check_dates()
        occurrences = event.occurrences(now)
    except ValidationError:
        # It is not said yet when it is, which the form says at its fields.
        return StatedDays()
    happens = {
        local(one.starts_at).date() + ONE_DAY * offset
        for one in occurrences.told
        for offset in range(_nights(one.starts_at, one.ends_at) + 1)
    }
    return StatedDays(
        {"happens": frozenset(happens), "books": _known(event.booking_deadline)},
        known_until=occurrences.told[-1].day if occurrences.endless else None,
    )


def consultation_days(page: ConsultationPage, now: dt.datetime) -> StatedDays:
    """Return the days on which a consultation opens and closes, is decided and reported."""
    rows = list(page.windows.all())
    return StatedDays(
        {
            "opens": _known(*(local(row.opens_at).date() for row in rows if row.opens_at)),
            "closes": _known(*(local(row.closes_at).date() for row in rows if row.closes_at)),
            "decides": _known(page.decision_day),
            "reports": _known(
                page.promised_feedback_on,
                page.feedback_published_on,
                *(update.on for update in page.feedback_updates.all()),
            ),
        }
    )


def consultation_rules(draft: Draft) -> Iterator[Finding]:
    """Find what the form would refuse: no promised day of feedback, or a past that is rewritten."""
    faults = incomplete(draft.page, draft.now)
    live = draft.page.live_version() if draft.page.pk else None
    if live and all(row.opens_at and row.closes_at for row in draft.page.windows.all()):
        faults |= rewritten(draft.page, live, draft.now)
    for field, why in faults.items():
        yield Finding(field, why, ADVICE, blocks=True)


def pre_election(draft: Draft) -> Iterator[Finding]:
    """Find what is published in a period before an election, or happens in one."""
    dates = "windows" if isinstance(draft.page, ConsultationPage) else "first_day"
    for concern in concerns(draft.page, draft.now):
        yield Finding(dates if concern.is_about_dates else "", concern.message, concern.advice)


def place_said(draft: Draft) -> Iterator[Finding]:
    """Find an event to which people should come and that does not say where."""
    event = draft.page
    if event.attendance not in IN_PERSON or event.status in NOBODY_COMES:
        return
    if not event.venue_town.strip():
        yield Finding("venue_town", "Nothing says in which town or village it is.", PLACE_ADVICE)
    elif not (event.venue_name.strip() or event.venue_address_line.strip()):
        yield Finding("venue_name", f"It says {event.venue_town} and no more of the place.", PLACE_ADVICE)


def _nights(starts_at: dt.datetime, ends_at: dt.datetime) -> int:
    """Return over how many midnights it goes; one that ends at midnight is of the day before."""
    return (local(ends_at - dt.timedelta(seconds=1)).date() - local(starts_at).date()).days


def _known(*days: dt.date | None) -> frozenset[dt.date]:
    return frozenset(one for one in days if one is not None)
