"""How fast is searched and suggested, against plain FTS5 and with many items against few."""

from __future__ import annotations

import itertools
import json
import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from benchmarks import states
from benchmarks.reading import MANY, SEED, SOME, WARM_SECONDS
from benchmarks.servers import HUB, Reading, Server

LIMIT = "benchmarks.search_limit"
TEXTS = states.ROOT / "demo" / "content" / "search_queries.json"
ROUNDS = 3
DISTINCT = 20_000
FACETED, WORDS, SUGGESTED = "search with 4 facets and highlights", "search", "suggest"

Readings = dict[tuple[str, str, int], list[Reading]]


def build(folder: Path, say: Callable[[str], None]) -> dict[int, dict[str, float]]:
    """Build the index of few items and of many; return what each took."""
    took = {}
    for size in (SOME, MANY):
        say(f"indexing {size:,} items")
        texts = ["--texts"] if size == SOME else []
        took[size] = json.loads(states.run(folder / str(size), "benchmarks.search_index", *texts))
    return took


def write_requests(state: Path) -> dict[str, Path]:
    """Write what is asked for: what people type, in no answer twice, as the hub keeps answers."""
    texts = [query["query"] for query in json.loads(TEXTS.read_text())["queries"]]
    database = sqlite3.connect(state / "hub.sqlite3")
    words = {
        kind: [row[0] for row in database.execute(f"SELECT slug FROM cms_{kind} ORDER BY slug")]  # noqa: S608
        for kind in ("theme", "audience")
    }
    words["type"] = [
        row[0] for row in database.execute("SELECT DISTINCT type FROM cms_contentitem ORDER BY 1")
    ]
    titles = [row[0] for row in database.execute("SELECT title FROM cms_contentitem ORDER BY path LIMIT 500")]
    database.close()
    lines = {
        FACETED: list(itertools.islice(faceted(texts, words), DISTINCT)),
        WORDS: list(itertools.islice(searches(texts), DISTINCT)),
        SUGGESTED: list(itertools.islice(typed([*texts, *titles]), DISTINCT)),
    }
    files = {}
    for number, (name, asked) in enumerate(lines.items()):
        files[name] = state / f"searches-{number}.txt"
        files[name].write_text("\n".join(asked) + "\n")
    return files


def faceted(texts: list[str], words: dict[str, list[str]]) -> Iterator[str]:
    """Yield searches for a text among one service's items, narrowed by three kinds more."""
    chance = random.Random(SEED)  # noqa: S311, it chooses filters
    while True:
        query = [("q", chance.choice(texts)), ("organisation", "bench-service-000")]
        for kind, slugs in words.items():
            query += [
                (kind, slug) for slug in sorted(chance.sample(slugs, chance.randint(3, min(8, len(slugs)))))
            ]
        yield f"/api/v1/search?{urlencode(query)}"


def searches(texts: list[str]) -> Iterator[str]:
    """Yield searches for a text alone; the chip that is taken off was never there, and makes each another."""
    for number, text in enumerate(itertools.cycle(texts)):
        yield f"/api/v1/search?{urlencode({'q': text, 'without': f'area:none-{number}'})}"


def typed(texts: list[str]) -> Iterator[str]:
    """Yield texts as far as they were typed, from two letters on."""
    chance = random.Random(SEED)  # noqa: S311, it chooses letters
    while True:
        text = chance.choice(texts)
        yield f"/api/v1/search/suggest?{urlencode({'q': text[: chance.randint(2, 20)]})}"


def measure(folder: Path, seconds: int, say: Callable[[str], None]) -> Readings:
    """Return what each server did with each request, by turns, each run warmed up just before."""
    files = {size: write_requests(folder / str(size)) for size in (SOME, MANY)}
    plan = [
        (FACETED, HUB, SOME),
        (FACETED, LIMIT, SOME),
        (WORDS, HUB, SOME),
        (WORDS, LIMIT, SOME),
        (SUGGESTED, HUB, SOME),
        (WORDS, HUB, MANY),
        (SUGGESTED, HUB, MANY),
    ]
    readings: Readings = {}
    starts = itertools.count(0, DISTINCT // (2 * ROUNDS * len(plan)))
    with ExitStack() as stack:
        servers = {
            (module, size): stack.enter_context(Server(module, folder / str(size)))
            for module, size in {(module, size): None for _, module, size in plan}
        }
        for round_ in range(1, ROUNDS + 1):
            say(f"round {round_} of {ROUNDS}")
            for name, module, size in plan:
                server, file = servers[module, size], files[size][name]
                server.drive(file, next(starts), WARM_SECONDS)
                readings.setdefault((name, module, size), []).append(
                    server.drive(file, next(starts), seconds)
                )
    return readings


def shares(readings: Readings, name: str) -> list[float]:
    """Return the limit's processor time for a search as a share of the hub's, round by round."""
    hub, limit = readings[name, HUB, SOME], readings[name, LIMIT, SOME]
    return [theirs.processor_us / ours.processor_us for ours, theirs in zip(hub, limit, strict=True)]


def slow_suggestions(readings: Readings, size: int) -> list[float]:
    """Return the p99 of suggesting as a share of that of searching, round by round."""
    suggested, searched = readings[SUGGESTED, HUB, size], readings[WORDS, HUB, size]
    return [ours.p99_ms / theirs.p99_ms for ours, theirs in zip(suggested, searched, strict=True)]


def longer(readings: Readings) -> list[float]:
    """Return how many times the median latency a search needs with many items, round by round."""
    many, few = readings[WORDS, HUB, MANY], readings[WORDS, HUB, SOME]
    return [ours.median_ms / theirs.median_ms for ours, theirs in zip(many, few, strict=True)]


def middle(readings: Readings, name: str, module: str, size: int) -> Reading:
    """Return the middle of what the rounds found."""
    rounds = readings[name, module, size]
    per_second, median_ms, p99_ms, processor_us = (
        median(getattr(one, field) for one in rounds)
        for field in ("per_second", "median_ms", "p99_ms", "processor_us")
    )
    return Reading(per_second, median_ms, p99_ms, processor_us)


def effort(readings: Readings, name: str) -> str:
    """Return requests a second and processor time for each, of the hub and the limit."""
    ours, theirs = (middle(readings, name, module, SOME) for module in (HUB, LIMIT))
    return " to ".join(f"{one.per_second:,.0f}/s, {one.processor_us:,.0f} µs each" for one in (ours, theirs))


def slowest(readings: Readings, size: int) -> str:
    """Return the p99 of suggesting and of searching."""
    ours, theirs = (middle(readings, name, HUB, size) for name in (SUGGESTED, WORDS))
    return f"{ours.p99_ms:.1f} ms to {theirs.p99_ms:.1f} ms"


def medians(readings: Readings) -> str:
    """Return the median latency and the processor time of a search, with many items and with few."""
    many, few = (middle(readings, WORDS, HUB, size) for size in (MANY, SOME))
    return (
        f"{many.median_ms:.0f} ms to {few.median_ms:.0f} ms;"
        f" {many.processor_us / 1000:.0f} ms to {few.processor_us / 1000:.0f} ms of a processor"
    )
