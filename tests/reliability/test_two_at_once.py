"""Two processes do the same work at the same moment, on whichever database the tests run."""

import re

import pytest

from tests.reliability import scripts
from tests.reliability.content import make_content
from tests.reliability.hub import Hub

# A busy machine starts each process slowly.
pytestmark = [pytest.mark.long, pytest.mark.timeout(300)]
TIMES = 8


def test_pages_published_by_two_processes_at_once_are_each_stored_and_logged_once(hub: Hub):
    content = make_content(hub, themed=1, plain=3)
    shared, first, second = content.plain
    hub.together(
        scripts.publish("One", [shared, first], TIMES), scripts.publish("Two", [shared, second], TIMES)
    )
    report = hub.inspect()
    assert report["faults"] == []
    for example, times in [(shared, 2 * TIMES), (first, TIMES), (second, TIMES)]:
        assert report["published"][str(example.page)] == 1 + times
        assert report["logged"][example.id] == 1 + times


def test_a_lost_message_is_made_up_for_by_the_sweep_and_two_sweeps_at_once_do_it_once(hub: Hub):
    content = make_content(hub, themed=6, plain=1)
    hub.script(scripts.rename(content.theme, "Days out"))
    messages = list(hub.queue.glob("*.msg"))
    assert messages
    for message in messages:
        message.unlink()
    printed = "".join(hub.together(scripts.SWEEP, scripts.SWEEP))
    assert sum(map(int, re.findall(r"built (\d+)", printed))) == len(content.themed)
    report = hub.inspect()
    assert report["faults"] == []
    for example in content.themed:
        assert report["logged"][example.id] == report["published"][str(example.page)] + 1


def test_renaming_publishing_rebuilding_and_sweeping_at_once_end_in_the_same_store(hub: Hub):
    content = make_content(hub, themed=6, plain=4)
    names = [f"Days out {number}" for number in range(20)]
    hub.together(
        scripts.publish("One", content.themed + content.plain, 4),
        scripts.rename(content.theme, *names),
        scripts.rebuild(4),
        scripts.make(6),
        scripts.SWEEP,
    )
    hub.script(scripts.SWEEP)
    report = hub.inspect()
    assert report["faults"] == []
    for example in content.plain:
        assert report["logged"][example.id] == report["published"][str(example.page)]
