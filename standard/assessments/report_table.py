"""The report as a table, a line for each statement."""

from __future__ import annotations

import csv
import io

from cms.exports import inert
from cms.feeds.tables import MARK
from standard.assessments.report import Report

CSV = "text/csv; charset=utf-8; header=present"
COLUMNS = [
    "part",
    "part_title",
    "part_level",
    "statement",
    "title",
    "level",
    "counts_as",
    "why",
    "does_not_apply",
    "parents_level",
]


def table(report: Report) -> bytes:
    """Return CSV in UTF-8 with its mark; what is empty has no value yet."""
    text = io.StringIO()
    text.write(MARK)
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for part in report.result.dimensions:
        for one in part.statements:
            values = [
                part.code,
                part.title,
                part.level,
                one.code,
                one.title,
                one.level,
                one.counts_as,
                one.why,
                "yes" if one.does_not_apply else "no",
                report.parents.levels.get(one.code),
            ]
            writer.writerow("" if value is None else inert(str(value)) for value in values)
    return text.getvalue().encode()
