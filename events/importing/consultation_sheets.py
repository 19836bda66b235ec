"""Consultations of a CSV file."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.core.exceptions import ValidationError

from cms.dates import moment
from cms.importing import cells
from cms.importing.markup import summary_of
from cms.importing.rows import Choices, Row, RowRefused, quote
from cms.importing.spreadsheets import Cells, Column, CsvImporter
from events.consultation_course import refuse_midnight
from events.consultations import ConsultationPage

DEED = re.compile(r"(done|in progress|not possible): *(.+?)(?: *\| *why: *(.+))?", re.IGNORECASE)


def voices(text: str, choices: Choices) -> list[list[Any]]:
    """Return what people said, one thing a line."""
    return [["voice", line.strip()] for line in text.splitlines() if line.strip()]


def deeds(text: str, choices: Choices) -> list[list[Any]]:
    """Return what was done, one thing a line, such as `done: We moved the crossing.`"""
    found: list[list[Any]] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        deed = DEED.fullmatch(line)
        if not deed:
            raise RowRefused(
                f"{quote(line)} does not say what became of it. Write “done: …”, “in progress: …” or"
                " “not possible: … | why: …”."
            )
        status = deed[1].casefold().replace(" ", "_")
        found.append(["deed", {"action": deed[2], "status": status, "why": deed[3] or ""}])
    return found


COLUMNS = [
    Column("id", required=True, example="2027-crossings"),
    Column("title", field="title", required=True, example="Safer crossings near schools"),
    Column("summary", field="summary", example="Where should new crossings go?"),
    Column("description", cells.html, "description", example="We have money for six crossings."),
    Column("opens", cells.instant, required=True, example="2027-05-04 09:00"),
    Column("closes", cells.instant, required=True, example="2027-06-29 23:59"),
    Column("window note"),
    Column("online form", cells.web_address, "online_url", example="https://example.org/crossings"),
    Column("e-mail", cells.email, "response_email"),
    Column("phone", field="response_phone"),
    Column("post", field="response_post"),
    Column("answers in person", cells.yes_or_no, "sessions_offered", False),
    Column("what will be decided", field="decision_what", example="Where six crossings go"),
    Column("who decides", field="decision_maker", example="The cabinet member for transport"),
    Column("decided on", cells.day, "decision_day", None),
    Column("promised feedback on", cells.day, "promised_feedback_on", None, example="2027-09-30"),
    Column("feedback published on", cells.day, "feedback_published_on", None),
    Column("we asked", cells.lines, "we_asked"),
    Column("you said", voices, "you_said", []),
    Column("we did", deeds, "we_did", []),
    Column("no feedback because", cells.lines, "no_feedback_reason"),
    Column("answers online", cells.number, "responses_online", 0),
    Column("answers on paper", cells.number, "responses_paper", 0),
    Column("sessions held", cells.number, "responses_sessions", 0),
    Column("impact assessment", cells.lines, "impact_assessment"),
    Column("safety note", cells.lines, "safety_note"),
    Column("first published", cells.instant, empty=None),
    *(
        Column(kind.replace("_", " "), cells.terms(kind), kind, [])
        for kind in ("themes", "audiences", "areas", "age_ranges", "organisations")
    ),
    Column("level of involvement", cells.term("involvement_levels"), "involvement_level", None),
]


def finish(given: Cells, choices: Choices) -> Row:
    """Return the row of a consultation."""
    values: dict[str, Any] = CONSULTATIONS.values(given)
    values["summary"] = given.get("summary") or summary_of(given.get("description", "")) or given["title"]
    opens, closes = (dt.datetime.fromisoformat(given[name]) for name in ("opens", "closes"))
    values["windows"] = [window(opens, closes, given.get("window note", ""))]
    first = given.get("first published")
    return Row(
        "",
        given["id"],
        values,
        period(opens, closes),
        first_published_at=dt.datetime.fromisoformat(first) if first else None,
    )


def window(opens: dt.datetime, closes: dt.datetime, note: str = "") -> dict[str, Any]:
    """Return a window as values; raises RowRefused where it closes before it opens."""
    if closes <= opens:
        raise RowRefused(f"It closes at {moment(closes)}, before it opens at {moment(opens)}.")
    try:
        refuse_midnight(closes, "closes")
    except ValidationError as error:
        raise RowRefused(*error.messages) from error
    return {"opens_at": opens.isoformat(), "closes_at": closes.isoformat(), "note": note}


def period(opens: dt.datetime, closes: dt.datetime) -> str:
    """Return what the preview shows of a window."""
    return f"{moment(opens)} to {moment(closes)}"


CONSULTATIONS = CsvImporter(
    "consultations", "Consultations from a spreadsheet (CSV)", ConsultationPage, COLUMNS, finish
)
