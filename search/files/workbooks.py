"""The words of Excel workbooks."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator

from search.files.xml_stream import LONGEST_PARAGRAPH, Attributes, Budget, Paragraphs, hear, local


def read_xlsx(archive: zipfile.ZipFile) -> Iterator[str]:
    """Yield the rows of the sheets that are shown, with the words and without the numbers of their cells.

    Numbers without what they count, and dates, which are numbers too, would find nothing.
    """
    budget = Budget()
    shared: list[str] = []
    if "xl/sharedStrings.xml" in archive.NameToInfo:
        strings = Shared()
        hear(archive, "xl/sharedStrings.xml", budget, strings)
        shared = strings.found
    for member in _shown_sheets(archive, budget):
        rows = Rows(shared)
        hear(archive, member, budget, rows)
        yield from rows.found


class Shared(Paragraphs):
    """The texts that cells of a workbook share, each in its place, empty ones too."""

    def __init__(self) -> None:
        super().__init__({"t"}, {"si"})

    def finish(self) -> None:
        if self._depth and self._length > LONGEST_PARAGRAPH:
            # The rest of one text must not become the next one.
            self._parts = self._parts[:1]
            return
        self.found.append(" ".join("".join(self._parts).split()))
        self._parts, self._length = [], 0


class Rows(Paragraphs):
    """The rows of a sheet."""

    def __init__(self, shared: list[str]) -> None:
        super().__init__({"t", "v"}, {"row"})
        self._shared = shared
        self._kind = ""
        self._cell: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        super().start(name, attributes)
        if local(name) == "c":
            self._kind, self._cell = attributes.get("t", "n"), []

    def end(self, name: str) -> None:
        if local(name) == "c":
            self._parts.append(f" {self._words()} ")
        super().end(name)

    def text(self, data: str) -> None:
        if self._inside and not self._skipped:
            self._cell.append(data)
            self._length += len(data)

    def _words(self) -> str:
        value = "".join(self._cell)
        if self._kind == "s":
            place = int(value) if value.isascii() and value.isdigit() and len(value) < 8 else -1
            return self._shared[place] if 0 <= place < len(self._shared) else ""
        return value if self._kind in {"inlineStr", "str"} else ""


def _shown_sheets(archive: zipfile.ZipFile, budget: Budget) -> list[str]:
    """Return the members of the sheets that readers see; a hidden one may hold what nobody meant to show."""
    sheets, relations = Attributes("sheet"), Attributes("Relationship")
    hear(archive, "xl/workbook.xml", budget, sheets)
    hear(archive, "xl/_rels/workbook.xml.rels", budget, relations)
    targets = {one.get("Id", ""): one.get("Target", "") for one in relations.seen}
    shown = [
        targets.get(one.get("id", ""), "") for one in sheets.seen if one.get("state", "visible") == "visible"
    ]
    members = [
        target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
        for target in shown
        if target
    ]
    return [member for member in members if member in archive.NameToInfo]
