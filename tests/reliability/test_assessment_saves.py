"""The web processes are killed again and again during saves: what was answered as saved is there afterwards.

And what a service deletes is gone from the database's own files.
"""

from __future__ import annotations

import json
import os
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from typing import Any

import pytest
from django.db import connection

from tests.background.deployment import wait_for
from tests.reliability.hub import PATIENCE, Hub

pytestmark = pytest.mark.long

# A hundred were killed by ASSESSMENT_KILLS=100; a test run has the time for some.
KILLS = int(os.environ.get("ASSESSMENT_KILLS", "20"))
LONGEST_PAUSE = 0.6
PAUSE = 0.05
SERVICES = 8
MAKE = "from tests.standard.conftest import make_standard; make_standard()"
API = "/api/v1/assessments"


def call(hub: Hub, method: str, path: str, body: Any = None, sender: str = "203.0.113.1") -> tuple[int, Any]:
    """Return status and JSON; raises OSError or HTTPException where nobody answers."""
    connection = HTTPConnection("127.0.0.1", hub.port, timeout=30)
    try:
        headers = {"Content-Type": "application/json", "X-Forwarded-For": sender}
        connection.request(method, path, json.dumps(body) if body is not None else None, headers)
        answer = connection.getresponse()
        content = answer.read()
        return answer.status, json.loads(content) if content else None
    finally:
        connection.close()


def start(hub: Hub, number: int) -> str:
    service = {"service_name": f"Nursery {number}", "service_kind": "childcare", "areas": []}
    status, started = call(hub, "POST", API, service, f"203.0.113.{number}")
    assert status == 201, started
    return str(started["token"])


@dataclass(eq=False)
class Writer(threading.Thread):
    """Saves answers of several services until it is told to stop, and remembers which were answered."""

    hub: Hub
    tokens: list[str]
    # By service and statement: the last note that was answered as saved, and the last that was sent.
    answered: dict[tuple[str, str], int] = field(default_factory=dict)
    sent: dict[tuple[str, str], int] = field(default_factory=dict)
    saves: int = 0
    unanswered: int = 0

    def __post_init__(self) -> None:
        super().__init__(daemon=True)
        self.stopped = threading.Event()

    def has_saved_again(self) -> Callable[[], bool]:
        """Return a test of whether something was saved since now."""
        before = self.saves
        return lambda: self.saves > before

    def run(self) -> None:
        number = 0
        while not self.stopped.wait(PAUSE):
            number += 1
            token = self.tokens[number % len(self.tokens)]
            code = ["1.1", "1.2", "1.3", "2.1"][number % 4]
            self.sent[token, code] = number
            try:
                body = {"level": 1, "note": str(number)}
                status, _ = call(self.hub, "PUT", f"{API}/{token}/answers/{code}", body)
            except (OSError, HTTPException):
                self.unanswered += 1
                continue
            if status == 200:
                self.answered[token, code] = number
                self.saves += 1


def test_what_was_answered_as_saved_is_there_after_every_kill(hub: Hub) -> None:
    hub.script(MAKE)
    hub.start_all("web")
    writer = Writer(hub, [start(hub, number) for number in range(SERVICES)])
    writer.start()
    for _ in range(KILLS):
        time.sleep(random.uniform(0.1, LONGEST_PAUSE))  # noqa: S311, no secret hangs on when
        wait_for(lambda: bool(hub.web_processes()), PATIENCE)
        # One of them, as the next kill would wait for a whole server otherwise.
        for process in hub.web_processes()[:1]:
            hub.kill(process)
        wait_for(writer.has_saved_again(), PATIENCE)
    writer.stopped.set()
    writer.join(timeout=PATIENCE)
    print(f"{KILLS} kills, {writer.saves} saves answered, {writer.unanswered} not")
    wait_for(hub.answers, PATIENCE)
    for token in writer.tokens:
        status, read = call(hub, "GET", f"{API}/{token}")
        assert status == 200
        notes = {
            one["code"]: int(one["answer"]["note"])
            for part in read["dimensions"]
            for one in part["statements"]
            if one["answer"]
        }
        for (owner, code), number in writer.answered.items():
            if owner == token:
                # The last one that was sent may have been saved without its answer.
                assert number <= notes[code] <= writer.sent[owner, code]


@pytest.mark.skipif(connection.vendor == "postgresql", reason="PostgreSQL overwrites when it vacuums")
def test_nothing_of_a_deleted_assessment_is_in_the_files_of_the_database(hub: Hub) -> None:
    hub.script(MAKE)
    hub.start_all("web")
    token = start(hub, 1)
    marks = [f"Planted{number}word" for number in range(40)]
    for mark in marks:
        # Each is written over by the next, and stays among the earlier answers.
        assert call(hub, "PUT", f"{API}/{token}/answers/1.1", {"level": 1, "note": mark * 20})[0] == 200
    evidence = {"code": "1.1", "day": "2026-01-01", "text": marks[0] * 50}
    assert call(hub, "POST", f"{API}/{token}/evidence", evidence)[0] == 201
    assert marks[0].encode() in stored(hub)
    assert call(hub, "DELETE", f"{API}/{token}")[0] == 204
    found = stored(hub)
    assert [mark for mark in marks if mark.encode() in found] == []


def stored(hub: Hub) -> bytes:
    """Return the bytes of the database and of its log."""
    return b"".join(path.read_bytes() for path in sorted(hub.state.glob("hub.sqlite3*")))
