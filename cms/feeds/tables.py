"""Open data: CSV files (RFC 4180) that spreadsheets open safely, each with its data dictionary (CSVW)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from cms.exports import inert
from cms.feeds.columns import BETWEEN_VALUES, Column

CSV = "text/csv; charset=utf-8; header=present"
DICTIONARY = "application/csvm+json"
# Without it Excel takes UTF-8 for the letters of its own country.
MARK = "\ufeff"
COMMENT = (
    "Several values in a cell stand with a semicolon between them. A text that begins with = + - @ or a tab"
    " has an apostrophe before it, so that no spreadsheet runs it as a formula."
)


def write_csv(columns: list[Column], documents: Iterable[dict[str, Any]]) -> bytes:
    """Return a table with a line of names, UTF-8 with its mark."""
    text = io.StringIO()
    text.write(MARK)
    writer = csv.writer(text)
    writer.writerow(column.name for column in columns)
    for document in documents:
        writer.writerow(inert(column.cell(document)) for column in columns)
    return text.getvalue().encode()


def dictionary(title: str, publisher: str, address: str, columns: list[Column]) -> dict[str, Any]:
    """Return the CSVW metadata of the table at an address."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": address,
        "dc:title": title,
        "dc:publisher": publisher,
        "rdfs:comment": COMMENT,
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\r\n"]},
        "tableSchema": {"primaryKey": "id", "columns": [_described(column) for column in columns]},
    }


def _described(column: Column) -> dict[str, Any]:
    datatype: Any = column.datatype
    if column.words:
        datatype = {"base": column.datatype, "format": "|".join(column.words)}
    values: dict[str, Any] = {"name": column.name, "titles": column.name, "datatype": datatype}
    if column.is_list:
        values["separator"] = BETWEEN_VALUES
    if column.description:
        values["dc:description"] = column.description
    return values
