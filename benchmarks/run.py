"""Measure everything in one run and print the table: `make bench`, or `benchmarks/run --seconds 2`."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from pathlib import Path

from benchmarks import reading, searching, states, table
from benchmarks.reading import MANY, SOME
from benchmarks.table import Line

FOLDER = states.ROOT / "var" / "bench"
# Of the limit: what a document, a 304 and a list must reach, and should.
BOUNDS = {
    reading.DOCUMENT_PATH: (0.4, 0.6),
    reading.DOCUMENT_ID: (0.4, 0.6),
    reading.UNCHANGED: (0.4, 0.7),
    reading.LIST_KEPT: (0.15, 0.5),
    reading.LIST_NEW: (0.15, 0.5),
}
# Of plain FTS5: what a search must reach, and should.
SEARCH_BOUNDS = (0.15, 0.4)
# Of a bare view of the same template: the least that a page of the website must reach.
WEBSITE_BOUNDS = (0.6, 0.6)


def say(text: str) -> None:
    print(f"... {text}", file=sys.stderr, flush=True)


def reading_lines(folder: Path, seconds: int) -> list[Line]:
    """Return the lines about reading, and the memory of the server that was read from."""
    readings, memory = reading.measure(folder, seconds, say)
    lines = []
    for name, size in [(name, size) for name in reading.REQUESTS for size in (SOME, MANY)]:
        note = reading.effort(readings, name, size)
        shares = reading.against_limit(readings, name, size)
        lines.append(Line(f"{name}, {size:,} items", shares, *BOUNDS[name], table.percent, note=note))
    for name in reading.REQUESTS:
        longer = reading.against_few(readings, name)
        label = f"{name}: {MANY:,} items to {SOME:,}"
        note = reading.latencies(readings, name)
        lines.append(Line(label, longer, 2, 1.2, table.times, False, note))
    note = "after all reads above"
    return [*lines, Line("memory (PSS), 2 workers", [memory], 200, 130, table.megabytes, False, note)]


def writing_lines(folder: Path) -> list[Line]:
    """Return the lines about publishing and renaming."""
    say("publishing")
    published = json.loads(states.run(folder / states.EDITED, "benchmarks.publishing"))
    hub, stock, alone = (published[name] for name in ("hub", "stock", "alone"))
    more = hub["processor"] - stock["processor"]
    note = (
        f"{hub['processor']:.0f} ms to {stock['processor']:.0f} ms of a processor, "
        f"{hub['clock']:.0f} ms to {stock['clock']:.0f} ms on the clock; {alone['processor']:.0f} and "
        f"{alone['clock']:.0f} ms where Wagtail does its tasks within the request, as it comes"
    )
    say("renaming")
    renamed = json.loads(states.run(folder / states.EDITED, "benchmarks.renaming"))
    spent = f"{renamed['processor']:.1f} s of a processor"
    return [
        Line("publish in the admin, beyond stock Wagtail", [more], 10, 0, table.milliseconds, False, note),
        Line(
            "rename on 500 items, in the function", [renamed["function"]], 5, 2, table.seconds, False, spent
        ),
        Line("rename on 500 items, by a worker", [renamed["worker"]], 5, 2, table.seconds, False),
    ]


def calendar_lines(folder: Path) -> list[Line]:
    """Return the lines about calendars, with many items in the store."""
    say("calendars")
    took = json.loads(states.run(folder / str(MANY), "benchmarks.calendars"))
    lines = f"{took['lines']:,} dates in all, {took['month_kept']:.1f} ms when kept"
    size = f"{took['events']} events, {took['bytes'] / 1000:,.0f} kB, {took['feed_kept']:.1f} ms when kept"
    return [
        Line("calendar of a month, made anew", [took["month"]], 500, 200, table.spent, False, lines),
        Line(".ics of 500 events, nothing kept", [took["feed"]], 1000, 500, table.spent, False, size),
        Line(".ics of 500 events after a change", [took["feed_changed"]], 200, 50, table.spent, False),
    ]


def archiving_lines(folder: Path) -> list[Line]:
    """Return the line about archiving many consultations that are due, on a copy of the demonstration."""
    say("archiving")
    state = folder / "archiving"
    shutil.rmtree(state, ignore_errors=True)
    states.copy(folder / states.BASE, state)
    shutil.copytree(folder / states.BASE / "media", state / "media", dirs_exist_ok=True)
    took = json.loads(states.run(state, "benchmarks.archiving"))
    spent = (
        f"{took['clock']:.1f} ms on the clock, {took['count']:,} of them; "
        f"{took['memory early']:.0f} MB after the first batch, {took['memory']:.0f} MB at the end"
    )
    return [Line("archive a consultation", [took["processor"]], 50, 20, table.spent, False, spent)]


def website_lines(folder: Path) -> list[Line]:
    """Return the lines about pages of the website, against bare views of the same templates."""
    say("website")
    found = json.loads(states.run(folder / str(SOME), "benchmarks.website"))
    return [
        Line(
            f"website, {name}, to a bare Django view",
            took["shares"],
            *WEBSITE_BOUNDS,
            table.percent,
            note=f"{took['hub']:.1f} ms to {took['bare']:.1f} ms of a processor",
        )
        for name, took in found.items()
    ]


def search_lines(folder: Path, seconds: int) -> list[Line]:
    """Return the lines about search, suggestions and the index."""
    built = searching.build(folder, say)
    readings = searching.measure(folder, seconds, say)
    say("publishing until found")
    found = json.loads(states.run(folder / states.EDITED, "benchmarks.finding"))
    lines = [
        Line(
            f"{name}, {SOME:,} items, to plain FTS5",
            searching.shares(readings, name),
            *SEARCH_BOUNDS,
            table.percent,
            note=searching.effort(readings, name),
        )
        for name in (searching.FACETED, searching.WORDS)
    ]
    for size in (SOME, MANY):
        shares = searching.slow_suggestions(readings, size)
        label = f"suggest, p99 to that of search, {size:,} items"
        note = searching.slowest(readings, size)
        lines.append(Line(label, shares, 1 / 2, 1 / 5, table.percent, False, note))
    longer = searching.longer(readings)
    note = searching.medians(readings)
    lines.append(Line(f"search: {MANY:,} items to {SOME:,}, p50", longer, 4, 2, table.times, False, note))
    note = f"the slowest of {found['times']:.0f}: {found['longest']:.2f} s"
    lines.append(Line("publish to findable, by a worker", [found["median"]], 2, 1, table.fine, False, note))
    many = built[MANY]
    note = (
        f"{many['memory early']:.0f} MB after {many['early']:,.0f} items, {many['memory']:.0f} MB at the end,"
        f" {many['peak']:.0f} MB at most; {many['seconds'] / 60:.1f} minutes on the clock,"
        f" {many['processor'] / 60:.1f} of a processor"
    )
    grown = [many["memory"] / many["memory early"]]
    return [
        *lines,
        Line(f"memory of a rebuild of {MANY:,} items", grown, 1.25, 1.1, table.times, False, note),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=5, help="of each run of wrk")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the databases are kept")
    parser.add_argument(
        "--only", choices=["reading", "writing", "calendars", "archiving", "search", "website"]
    )
    arguments = parser.parse_args()
    if not shutil.which("wrk"):
        sys.exit("wrk is not installed. On Debian: apt-get install wrk")
    states.prepare(arguments.folder, say)
    print(f"Cores: {os.cpu_count()}; load at the start: {os.getloadavg()[0]:.1f}\n\n{table.HEAD}", flush=True)
    if arguments.only in {None, "reading"}:
        print(table.as_markdown(reading_lines(arguments.folder, arguments.seconds)), flush=True)
    if arguments.only in {None, "calendars"}:
        print(table.as_markdown(calendar_lines(arguments.folder)), flush=True)
    if arguments.only in {None, "writing"}:
        print(table.as_markdown(writing_lines(arguments.folder)), flush=True)
    if arguments.only in {None, "archiving"}:
        print(table.as_markdown(archiving_lines(arguments.folder)), flush=True)
    if arguments.only in {None, "website"}:
        print(table.as_markdown(website_lines(arguments.folder)), flush=True)
    if arguments.only in {None, "search"}:
        print(table.as_markdown(search_lines(arguments.folder, arguments.seconds)))


if __name__ == "__main__":
    main()
