"""CSV files: headings, a mapping for other headings, and rows read by a table of columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from cms.importing.cells import Reader, refuse_formula, words
from cms.importing.files import SourceFile
from cms.importing.rows import Choices, FileRefused, Refusal, Row, RowRefused, quote
from cms.importing.terms import did_you_mean
from cms.pages import BasePage

IGNORED = "-"
OTHER_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}

Cells = dict[str, Any]


@dataclass(frozen=True)
class Column:
    """One heading of a template: how its cells are read, and what an empty one means."""

    heading: str
    read: Reader = words
    field: str = ""
    empty: Any = ""
    required: bool = False
    example: str = ""


@dataclass(frozen=True)
class CsvImporter:
    """Reads the rows of a CSV file; `finish` makes a row's values from its cells."""

    name: str
    title: str
    model: type[BasePage]
    columns: list[Column]
    finish: Callable[[Cells, Choices], Row]
    source: str = ""

    @property
    def template(self) -> str:
        """Return the headings and an example."""
        text = io.StringIO()
        csv.writer(text).writerows(
            [[column.heading for column in self.columns], [column.example for column in self.columns]]
        )
        return text.getvalue()

    def fits(self, file: SourceFile, choices: Choices) -> int:
        if file.beginning()[0] in "{[<" or file.beginning().upper().startswith("BEGIN:"):
            return 0
        own = {column.heading for column in self.columns}
        return len(own.intersection(_mapped(_headings(file), choices)))

    def rows(self, file: SourceFile, choices: Choices) -> Iterator[Row | Refusal]:
        columns = self._columns(_headings(file), choices)
        for number, cells in _records(file):
            where = f"line {number}"
            if len(cells) != len(columns):
                fault = f"It has {len(cells)} cells, and the headings are {len(columns)}."
                yield Refusal(where, (f"{fault} Is a quotation mark missing?",))
                continue
            yield self._row(where, list(zip(columns, cells, strict=True)), choices)

    def _columns(self, headings: list[str], choices: Choices) -> list[Column | None]:
        """Return the column of each heading, None for one that is left out on purpose."""
        known = {column.heading: column for column in self.columns}
        mapped = _mapped(headings, choices)
        _check_mapping(headings, known, choices)
        faults = [
            f"The heading {quote(heading)} is not known.{did_you_mean(heading, known)}"
            for heading in mapped
            if heading not in known and heading != IGNORED
        ]
        named = [heading for heading in mapped if heading != IGNORED]
        faults += [
            f"The heading {quote(one)} stands twice."
            for one in sorted({one for one in named if named.count(one) > 1})
        ]
        faults += [
            f"The heading {quote(heading)} is missing."
            for heading, column in known.items()
            if column.required and heading not in mapped
        ]
        if faults:
            raise FileRefused(
                f"{' '.join(faults)} Map other headings, and those to leave out to “{IGNORED}”."
            )
        return [known.get(heading) for heading in mapped]

    def _row(self, where: str, pairs: list[tuple[Column | None, str]], choices: Choices) -> Row | Refusal:
        cells: Cells = {}
        faults: list[str] = []
        for column, text in pairs:
            if column is None:
                continue
            try:
                cells[column.heading] = _read(column, text, choices)
            except RowRefused as refused:
                faults += [f"{column.heading}: {fault}" for fault in refused.faults]
        if not faults:
            try:
                row = self.finish(cells, choices)
            except RowRefused as refused:
                faults += refused.faults
            else:
                return replace(row, where=where)
        return Refusal(where, tuple(faults), str(cells.get("title", "")))

    def values(self, cells: Cells) -> dict[str, Any]:
        """Return the values of the cells that are fields of the page as they stand."""
        return {
            column.field: cells[column.heading]
            for column in self.columns
            if column.field and column.heading in cells
        }


def _read(column: Column, text: str, choices: Choices) -> Any:
    text = text.strip()
    if not text:
        if column.required:
            raise RowRefused("It is empty.")
        return column.empty
    refuse_formula(text)
    return column.read(text, choices)


def _headings(file: SourceFile) -> list[str]:
    for _, cells in _read_records(file):
        headings = [" ".join(cell.split()).casefold() for cell in cells]
        if len(headings) == 1:
            for separator, named in OTHER_SEPARATORS.items():
                if separator in headings[0]:
                    raise FileRefused(f"Its cells are separated by {named}. Save it with commas.")
        return headings
    raise FileRefused("It holds nothing but empty lines.")


def _records(file: SourceFile) -> Iterator[tuple[int, list[str]]]:
    records = _read_records(file)
    next(records)
    yield from records


def _read_records(file: SourceFile) -> Iterator[tuple[int, list[str]]]:
    """Yield the records with the line on which each begins, without empty ones."""
    reader = csv.reader(file.lines(), strict=True)
    begins = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise FileRefused(f"From line {begins} on it is not CSV: {error}.") from error
        if any(cell.strip() for cell in cells):
            yield begins, cells
        begins = reader.line_num + 1


def _mapped(headings: list[str], choices: Choices) -> list[str]:
    mapping = {
        " ".join(theirs.split()).casefold(): ours.casefold() for theirs, ours in choices.mapping.items()
    }
    return [mapping.get(heading, heading) for heading in headings]


def _check_mapping(headings: list[str], known: dict[str, Column], choices: Choices) -> None:
    for theirs, ours in choices.mapping.items():
        if " ".join(theirs.split()).casefold() not in headings:
            raise FileRefused(
                f"The mapping names {quote(theirs)}, which is no heading of the file."
                f"{did_you_mean(theirs, headings)}"
            )
        if ours.casefold() not in known and ours != IGNORED:
            raise FileRefused(
                f"The mapping names {quote(ours)}, which is no heading of the template."
                f"{did_you_mean(ours, known)}"
            )


def read_mapping(text: str) -> dict[str, str]:
    """Return a mapping from lines such as `Event name=title`; raises FileRefused for another line."""
    mapping = {}
    for line in map(str.strip, text.splitlines()):
        theirs, equals, ours = line.rpartition("=")
        if not line:
            continue
        if not (equals and theirs.strip() and ours.strip()):
            raise FileRefused(f"{quote(line)} maps nothing. Write such as “Event name=title”.")
        mapping[theirs.strip()] = ours.strip()
    return mapping
