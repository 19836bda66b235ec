"""Events of a CSV file."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError

from cms.importing import cells
from cms.importing.cells import date_of, time_of
from cms.importing.markup import summary_of
from cms.importing.moments import in_zone, read_day
from cms.importing.rows import Choices, Row, RowRefused, quote
from cms.importing.spreadsheets import Cells, Column, CsvImporter
from events.event_documents import Provision
from events.events import EventPage
from events.importing.dates import ENDLESS, Dates, running_minutes
from events.offers import OFFERS
from events.phrases import Reading, read_phrase
from events.recurrence import LONDON, check_rule


def days(text: str, choices: Choices) -> list[str]:
    """Return days with semicolons between them."""
    return sorted({read_day(part).isoformat() for part in text.split(";") if part.strip()})


def phrase(text: str, choices: Choices) -> Reading:
    """Return what words such as `every second Tuesday` say for certain."""
    try:
        return read_phrase(text, choices.now.astimezone(LONDON).date())
    except ValidationError as error:
        raise RowRefused(*error.messages) from error


def rule(text: str, choices: Choices) -> str:
    """Return an RFC 5545 rule without its end."""
    try:
        check_rule(text.strip().upper())
    except ValidationError as error:
        raise RowRefused(*error.messages) from error
    return text.strip().upper()


def postcode(text: str, choices: Choices) -> str:
    return " ".join(text.upper().split())


def _choices_of(name: str) -> list[tuple[str, str]]:
    return list(getattr(EventPage, name).field.flatchoices)


COLUMNS = [
    Column("id", required=True, example="library-12"),
    Column("title", field="title", required=True, example="Coffee and questions"),
    Column("summary", field="summary", example="A drop-in for parents of under fives."),
    Column("description", cells.html, "description", example="Come for five minutes or the whole hour."),
    Column("status", cells.one_of(_choices_of("status")), "status", "scheduled", example="scheduled"),
    Column("status note", field="status_note"),
    Column("first day", cells.day, empty=None, example="2027-03-02"),
    Column("start time", cells.time, empty=None, example="09:30"),
    Column("end time", cells.time, empty=None, example="11:00"),
    Column("minutes", cells.number, empty=None),
    Column("repeats in words", phrase, empty=None, example="every second Tuesday until 13 July 2027"),
    Column("rule", rule),
    Column("times", cells.number, empty=None),
    Column("until", cells.day, empty=None),
    Column("extra days", days, empty=[]),
    Column("days left out", days, empty=[]),
    Column("not in school holidays", cells.yes_or_no, "term_time_only", False, example="yes"),
    Column("not on bank holidays", cells.yes_or_no, "skip_bank_holidays", False),
    Column(
        "attendance", cells.one_of(_choices_of("attendance")), "attendance", "in_person", example="in_person"
    ),
    Column("venue", field="venue_name", example="Central Library"),
    Column("address", field="venue_address_line", example="High Street"),
    Column("town", field="venue_town", example="Anytown"),
    Column("postcode", postcode, "venue_postcode"),
    Column("how to join online", field="online_note"),
    Column("online address", cells.web_address, "online_url"),
    Column("booking needed", cells.yes_or_no, "booking_required", False, example="no"),
    Column("booking address", cells.web_address, "booking_url"),
    Column("booking deadline", cells.day, "booking_deadline", None),
    Column("places", cells.number, "capacity", None),
    Column("cost", field="cost", example="Free"),
    *(Column(name.replace("_", " "), cells.one_of(OFFERS), name) for name in Provision.model_fields),
    Column("safety lead role", field="safety_lead_role", example="Duty manager"),
    Column("contact role", field="contact_role"),
    *(
        Column(kind.replace("_", " "), cells.terms(kind), kind, [])
        for kind in ("themes", "audiences", "areas", "age_ranges", "organisations")
    ),
]


def finish(given: Cells, choices: Choices) -> Row:
    """Return the row of an event, whose dates may be said in columns, in words or in both."""
    dates, said = _dates(given, choices)
    values: dict[str, Any] = EVENTS.values(given) | dates.values()
    if said is not None:
        values["term_time_only"] = said.term_time_only or values.get("term_time_only", False)
        values["skip_bank_holidays"] = said.skip_bank_holidays or values.get("skip_bank_holidays", False)
    values["summary"] = given.get("summary") or summary_of(given.get("description", "")) or given["title"]
    walls = dates.wall_times()
    left_out = given.get("days left out", [])
    _check_left_out(left_out, walls)
    if "extra days" in given:
        values["extra_dates"] = [{"day": one, "start_time": None} for one in given["extra days"]]
    if "days left out" in given:
        values["skipped_days"] = [{"day": one} for one in left_out]
    notes = () if dates.minutes or dates.all_day else ("It does not say how long it takes.",)
    holds = (ENDLESS,) if dates.is_endless else ()
    return Row("", given["id"], values, dates.in_words(), notes, holds)


EVENTS = CsvImporter("events", "Events from a spreadsheet (CSV)", EventPage, COLUMNS, finish)


def _dates(given: Cells, choices: Choices) -> tuple[Dates, Reading | None]:
    said: Reading | None = given.get("repeats in words")
    day = _agreed("first day", date_of(given.get("first day")), said.first_day if said else None)
    start = _agreed("start time", time_of(given.get("start time")), said.start_time if said else None)
    end = _agreed("end time", time_of(given.get("end time")), said.end_time if said else None)
    count = _agreed("times", given.get("times"), said.count if said else None)
    until = _agreed("until", date_of(given.get("until")), said.until if said else None)
    repeats = _agreed("rule", given.get("rule") or None, (said.rrule or None) if said else None) or ""
    minutes = _agreed("minutes", given.get("minutes"), said.duration_minutes if said else None)
    if day is None:
        raise RowRefused("first day: It is empty. Say on which day it is, or is first.")
    if said and said.month_day and said.month_day != (day.month, day.day):
        raise RowRefused("The words and the first day name two different days of the year.")
    if (count or until) and not repeats:
        raise RowRefused("It says how long it goes on, and not how it repeats.")
    if count and until:
        raise RowRefused("Give a number of times or a last day, not both.")
    if end and not start:
        raise RowRefused("It says when it ends, and not when it starts.")
    zone = choices.time_zone
    if start and zone is None:
        raise RowRefused("Its times are in no time zone. Say in which they are, such as Europe/London.")
    wall = dt.datetime.combine(day, start or dt.time())
    if end and zone:
        minutes = _agreed("minutes", minutes, _between(wall, end, zone))
    return Dates(wall, zone or LONDON, start is None, minutes, repeats, count, until), said


def _between(start: dt.datetime, end_time: dt.time, zone: Any) -> int | None:
    end = dt.datetime.combine(start.date(), end_time)
    if end <= start:
        raise RowRefused("It ends before it starts. For one that goes past midnight, give its minutes.")
    return running_minutes(in_zone(str(start), start, zone), in_zone(str(end), end, zone))


def _agreed(name: str, column: Any, words: Any) -> Any:
    """Return what was said in a column or in words; raises RowRefused where they differ."""
    if column is not None and words is not None and column != words:
        raise RowRefused(f"{name}: the cells say {quote(column)} and {quote(words)}. Keep one.")
    return column if column is not None else words


def _check_left_out(left_out: list[str], walls: list[dt.datetime]) -> None:
    known = {wall.date().isoformat() for wall in walls}
    for one in left_out:
        if one not in known:
            raise RowRefused(f"days left out: {one} is no date of its rule.")
