"""Practice examples of a CSV file."""

from __future__ import annotations

from typing import Any

from cms.importing import cells
from cms.importing.markup import summary_of
from cms.importing.rows import Choices, Row, RowRefused, quote
from cms.importing.spreadsheets import Cells, Column, CsvImporter
from practice.examples import PracticeExamplePage


def figures(text: str, choices: Choices) -> list[list[Any]]:
    """Return numbers, one a line, such as `Families who answered: 212`."""
    found: list[list[Any]] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        label, colon, value = line.rpartition(":")
        if not (colon and label.strip() and value.strip()):
            raise RowRefused(f"{quote(line)} is no figure such as “Families who answered: 212”.")
        found.append(["figure", {"label": label.strip(), "value": value.strip()}])
    return found


COLUMNS = [
    Column("id", required=True, example="example-7"),
    Column("title", field="title", required=True, example="Asking at the gate"),
    Column("summary", field="summary", example="A nursery asked parents where they already were."),
    Column("year", cells.number, "year", None, example="2026"),
    Column("problem", cells.html, "problem", example="Nobody came to the evening meetings."),
    Column("what we did", cells.html, "what_we_did", example="We asked at the gate for a week."),
    Column("what families said", cells.html, "what_families_said", example="“You came to us.”"),
    Column("what changed", cells.html, "what_changed", example="Meetings start at nine."),
    Column("what we learned", cells.html, "what_we_learned", example="Ask where people are."),
    Column("key figures", figures, "key_figures", [], example="Families who answered: 212"),
    Column("cost note", field="cost_note"),
    Column("contact role", field="contact_role"),
    *(
        Column(kind.replace("_", " "), cells.terms(kind), kind, [])
        for kind in ("themes", "audiences", "areas", "age_ranges", "organisations")
    ),
    Column("level of involvement", cells.term("involvement_levels"), "involvement_level", None),
]


def finish(given: Cells, choices: Choices) -> Row:
    """Return the row of an example."""
    values = EXAMPLES.values(given)
    values["summary"] = given.get("summary") or summary_of(given.get("problem", "")) or given["title"]
    return Row("", given["id"], values, str(given.get("year") or ""))


EXAMPLES = CsvImporter(
    "practice-examples", "Practice examples from a spreadsheet (CSV)", PracticeExamplePage, COLUMNS, finish
)
