"""A running hub on PostgreSQL and Redis with its real web, worker and beat."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.reliability.content import Content, make_content
from tests.reliability.editor import Editor
from tests.reliability.hub import Hub, stopped_after
from tests.servers import needed
from tests.servers.postgres import postgres
from tests.servers.redis import redis


@dataclass
class Town:
    """A running hub with its content, an editor and the broker; `servers` are stopped after it."""

    hub: Hub
    content: Content
    editor: Editor
    broker: str
    servers: ExitStack

    def changes(self, item: str) -> list[str]:
        """Return what the log says of an item, in order."""
        answer = json.loads(self.hub.ask("/api/v1/changes?limit=1000")[2])
        while answer["next"]:
            address = urlsplit(answer["next"])
            more = json.loads(self.hub.ask(f"{address.path}?{address.query}")[2])
            answer = more | {"changes": answer["changes"] + more["changes"]}
        return [change["event"] for change in answer["changes"] if change["id"] == item]


@pytest.fixture(scope="module")
def town() -> Iterator[Town]:
    """Start everything once for the tests of a file."""
    with (
        needed(postgres) as database,
        needed(redis) as broker,
        ExitStack() as servers,
        tempfile.TemporaryDirectory(prefix="hub-reliability-", ignore_cleanup_errors=True) as folder,
    ):
        for hub in stopped_after(Hub(Path(folder), DATABASE_URL=database, CELERY_BROKER_URL=broker)):
            hub.manage("migrate", "--verbosity=0")
            content = make_content(hub, themed=10, plain=4)
            hub.start_all("web", "worker", "beat")
            editor = Editor(hub.port)
            editor.sign_in()
            yield Town(hub, content, editor, broker, servers)


@pytest.fixture
def sound_store(town: Town) -> Iterator[None]:
    """Compare the whole store with its sources after each test."""
    yield
    town.hub.until_fresh()
    assert town.hub.inspect()["faults"] == []
