"""The frameworkless limit: the same bytes from the same SQLite file, by hand. To measure against, no more."""

import datetime as dt
import os
import sqlite3
import threading
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs

DATABASE = os.path.join(os.environ["STATE_DIR"], "hub.sqlite3")
DOCUMENT = "SELECT body, etag FROM cms_contentitem WHERE "
CURRENT = "(item.archived_from IS NULL OR item.archived_from > :now)"
TAGGED = "EXISTS (SELECT 1 FROM cms_contenttag WHERE kind = '{}' AND slug IN ({}) AND item_id = item.id)"
SOON = """(SELECT min(CASE WHEN starts_at > :now THEN starts_at ELSE ends_at END) FROM cms_contentperiod
    WHERE item_id = item.id AND ends_at > :now)"""
DATED = "coalesce(item.ends_at, item.first_published_at)"
connections = threading.local()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    if not hasattr(connections, "own"):
        connections.own = sqlite3.connect(DATABASE)
    path, query = environ["PATH_INFO"], parse_qs(environ["QUERY_STRING"])
    if path == "/api/v1/content":
        body, etag = cards(query), ""
    elif path == "/api/v1/content/by-path":
        body, etag = connections.own.execute(DOCUMENT + "path = ?", query["path"]).fetchone()
    else:
        asked = path.rpartition("/")[2].replace("-", "")
        body, etag = connections.own.execute(DOCUMENT + "id = ?", [asked]).fetchone()
    headers = [("ETag", f'"{etag}"'), ("Cache-Control", "public, max-age=60")]
    if etag and environ.get("HTTP_IF_NONE_MATCH") == f'"{etag}"':
        start_response("304 Not Modified", headers)
        return [b""]
    headers += [("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
    start_response("200 OK", headers)
    return [body]


def cards(query: dict[str, list[str]]) -> bytes:
    """Return a page of cards, what happens soon first, and the number of all that match."""
    values = {"now": dt.datetime.now(dt.UTC).strftime("%Y-%m-%d %H:%M:%S.%f")}
    conditions = [CURRENT]
    # The narrowest kind leads; the others are looked up for what it lets through.
    lead = "item.id IN (SELECT item_id FROM cms_contenttag WHERE kind = '{}' AND slug IN ({}))"
    for kind in sorted(query, key=["organisation", "theme", "audience"].index):
        names = [f"{kind}{number}" for number in range(len(query[kind]))]
        values |= dict(zip(names, query[kind], strict=True))
        conditions.append(lead.format(kind, ", ".join(f":{name}" for name in names)))
        lead = TAGGED
    matching = f"FROM cms_contentitem item WHERE {' AND '.join(conditions)}"
    ranked = f"SELECT item.id, {SOON} AS soon, {DATED} AS dated {matching}"
    order = "ORDER BY soon IS NULL, soon, CASE WHEN soon IS NULL THEN dated END DESC, id"
    page = f"SELECT * FROM ({ranked}) {order} LIMIT 20"  # noqa: S608, only our own names
    page = f"SELECT card FROM ({page}) JOIN cms_contentitem USING (id) {order}"  # noqa: S608
    found = b",".join(row[0] for row in connections.own.execute(page, values))
    total = connections.own.execute(f"SELECT count(*) {matching}", values).fetchone()[0]
    return b'{"items":[' + found + b'],"total":%d,"next":null}' % total


def main() -> None:
    # With the hub's own flags, so that only what stands behind the server differs.
    from granian import Granian

    from settings.env import read_environment
    from settings.web import options

    Granian("benchmarks.limit:application", **options(read_environment())).serve()


if __name__ == "__main__":
    main()
