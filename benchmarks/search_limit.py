"""The frameworkless limit of search: a plain FTS5 search of the same items, by hand.

It ranks with BM25 over weighted columns and filters by facets; it counts no facets, marks no words and
understands nothing.
"""

import os
import re
import sqlite3
import threading
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs

FOLDER = os.environ["STATE_DIR"]
STORE, TEXTS = os.path.join(FOLDER, "hub.sqlite3"), os.path.join(FOLDER, "texts.sqlite3")
WORD = re.compile(r"\w+")
MATCHING = "said JOIN cms_contentitem item USING (id) WHERE said MATCH :words"
TAGGED = "EXISTS (SELECT 1 FROM cms_contenttag WHERE kind = '{}' AND slug IN ({}) AND item_id = item.id)"
CONDITIONS = {"type": "item.type IN ({1})", "organisation": TAGGED, "theme": TAGGED, "audience": TAGGED}
connections = threading.local()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    if not hasattr(connections, "own"):
        connections.own = sqlite3.connect(STORE)
        connections.own.execute("ATTACH ? AS texts", [TEXTS])
    query = parse_qs(environ["QUERY_STRING"])
    # What else is asked for only waits until the searches before it are done.
    body = cards(query) if "q" in query else b"{}"
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
    start_response("200 OK", headers)
    return [body]


def cards(query: dict[str, list[str]]) -> bytes:
    """Return the best twenty cards, and the number of all that match."""
    values = {"words": " OR ".join(f'"{word}"' for word in WORD.findall(query["q"][0]))}
    conditions = []
    for kind, condition in CONDITIONS.items():
        names = [f"{kind}{number}" for number, _ in enumerate(query.get(kind, []))]
        values |= dict(zip(names, query.get(kind, []), strict=True))
        if names:
            conditions.append(condition.format(kind, ", ".join(f":{name}" for name in names)))
    matching = " AND ".join([MATCHING, *conditions])
    best = "ORDER BY bm25(said, 0, 3.0, 1.6, 1.0) LIMIT 20"
    page = f"SELECT item.card FROM {matching} {best}"  # noqa: S608, only our own names
    found = b",".join(row[0] for row in connections.own.execute(page, values))
    total = connections.own.execute(f"SELECT count(*) FROM {matching}", values).fetchone()[0]  # noqa: S608
    return b'{"items":[' + found + b'],"total":%d}' % total


def main() -> None:
    # With the hub's own flags, so that only what stands behind the server differs.
    from granian import Granian

    from settings.env import read_environment
    from settings.web import options

    Granian("benchmarks.search_limit:application", **options(read_environment())).serve()


if __name__ == "__main__":
    main()
