"""The hub on PostgreSQL and Redis while Redis hangs or is gone."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from redis import Redis

from tests.reliability.town import Town

pytestmark = [pytest.mark.long, pytest.mark.usefixtures("sound_store")]

# A publish may wait for a broker that does not answer, but no editor waits longer than this.
SECONDS_FOR_A_PUBLISH = 40


@contextmanager
def redis_again(broker: str, folder: Path) -> Iterator[None]:
    """Run another, empty Redis where one was stopped."""
    port = str(urlsplit(broker).port)
    options = ["--port", port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    with (folder / "redis.log").open("wb") as log:
        server = subprocess.Popen(["redis-server", *options], stdout=log, stderr=log, cwd=folder)
    try:
        yield
    finally:
        server.terminate()
        server.wait()


def publish_and_rename(town: Town, name: str) -> float:
    """Publish a page and rename its theme; return the longest time that the admin took to answer."""
    example = town.content.themed[0]
    started = time.monotonic()
    town.editor.publish(example.page, title=name)
    published = time.monotonic()
    town.editor.rename_theme(town.content.theme, name)
    renamed = time.monotonic()
    assert town.hub.document(example.id)["title"] == name
    return max(published - started, renamed - published)


def test_a_broker_that_hangs_holds_up_no_publish(town: Town):
    client = Redis.from_url(town.broker)
    process = client.info("server")["process_id"]
    client.close()
    os.kill(process, signal.SIGSTOP)
    try:
        seconds = publish_and_rename(town, "While the broker hung")
    finally:
        os.kill(process, signal.SIGCONT)
    print(f"published in {seconds:.1f} s while the broker hung")
    assert seconds < SECONDS_FOR_A_PUBLISH


def test_a_broker_that_is_gone_holds_up_no_publish_and_the_sweep_makes_up_for_it(town: Town):
    hub = town.hub
    Redis.from_url(town.broker).shutdown(nosave=True)
    said = len(hub.log("web"))
    seconds = publish_and_rename(town, "While the broker was gone")
    print(f"published in {seconds:.1f} s while the broker was gone")
    assert seconds < SECONDS_FOR_A_PUBLISH
    assert "on_commit()" in hub.log("web")[said:]
    assert hub.stale() == len(town.content.themed)
    town.servers.enter_context(redis_again(town.broker, hub.state))
    print(f"fresh {hub.until_fresh():.1f} s after the broker came back")
