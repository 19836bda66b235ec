"""The queue of files: nothing lost, nothing twice, and no file that ends a worker."""

import json
import resource
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.background.queue_process import queue_connection

GOOD = {"is": "good"}
NOT_MESSAGES = {
    "empty": b"",
    "torn": b'{"body": "eyJp',
    "noise": b"\x00\xff\xfe\x80",
    "a number": b"7",
    "without properties": b'{"body": "e30="}',
    "body not base64": json.dumps(
        {"body": "e", "properties": {"delivery_tag": "1", "body_encoding": "base64"}}
    ).encode(),
    "unknown value": b'{"properties": {"__type__": "none such", "__value__": 1}}',
}


def start(*arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.background.queue_process", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def waiting(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.msg"))


def test_two_producers_and_two_consumers_deliver_each_message_once(tmp_path):
    consumers = [start("consume", tmp_path) for _ in range(2)]
    producers = [start("produce", tmp_path, label, 1000) for label in "ab"]
    delivered: Counter[str] = Counter()
    for process in [*consumers, *producers]:
        output, _ = process.communicate(timeout=60)
        assert process.returncode == 0
        delivered.update(output.split())
    assert delivered == Counter(f"{label}-{number}" for label in "ab" for number in range(1000))
    assert list(tmp_path.iterdir()) == []


def test_messages_come_in_the_order_of_writing(tmp_path):
    with queue_connection(tmp_path) as connection, connection.SimpleQueue("work") as queue:
        for number in range(30):
            queue.put(number)
        assert [queue.get(timeout=1).payload for _ in range(30)] == list(range(30))


@pytest.mark.parametrize("content", NOT_MESSAGES.values(), ids=NOT_MESSAGES.keys())
def test_a_file_that_is_no_message_is_set_aside_and_the_rest_is_delivered(tmp_path, caplog, content):
    with queue_connection(tmp_path) as connection, connection.SimpleQueue("work") as queue:
        (tmp_path / "00000000000000000001-0-ab.work.msg").write_bytes(content)
        queue.put(GOOD)
        message = queue.get(timeout=1)
        message.ack()
    assert message.payload == GOOD
    assert (tmp_path / "rejected" / "00000000000000000001-0-ab.work.msg").read_bytes() == content
    assert "00000000000000000001-0-ab.work.msg is not a message" in caplog.text
    assert waiting(tmp_path) == []


def test_a_message_that_another_consumer_takes_first_is_skipped(tmp_path):
    with queue_connection(tmp_path) as connection, connection.SimpleQueue("work") as queue:
        for number in range(3):
            queue.put(number)
        assert queue.get(timeout=1).payload == 0
        waiting(tmp_path)[0].unlink()
        assert queue.get(timeout=1).payload == 2


def test_a_half_written_file_is_not_seen(tmp_path):
    with queue_connection(tmp_path) as connection, connection.SimpleQueue("work") as queue:
        unfinished = tmp_path / f".{time.time_ns()}-0-ab.work.msg"
        unfinished.write_bytes(b'{"body"')
        queue.put(GOOD)
        assert queue.get(timeout=1).payload == GOOD
        assert unfinished.exists()


def test_a_failed_write_leaves_no_file_behind(tmp_path):
    with queue_connection(tmp_path) as connection, connection.SimpleQueue("work") as queue:
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (50, hard))
        try:
            with pytest.raises(OSError, match="File too large"):
                queue.put(GOOD)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(tmp_path.iterdir()) == []


def test_expired_and_abandoned_files_go_when_the_next_message_is_written(tmp_path):
    hour = 3600 * 10**9
    now = time.time_ns()
    goes = [f"{now - hour}-{now - 1}-ab.celery.msg", f".{now - 2 * hour}-0-ab.celery.msg"]
    stays = [f"{now - hour}-{now + hour}-ab.celery.msg", f"{now - hour}-0-ab.celery.msg", "notes.txt"]
    for name in [*goes, *stays]:
        (tmp_path / name).write_bytes(b"{}")
    with queue_connection(tmp_path) as connection, connection.SimpleQueue("work") as queue:
        queue.put(GOOD)
        left = {path.name for path in tmp_path.iterdir()}
        assert left.isdisjoint(goes)
        assert left.issuperset(stays)


def test_a_task_that_expires_is_named_so(tmp_path):
    expires = datetime(2026, 11, 22, 9, 30, tzinfo=UTC) + timedelta(microseconds=500_000)
    with queue_connection(tmp_path) as connection, connection.SimpleQueue("work") as queue:
        queue.put(GOOD, headers={"expires": expires.isoformat()})
    [path] = waiting(tmp_path)
    assert path.name.split("-")[1] == "1795339800500000000"


def test_a_message_that_was_not_acknowledged_is_put_back_when_its_consumer_closes(tmp_path):
    with queue_connection(tmp_path) as connection, connection.SimpleQueue("work") as queue:
        queue.put(GOOD)
        queue.get(timeout=1)
        assert waiting(tmp_path) == []
    with queue_connection(tmp_path) as connection, connection.SimpleQueue("work") as queue:
        assert queue.get(timeout=1).payload == GOOD


def test_a_queue_is_counted_and_purged_without_touching_another(tmp_path):
    with queue_connection(tmp_path) as connection:
        work, other = connection.SimpleQueue("work"), connection.SimpleQueue("other")
        work.put(1)
        work.put(2)
        other.put(3)
        assert (work.qsize(), other.qsize()) == (2, 1)
        assert work.clear() == 2
        assert (work.qsize(), other.qsize()) == (0, 1)
