"""Events of an iCalendar file. ORGANIZER, ATTENDEE and CONTACT name people and are never read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cms.importing.files import SourceFile
from cms.importing.markup import rich_text, summary_of
from cms.importing.rows import Choices, Refusal, Row, RowRefused, quote
from cms.pages import BasePage
from events.events import EventPage
from events.importing.calendar_files import Component, Property, components, facts, is_changed_date, uid
from events.importing.calendar_times import Moment, Zones, minutes_of, moments, read_rule
from events.importing.changed_dates import date_change, extra_dates, skipped_days
from events.importing.dates import ENDLESS, Dates, running_minutes
from events.importing.places import place_values

KINDS = ["themes", "audiences", "areas", "age_ranges"]
ONCE = [
    "DTSTART",
    "DTEND",
    "DURATION",
    "RRULE",
    "UID",
    "SUMMARY",
    "DESCRIPTION",
    "LOCATION",
    "STATUS",
    "CLASS",
]
NOT_EVENTS = {"VTODO", "VJOURNAL"}
CONTACT = re.compile(
    r"[\w.+-]+@[\w-]+\.\w|zoom\.us|teams\.(microsoft|live)|meet\.google|(?<!\d)0\d{3,4} ?\d{3}"
)

Properties = dict[str, list[Property]]


@dataclass(frozen=True)
class CalendarImporter:
    """Reads VEVENTs; those with a RECURRENCE-ID change a date of another."""

    name: str = "calendar"
    title: str = "Events from a calendar (iCalendar, .ics)"
    model: type[BasePage] = EventPage
    # A UID is unique in the world, whatever the file is called.
    source: str = "iCalendar"
    template: str = ""

    def fits(self, file: SourceFile, choices: Choices) -> int:
        return int(file.beginning().upper().startswith("BEGIN:VCALENDAR"))

    def rows(self, file: SourceFile, choices: Choices) -> Iterator[Row | Refusal]:
        found = facts(file)
        zones = Zones(choices.time_zone, found.zone, found.offsets)
        for component in components(file):
            if component.name in NOT_EVENTS:
                yield Refusal(component.where, (f"It is a {component.name} and not an event.",))
            if component.name != "VEVENT" or is_changed_date(component):
                continue
            changed = found.changed_dates.pop(uid(component), [])
            yield _row(component, changed, zones, choices)
        for orphans in found.changed_dates.values():
            for component in orphans:
                fault = "It changes one date of an event that is not in the file."
                yield Refusal(component.where, (fault,))


def _row(component: Component, changed: list[Component], zones: Zones, choices: Choices) -> Row | Refusal:
    title, where = "", component.where
    try:
        properties = component.properties()
        title = " ".join(_text(properties, "SUMMARY").split())
        where = f"{component.where}, UID {_text(properties, 'UID') or '(none)'}"
        return _read(where, title, properties, changed, zones, choices)
    except RowRefused as refused:
        return Refusal(where, tuple(refused.faults), title)


def _read(
    where: str, title: str, properties: Properties, changed: list[Component], zones: Zones, choices: Choices
) -> Row:
    _check(title, properties)
    start, dates = _dates(properties, zones)
    walls = dates.wall_times()
    extra = extra_dates(properties.get("RDATE", []), start, zones)
    skipped, notes = skipped_days(properties.get("EXDATE", []), walls, zones)
    text = rich_text(_text(properties, "DESCRIPTION"))
    terms, unknown = _terms(properties, choices)
    values: dict[str, Any] = {
        "title": title,
        "summary": summary_of(text.html) or title,
        "description": text.html + _link(properties),
        "status": "cancelled" if _text(properties, "STATUS").upper() == "CANCELLED" else "scheduled",
        **dates.values(),
        **place_values(_text(properties, "LOCATION"), choices),
        **terms,
        "extra_dates": extra,
        "skipped_days": skipped,
        "date_changes": [date_change(one.properties(), walls, extra, dates, zones) for one in changed],
    }
    notes += [f"Dropped from the text: {', '.join(text.dropped)}."] if text.dropped else []
    notes += unknown + ([] if dates.minutes or dates.all_day else ["It does not say how long it takes."])
    return Row(where, _text(properties, "UID"), values, dates.in_words(), tuple(notes), _holds(values, dates))


def _check(title: str, properties: Properties) -> None:
    faults = [f"{name} stands twice." for name in ONCE if len(properties.get(name, [])) > 1]
    if not _text(properties, "UID"):
        faults.append("It has no UID, by which it is known again.")
    if not title:
        faults.append("It has no SUMMARY.")
    if "DTSTART" not in properties:
        faults.append("It has no DTSTART.")
    if _text(properties, "STATUS").upper() == "TENTATIVE":
        faults.append("It is TENTATIVE: its date is not certain. Import it when it is.")
    if _text(properties, "CLASS").upper() in {"PRIVATE", "CONFIDENTIAL"}:
        faults.append(f"It is marked {_text(properties, 'CLASS').upper()}.")
    if faults:
        raise RowRefused(*faults)


def _dates(properties: Properties, zones: Zones) -> tuple[Moment, Dates]:
    start = _one(properties["DTSTART"][0], zones)
    rule, count, until = "", None, None
    if "RRULE" in properties:
        rule, count, until = read_rule(properties["RRULE"][0].value, start)
    return start, Dates(
        start.wall, start.zone, start.is_day, _minutes(properties, start, zones), rule, count, until
    )


def _minutes(properties: Properties, start: Moment, zones: Zones) -> int | None:
    if "DTEND" in properties and "DURATION" in properties:
        raise RowRefused("It has both DTEND and DURATION. Keep one.")
    if "DURATION" in properties:
        return minutes_of(properties["DURATION"][0].value)
    if "DTEND" not in properties:
        return None
    end = _one(properties["DTEND"][0], zones)
    if end.is_day != start.is_day:
        raise RowRefused("One of DTSTART and DTEND is a day and the other a time.")
    return running_minutes(start.instant, end.instant)


def _one(given: Property, zones: Zones) -> Moment:
    found = moments(given, zones)
    if len(found) != 1:
        raise RowRefused(f"{given.name} holds several dates.")
    return found[0]


def _terms(properties: Properties, choices: Choices) -> tuple[dict[str, list[str]], list[str]]:
    """Return the hub's words among the categories, and a note for each that is none."""
    found: dict[str, set[str]] = {kind: set() for kind in KINDS}
    notes = []
    for name in [text for given in properties.get("CATEGORIES", []) for text in given.texts()]:
        slugs = {kind: slug for kind in KINDS if (slug := choices.terms.slug(kind, name))}
        for kind, slug in slugs.items():
            found[kind].add(slug)
        if not slugs:
            hint = choices.terms.suggestion(KINDS, name)
            notes.append(f"The category {quote(name)} is in no list here and is left out.{hint}")
    return {kind: sorted(slugs) for kind, slugs in found.items()}, notes


def _link(properties: Properties) -> str:
    url = _text(properties, "URL")
    return (
        rich_text(f'<a href="{url}">More about it</a>').html if re.match(r'https?://[^\s"<>]+$', url) else ""
    )


def _holds(values: dict[str, Any], dates: Dates) -> tuple[str, ...]:
    found = [ENDLESS] if dates.is_endless else []
    if CONTACT.search(values["description"]):
        found.append("The text holds a phone number, an e-mail address or a link to join: is it public?")
    return tuple(found)


def _text(properties: Properties, name: str) -> str:
    return properties[name][0].text if properties.get(name) else ""
