"""Import files by the command, as an operator does."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command

from cms.importing.models import ImportedListing
from tests.factories import ConsultationIndexFactory, EventIndexFactory, PracticeIndexFactory

FIXTURES = Path(__file__).parent / "fixtures"
LONDON = {"time_zone": "Europe/London"}


@dataclass(frozen=True)
class Report:
    """What the command said."""

    told: str
    refused: str
    code: int


def bring(*files: Path, **options: Any) -> Report:
    """Import files and return what was said."""
    out, err = StringIO(), StringIO()
    code = 0
    try:
        call_command("import_listings", *map(str, files), stdout=out, stderr=err, **options)
    except SystemExit as stopped:
        code = int(stopped.code or 0)
    return Report(out.getvalue(), err.getvalue(), code)


def make_parents() -> None:
    """Make the pages below which listings stand."""
    EventIndexFactory()
    ConsultationIndexFactory()
    PracticeIndexFactory()


def draft_of(source_id: str) -> Any:
    """Return the newest draft of what was imported with an id."""
    page = ImportedListing.objects.get(source_id=source_id).page
    assert page is not None
    return page.specific.get_latest_revision_as_object()


def calendar(path: Path, *lines: str, around: tuple[str, ...] = ()) -> Path:
    """Write a calendar of one event with these lines."""
    event = ["BEGIN:VEVENT", "UID:one@example", "SUMMARY:A walk", *lines, "END:VEVENT"]
    text = "\r\n".join(
        ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//T//T//EN", *around, *event, "END:VCALENDAR", ""]
    )
    file = path / "one.ics"
    file.write_text(text)
    return file


def sheet(path: Path, **cells: str) -> Path:
    """Write a CSV file of one row, whose headings have _ for spaces."""
    return table(path, [name.replace("_", " ") for name in cells], list(cells.values()))


def table(path: Path, headings: list[str], *rows: list[str]) -> Path:
    """Write a CSV file."""
    file = path / "list.csv"
    with file.open("w", newline="") as stream:
        csv.writer(stream).writerows([headings, *rows])
    return file
