"""What calendars show of events and of consultations, from their public documents."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from icalendar import Event, vDuration, vRecur
from icalendar.enums import STATUS

from cms.dates import day, local, moment
from cms.feeds.calendar_entries import Document, entry
from events.event_documents import Provision
from events.events import EventPage
from events.offers import OFFERS

STATUSES = {"cancelled": STATUS.CANCELLED, "postponed": STATUS.TENTATIVE}
SAID = {"cancelled": "Cancelled", "postponed": "Postponed", "moved_online": "Moved online", "full": "Full"}
PROVISIONS = {name: str(getattr(EventPage, name).field.verbose_name) for name in Provision.model_fields}
ANSWERS = {value: words.lower() for value, words in OFFERS}
NOT_SAID = {"not_needed"}


def event_entries(document: Document) -> list[Event]:
    """Return an event: one component for its schedule, and one for each date that differs."""
    schedule = document["schedule"]
    zone = ZoneInfo(schedule["time_zone"])
    starts = wall_time(schedule["starts"], zone)
    main = _event(document, document["status"], document["status_note"], starts, _end(schedule, starts))
    if schedule["rule"]:
        main.add("rrule", _rule(schedule["rule"], schedule["all_day"], zone))
    for name, days in {"exdate": schedule["except_dates"], "rdate": schedule["extra_dates"]}.items():
        for text in days:
            value = wall_time(text, zone)
            main.add(name, value, parameters={} if isinstance(value, dt.datetime) else {"VALUE": "DATE"})
    changed = []
    for change in schedule["changes"]:
        edges = [wall_time(change[name], zone) for name in ("starts", "ends")]
        component = _event(document, change["status"], change["note"], *edges)
        component.add("recurrence-id", wall_time(change["original"], zone))
        changed.append(component)
    return [main, *changed]


def consultation_entries(document: Document) -> list[Event]:
    """Return the day on which each window closes; its number among them is what its UID stays by."""
    withdrawn = document["state"] == "withdrawn"
    windows = document["windows"]
    entries = []
    for number, window in enumerate(windows, start=1):
        closes_at = dt.datetime.fromisoformat(window["closes_at"])
        closing_day = local(closes_at).date()
        opens_again = number < len(windows)
        verb = "Withdrawn" if withdrawn else "Closes for now" if opens_again else "Closes"
        component = entry(
            document,
            uid=str(uuid5(UUID(document["id"]), f"window {number}")),
            sequence=document["sequence"],
            summary=f"{verb}: {document['title']}",
            starts=closing_day,
            ends=closing_day + dt.timedelta(days=1),
            status=STATUS.CANCELLED if withdrawn else STATUS.CONFIRMED,
            description=[
                f"{document['when']}." if document["state"] in {"withdrawn", "paused"} else "",
                f"Answers count until {moment(closes_at)}." if not withdrawn else "",
                window["note"],
                document["summary"],
            ],
        )
        # A closing day takes nobody's time.
        component.add("transp", "TRANSPARENT")
        entries.append(component)
    return entries


def wall_time(text: str, zone: ZoneInfo) -> dt.date:
    """Return a day, or a time in its zone, of a document's schedule."""
    if "T" not in text:
        return dt.datetime.strptime(text, "%Y%m%d").date()
    return dt.datetime.strptime(text, "%Y%m%dT%H%M%S").replace(tzinfo=zone)


def _event(document: Document, status: str, note: str, starts: dt.date, ends: dt.date) -> Event:
    said = SAID.get(status)
    schedule = document["schedule"]
    component = entry(
        document,
        uid=schedule["uid"],
        sequence=schedule["sequence"],
        summary=f"{said}: {document['title']}" if said else document["title"],
        starts=starts,
        ends=ends,
        status=STATUSES.get(status, STATUS.CONFIRMED),
        description=[note, document["summary"], *_facts(document)],
    )
    place = _place(document, status)
    if place:
        component.add("location", place)
    return component


def _end(schedule: dict[str, Any], starts: dt.date) -> dt.date:
    """Return the first day or instant after the first date, counted in running time."""
    duration: dt.timedelta = vDuration.from_ical(schedule["duration"])  # type: ignore[no-untyped-call]
    if not isinstance(starts, dt.datetime):
        return starts + duration
    return (starts.astimezone(dt.UTC) + duration).astimezone(starts.tzinfo)


def _rule(text: str, all_day: bool, zone: ZoneInfo) -> vRecur:
    """Return a rule whose UNTIL is of the kind that RFC 5545 asks for: a day, or an instant in UTC."""
    rule: vRecur = vRecur.from_ical(text)
    untils = []
    for until in rule.get("UNTIL", []):
        if all_day:
            untils.append(until.date() if isinstance(until, dt.datetime) else until)
        else:
            untils.append(until.replace(tzinfo=zone).astimezone(dt.UTC))
    if untils:
        rule["UNTIL"] = untils
    return rule


def _place(document: Document, status: str) -> str:
    venue, online = document["venue"], document["online"]
    if venue and status != "moved_online":
        parts = [venue["name"], venue["address_line"], venue["town"], venue["postcode"]]
        return ", ".join(part for part in parts if part)
    if online:
        return str(online["url"] or online["note"])
    return {"online": "Online", "phone": "By phone"}.get(document["attendance"], "")


def _facts(document: Document) -> list[str]:
    """Return what decides whether a parent can come, in words."""
    recurrence, online, booking = document["recurrence"], document["online"], document["booking"]
    given = [
        f"{PROVISIONS[name][:1].upper()}{PROVISIONS[name][1:]}: {ANSWERS[value]}."
        for name, value in document["provision"].items()
        if value not in NOT_SAID
    ]
    return [
        f"{recurrence['words']}." if recurrence else "",
        online["note"] if online else "",
        f"Cost: {document['cost']}" if document["cost"] else "",
        _booking(booking),
        "\n".join(given),
    ]


def _booking(booking: dict[str, Any]) -> str:
    if not booking["required"]:
        return ""
    until = f" by {day(dt.date.fromisoformat(booking['deadline']))}" if booking["deadline"] else ""
    return f"Book a place{until}. {booking['url'] or ''}".strip()
