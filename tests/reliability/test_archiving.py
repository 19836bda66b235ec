"""Many due consultations are archived by processes that are killed: nothing is lost, torn or doubled."""

import os
import random
import re
import subprocess
import time
from pathlib import Path

import pytest

from tests.background.deployment import wait_for
from tests.reliability.hub import PATIENCE, Hub
from tests.reliability.past_consultations import left, make_past, not_archived_once

# 100,000 take over half an hour: PAST_CONSULTATIONS=100000 pytest tests/reliability/test_archiving.py
COUNT = int(os.environ.get("PAST_CONSULTATIONS", "2400"))
KILLS = 20
COMMAND = ["archive_consultations", "--verbosity=0"]
# What a batch loads comes and goes; what a run keeps must not grow with what it has done.
MEGABYTES_MORE = 20

pytestmark = [pytest.mark.long, pytest.mark.timeout(900 + COUNT // 10)]


def memory(pid: int) -> float:
    """Return the megabytes that a process holds, 0 for one that has ended."""
    held = re.findall(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    return int(held[0]) / 1024 if held else 0


def kill_on_its_way(hub: Hub) -> None:
    """Start the command and kill it once it has archived some, at any point of a batch."""
    before = left(hub)
    with hub.begun(*COMMAND) as process:
        wait_for(lambda: left(hub) < before or process.poll() is not None, PATIENCE)
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(random.uniform(0, 0.05))  # noqa: S311 - it only says when.


def run_two_at_once(hub: Hub) -> list[float]:
    """Run the command twice at the same time, to the end; return the memory of one, from its start on."""
    seen: list[float] = []
    before = left(hub)
    with hub.begun(*COMMAND) as one, hub.begun(*COMMAND) as other:
        wait_for(lambda: left(hub) < before or one.poll() is not None, PATIENCE)
        while one.poll() is None:
            seen.append(memory(one.pid))
            time.sleep(0.1)
        assert (one.returncode, other.wait(PATIENCE)) == (0, 0)
    return seen


def test_twenty_kills_and_two_at_once_archive_each_once_in_flat_memory(hub: Hub):
    make_past(hub, COUNT)
    for _ in range(KILLS):
        kill_on_its_way(hub)
    remaining = left(hub)
    assert COUNT / 4 < remaining < COUNT
    seen = run_two_at_once(hub)
    print(f"{remaining} after the kills: from {seen[0]:.0f} to {max(seen):.0f} MB")
    assert max(seen) - seen[len(seen) // 4] < MEGABYTES_MORE
    assert left(hub) == 0
    assert not_archived_once(hub) == 0
    hub.manage("verify_content")
    assert hub.inspect()["faults"] == []
    hub.start_all("web")
    assert {hub.ask(path)[0] for path in paths(hub)} == {200}


def paths(hub: Hub) -> list[str]:
    """Return where the API answers with each document of the hub."""
    listed = hub.script(
        "from cms.content.models import ContentItem\n"
        "print(*ContentItem.objects.filter(type='consultation').values_list('path', flat=True))"
    )
    return [f"/api/v1/content/by-path?path={path}" for path in listed.split()]
