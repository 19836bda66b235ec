"""Events and consultations as drafts; they refer to each other, so each exists before it is filled."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page

from demo.loading.calendar import Calendar
from demo.loading.drafts import Draft, Stream
from demo.loading.shelf import Shelf
from demo.pack.consultations import ConsultationEntry, FeedbackEntry
from demo.pack.events import EventEntry
from events.consultation_fresh_start import start_over
from events.history import forget
from events.models import ConsultationPage, EventPage


def event_draft(entry: EventEntry, parent: Page, shelf: Shelf) -> Draft:
    """Return an event as the pack wants it, but for its consultation."""
    return Draft(
        "events.json",
        EventPage,
        parent,
        entry.slug,
        values={
            "title": entry.title,
            "summary": entry.summary,
            "description": entry.description,
            "status": entry.status,
            "attendance": entry.attendance,
            "cost": entry.cost,
            "safety_lead_role": entry.safety_lead_role,
            "contact_role": entry.contact.role,
            "contact_email": entry.contact.email,
            "contact_phone": entry.contact.phone,
            "contact_is_public": True,
            "online_note": entry.online_note or "",
            "online_url": entry.online_url or "",
            "online_url_is_public": False,
            **entry.provision.model_dump(),
            **_dates(entry, shelf.calendar),
            **_venue(entry),
            **_booking(entry, shelf.calendar),
            **shelf.theme_image(entry.themes),
            **shelf.upkeep(),
        },
        terms=shelf.terms(entry),
        children={"extra_dates": [], "skipped_days": [], "date_changes": []},
        start_over=forget,
    )


def with_consultation(draft: Draft, entry: EventEntry, shelf: Shelf) -> Draft:
    """Return the draft of an event with its consultation, which exists by now."""
    slug = entry.related_consultation
    draft.values["related_consultation_id"] = shelf.page_id("consultations", slug) if slug else None
    return draft


def _dates(entry: EventEntry, calendar: Calendar) -> dict[str, Any]:
    rule = entry.recurrence
    until = rule.until_day if rule else None
    return {
        "first_day": calendar.first_day(entry),
        "start_time": entry.start.time,
        "duration_minutes": entry.duration_minutes,
        "rrule": rule.rrule if rule else "",
        "repeat_count": rule.count if rule else None,
        "repeat_until": calendar.day(until) if until is not None else None,
        "term_time_only": bool(rule and rule.exdates_rule),
    }


def _venue(entry: EventEntry) -> dict[str, str]:
    venue = entry.venue.model_dump() if entry.venue else {}
    return {f"venue_{part}": venue.get(part, "") for part in ("name", "address_line", "town", "postcode")}


def _booking(entry: EventEntry, calendar: Calendar) -> dict[str, Any]:
    booking = entry.booking
    deadline = booking.deadline_day
    return {
        "booking_required": booking.required,
        "booking_url": booking.url or "",
        "booking_deadline": calendar.day(deadline) if deadline is not None else None,
        "booking_days_before": booking.deadline_days_before,
        "capacity": booking.capacity,
    }


def consultation_draft(entry: ConsultationEntry, parent: Page, shelf: Shelf) -> Draft:
    """Return a consultation as the pack wants it; its events exist by now."""
    calendar, ways, counts = shelf.calendar, entry.ways_to_respond, entry.response_counts
    feedback_values, feedback_streams = _feedback(entry.feedback, calendar)
    return Draft(
        "consultations.json",
        ConsultationPage,
        parent,
        entry.slug,
        values={
            "title": entry.title,
            "summary": entry.summary,
            "description": entry.body,
            "online_url": ways.online,
            "response_email": ways.email or "",
            "response_phone": ways.phone or "",
            "response_post": ways.post or "",
            "sessions_offered": ways.sessions.offered,
            "ready_within_working_days": entry.alternative_formats.ready_within_working_days,
            "decision_what": entry.decision.what,
            "decision_maker": entry.decision.maker,
            "decision_day": calendar.day(entry.decision.day),
            "promised_feedback_on": calendar.day(entry.promised_feedback_day),
            "responses_online": counts.online,
            "responses_paper": counts.paper,
            "responses_sessions": counts.sessions,
            "impact_assessment": entry.equality_note,
            "safety_note": entry.safety_note,
            "involvement_level_id": shelf.level_id(entry.involvement_level),
            **feedback_values,
            **shelf.theme_image(entry.themes),
            **shelf.upkeep(),
        },
        streams={
            "formats": [
                ("format", {"format": name, "available_on": None})
                for name in entry.alternative_formats.formats
            ],
            **feedback_streams,
        },
        terms=shelf.terms(entry),
        children={
            "windows": [
                {"opens_at": calendar.opens_at(one.opens), "closes_at": calendar.closes_at(one.closes)}
                for one in entry.windows
            ],
            "sessions": [{"event_id": shelf.page_id("events", slug)} for slug in ways.sessions.events],
        },
        start_over=start_over,
    )


def _feedback(feedback: FeedbackEntry | None, calendar: Calendar) -> tuple[dict[str, Any], dict[str, Stream]]:
    if feedback is None:
        return {"feedback_published_on": None, "we_asked": ""}, {"you_said": [], "we_did": []}
    values = {
        "feedback_published_on": calendar.day(feedback.published_day),
        "we_asked": feedback.we_asked,
    }
    deeds: Stream = [
        ("deed", {"action": deed.action, "status": deed.status, "why": deed.why or ""})
        for deed in feedback.we_did
    ]
    return values, {"you_said": [("voice", said) for said in feedback.you_said], "we_did": deeds}
