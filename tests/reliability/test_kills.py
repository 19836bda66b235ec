"""Web and worker are killed again and again while editors publish: nothing is lost, torn or doubled."""

import json
import random
import time

import pytest

from tests.background.deployment import wait_for
from tests.reliability.content import Content, make_content
from tests.reliability.hub import PATIENCE, Hub, age
from tests.reliability.work import BusyEditor

pytestmark = pytest.mark.long

KILLS = 50
LONGEST_PAUSE = 3.0
# A process that has only just started holds nothing that could be lost.
SECONDS_OF_LIFE = 2.0
# How often each is killed. With the server die all web processes; with a keeper dies its command.
TARGETS = {"worker": 18, "web": 20, "server": 6, "keeper of web": 3, "keeper of worker": 3}


@pytest.fixture
def content(hub: Hub) -> Content:
    """Return what the running hub was filled with."""
    content = make_content(hub, themed=20, plain=6)
    hub.start_all("web", "worker", "beat")
    return content


def victim(hub: Hub, target: str) -> int | None:
    """Return a process of the kind that has lived for a while, or None."""
    if target == "web":
        found = hub.web_processes()
    elif target == "server":
        found = hub.below_keeper("web")
    elif target == "worker":
        found = hub.below_keeper("worker")
    else:
        found = [hub.keeper(target.removeprefix("keeper of "))]
    old = [pid for pid in found if age(pid) > SECONDS_OF_LIFE]
    return random.choice(old) if old else None  # noqa: S311 - no secret hangs on who is killed.


def kill_one_of(hub: Hub, waiting: list[str]) -> str:
    """Kill somebody of one of the kinds, as soon as somebody is there; return the kind."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        for target in waiting:
            pid = victim(hub, target)
            if pid is None:
                continue
            if target.startswith("keeper of "):
                hub.kill_keeper(target.removeprefix("keeper of "))
            else:
                hub.kill(pid)
            return target
        time.sleep(0.1)
    raise AssertionError(f"nobody is there: {waiting}")


def test_nothing_is_lost_torn_or_doubled_when_processes_are_killed(hub: Hub, content: Content):
    editors = [
        BusyEditor(hub, content.themed[:3] + content.plain[:3], content, seed=1),
        BusyEditor(hub, content.themed[3:6] + content.plain[3:], None, seed=2),
    ]
    waiting = [target for target, times in TARGETS.items() for _ in range(times)]
    assert len(waiting) == KILLS
    for editor in editors:
        editor.start()
    while waiting:
        time.sleep(random.uniform(0, LONGEST_PAUSE))  # noqa: S311 - nor when.
        random.shuffle(waiting)
        waiting.remove(kill_one_of(hub, waiting))
    for editor in editors:
        editor.stop()
    wait_for(hub.answers, PATIENCE)
    print(f"fresh {hub.until_fresh():.1f} s after the last change")
    print(f"{[(editor.done, editor.unanswered) for editor in editors]} changes answered and not")
    check_store(hub, content, editors)
    check_queue(hub)


def check_store(hub: Hub, content: Content, editors: list[BusyEditor]) -> None:
    """Compare what the editors were told with what is stored and logged."""
    hub.manage("verify_content")
    report = hub.inspect()
    assert report["faults"] == []
    changes = json.loads(hub.ask("/api/v1/changes?limit=1000")[2])
    lines = {change["sequence"]: change["id"] for change in changes["changes"]}
    for editor in editors:
        assert editor.done > KILLS / 5
        for item, memory in editor.titles.items():
            assert memory.allows(hub.document(item)["title"])
        for item, sequence in editor.sequences:
            assert lines.get(sequence, item) == item
            assert sequence <= changes["latest"]
    for example in content.plain:
        # Nothing but its own publishing changes it: one line for each that the admin's own log names.
        assert report["logged"][example.id] == report["published"][str(example.page)]
    themes = {hub.document(example.id)["themes"][0]["name"] for example in content.themed}
    assert len(themes) == 1
    assert editors[0].theme.allows(themes.pop())


def check_queue(hub: Hub) -> None:
    """Every message that waits is whole."""
    assert not (hub.queue / "rejected").exists()
    hub.stop("worker")
    for message in hub.queue.glob("*.msg"):
        json.loads(message.read_bytes())
