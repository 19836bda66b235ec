"""The county's picture as CSV: a line for each number of the page, withheld where the page withholds it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from cms.exports import inert
from cms.feeds.tables import MARK
from standard.register.county import AdoptionRow, CountyPicture

CSV = "text/csv; charset=utf-8; header=present"
COLUMNS = ["table", "row", "what", "services"]
# A word, as an empty cell would be read as none.
WITHHELD = "withheld"
Line = tuple[str, str, str, int | None]


def county_table(picture: CountyPicture) -> bytes:
    """Return CSV in UTF-8 with its mark."""
    text = io.StringIO()
    text.write(MARK)
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for *names, count in _lines(picture):
        writer.writerow([*(inert(name) for name in names), WITHHELD if count is None else count])
    return text.getvalue().encode()


def _lines(picture: CountyPicture) -> Iterator[Line]:
    yield "all", "all services", "assessed", picture.services
    yield from _adoption("by kind", picture.by_kind)
    yield from _adoption("by area", picture.by_area)
    for weak in picture.weakest:
        yield "hardest statements", f"{weak.code} {weak.title}", "at level 0 or 1", weak.low
    for year in picture.years:
        yield "by year", str(year.year), "assessed", year.services
        for part, count in zip(picture.dimensions, year.at_level, strict=True):
            yield "by year", str(year.year), f"part {part} at level 2 or above", count


def _adoption(table: str, rows: Iterable[AdoptionRow]) -> Iterator[Line]:
    for row in rows:
        yield table, row.name, "assessed", row.assessed
        yield table, row.name, "working to it", row.working_to
        yield table, row.name, "meets it", row.meets
