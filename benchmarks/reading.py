"""How fast documents and lists are read, against the limit and with many items against few."""

from __future__ import annotations

import itertools
import json
import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from benchmarks.servers import HUB, LIMIT, Reading, Server, memory_mb

SOME, MANY = 1_000, 100_000
# More than the hub keeps answers and totals of, so that a list of all these is made anew each time.
DISTINCT = 20_000
REPEATED = 20
WARM_SECONDS = 2
ROUNDS = 2
SEED = 7

DOCUMENT_PATH, DOCUMENT_ID = "document by path", "document by id"
UNCHANGED = "304"
LIST_KEPT, LIST_NEW = "list of 20, repeated queries", "list of 20, distinct queries"
REQUESTS = [DOCUMENT_PATH, DOCUMENT_ID, UNCHANGED, LIST_KEPT, LIST_NEW]

Readings = dict[tuple[str, str, int], list[Reading]]


def write_requests(state: Path) -> dict[str, Path]:
    """Write what is asked for: the same items and filters whatever else the store holds."""
    database = sqlite3.connect(state / "hub.sqlite3")
    items = database.execute(
        "SELECT path, item.id, etag FROM cms_contentitem item JOIN cms_contenttag tag ON item_id = item.id"
        " WHERE kind = 'organisation' AND slug = 'bench-service-000' ORDER BY path"
    ).fetchall()
    words = {
        kind: [row[0] for row in database.execute(f"SELECT slug FROM cms_{kind} ORDER BY slug")]  # noqa: S608
        for kind in ("theme", "audience")
    }
    database.close()
    dashed = [f"{id[:8]}-{id[8:12]}-{id[12:16]}-{id[16:20]}-{id[20:]}" for _, id, _ in items]
    lists = list(itertools.islice(distinct_lists(words), DISTINCT))
    by_path = [f"/api/v1/content/by-path?path={path}" for path, _, _ in items]
    lines = {
        DOCUMENT_PATH: by_path,
        DOCUMENT_ID: [f"/api/v1/content/{id}" for id in dashed],
        UNCHANGED: [f"{address}\t{etag}" for address, (_, _, etag) in zip(by_path, items, strict=True)],
        LIST_KEPT: lists[:REPEATED],
        LIST_NEW: lists[REPEATED:],
    }
    files = {}
    for number, (name, asked) in enumerate(lines.items()):
        files[name] = state / f"requests-{number}.txt"
        files[name].write_text("\n".join(asked) + "\n")
    return files


def distinct_lists(words: dict[str, list[str]]) -> Iterator[str]:
    """Yield lists that differ, of one service's items with some words of two kinds."""
    chance = random.Random(SEED)  # noqa: S311, it chooses filters
    seen = set()
    while True:
        query = [("organisation", "bench-service-000")]
        for kind, slugs in words.items():
            query += [(kind, slug) for slug in sorted(chance.sample(slugs, chance.randint(2, 8)))]
        address = f"/api/v1/content?{urlencode(query)}"
        if address not in seen:
            seen.add(address)
            yield address


@contextmanager
def both(state: Path) -> Iterator[dict[str, Server]]:
    """Start the hub and the limit on one state."""
    with Server(HUB, state) as hub, Server(LIMIT, state) as limit:
        yield {HUB: hub, LIMIT: limit}


def refuse_difference(servers: dict[str, Server], files: dict[str, Path]) -> None:
    """Raise where the limit does not answer what the hub answers: then it is no measure."""
    for name in [DOCUMENT_PATH, DOCUMENT_ID, LIST_NEW]:
        for address in files[name].read_text().splitlines()[:20]:
            answers = [json.loads(server.get(address)) for server in servers.values()]
            for answer in answers:
                answer.pop("next", None)
            if answers[0] != answers[1]:
                raise RuntimeError(f"The hub and the limit answer {address} differently.")


def measure(folder: Path, seconds: int, say: Callable[[str], None]) -> tuple[Readings, float]:
    """Return what each server did with each request, by turns, and the memory of a hub that has worked.

    Each run is warmed up just before, as kept answers last a minute only.
    """
    states = {size: folder / str(size) for size in (SOME, MANY)}
    files = {size: write_requests(state) for size, state in states.items()}
    readings: Readings = {}
    starts = itertools.count(0, 2_000)
    with both(states[SOME]) as some, both(states[MANY]) as many:
        sides = {SOME: some, MANY: many}
        for size, servers in sides.items():
            refuse_difference(servers, files[size])
        for round_ in range(1, ROUNDS + 1):
            say(f"round {round_} of {ROUNDS}")
            for name, (size, servers) in itertools.product(REQUESTS, sides.items()):
                warm, start = next(starts), next(starts)
                for module, server in servers.items():
                    server.drive(files[size][name], warm, WARM_SECONDS)
                    found = server.drive(files[size][name], start, seconds)
                    readings.setdefault((name, module, size), []).append(found)
        return readings, memory_mb(some[HUB].process.pid)


def against_limit(readings: Readings, name: str, size: int) -> list[float]:
    """Return the limit's processor time for a request as a share of the hub's, round by round."""
    hub, limit = readings[name, HUB, size], readings[name, LIMIT, size]
    return [theirs.processor_us / ours.processor_us for ours, theirs in zip(hub, limit, strict=True)]


def against_few(readings: Readings, name: str) -> list[float]:
    """Return how many times the processor time the hub needs with many items, round by round."""
    many, few = readings[name, HUB, MANY], readings[name, HUB, SOME]
    return [ours.processor_us / theirs.processor_us for ours, theirs in zip(many, few, strict=True)]


def latencies(readings: Readings, name: str) -> str:
    """Return the middle of the hub's median latencies, with many items and with few."""
    many, few = (median(one.median_ms for one in readings[name, HUB, size]) for size in (MANY, SOME))
    return f"median {many:.1f} ms to {few:.1f} ms"


def effort(readings: Readings, name: str, size: int) -> str:
    """Return requests a second and processor time for each, of the hub and the limit."""
    texts = []
    for module in (HUB, LIMIT):
        rounds = readings[name, module, size]
        rate = median(reading.per_second for reading in rounds)
        spent = median(reading.processor_us for reading in rounds)
        texts.append(f"{rate:,.0f}/s, {spent:,.0f} µs each")
    return " to ".join(texts)
