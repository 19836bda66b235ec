"""`rebuild_content` is killed again and again: another run goes on where it was, and logs nothing twice."""

import random
import sqlite3
import subprocess
from contextlib import closing

import pytest

from tests.background.deployment import wait_for
from tests.reliability.content import make_many
from tests.reliability.hub import PATIENCE, Hub

pytestmark = pytest.mark.long

EXAMPLES = 400
KILLS = 4
# As if all sources had changed behind the store's back.
SPOIL = """
from cms.content.models import ContentItem
ContentItem.objects.update(digest="")
"""


def place(hub: Hub) -> str | None:
    """Return how far the rebuilding has come, as it saved it itself."""
    with closing(sqlite3.connect(hub.state / "hub.sqlite3", timeout=30)) as database:
        query = "SELECT value FROM cms_checkpoint WHERE name = 'rebuild-content'"
        row = database.execute(query).fetchone()
    return row[0] if row else None


def kill_after_a_batch(hub: Hub) -> None:
    """Start `rebuild_content` and kill it some time after it has finished a batch."""
    before = place(hub)
    with hub.begun("rebuild_content") as process:
        wait_for(lambda: place(hub) != before or process.poll() is not None, PATIENCE)
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(random.uniform(0, 0.1))  # noqa: S311 - it only says when.


def test_a_killed_rebuild_goes_on_and_logs_nothing_twice(hub: Hub):
    make_many(hub, EXAMPLES)
    before = hub.inspect()["logged"]
    hub.script(SPOIL)
    for _ in range(KILLS):
        kill_after_a_batch(hub)
        assert place(hub)
    hub.manage("rebuild_content")
    assert place(hub) is None
    hub.manage("verify_content")
    report = hub.inspect()
    assert report["faults"] == []
    assert report["logged"] == {item: lines + 1 for item, lines in before.items()}
