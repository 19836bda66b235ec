"""`bin/keep` starts a command again when it dies and stops it when it is told to."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

KEEP = Path(__file__).parents[2] / "bin" / "keep"
SLEEP = "echo $$; exec sleep 60"
DEAF = """
import os, signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print(os.getpid(), flush=True)
time.sleep(60)
"""

Keep = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def keep() -> Iterator[Keep]:
    """Start `bin/keep sleeper` with a command, and kill it after the test."""
    started: list[subprocess.Popen[str]] = []

    def start(*command: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, KEEP, "sleeper", *command],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def child_of(process: subprocess.Popen[str]) -> int:
    """Return the process id that the command prints first."""
    assert process.stdout
    return int(process.stdout.readline())


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()


def wait_until_dead(pid: int) -> None:
    until = time.monotonic() + 5
    while is_alive(pid):
        assert time.monotonic() < until, f"{pid} is still alive"
        time.sleep(0.02)


def test_a_command_that_dies_is_started_again_after_a_growing_wait(keep):
    process = keep("sh", "-c", "exit 3")
    assert process.stderr
    lines = [process.stderr.readline() for _ in range(2)]
    assert lines == [
        "keep: sleeper ended with exit code 3 after 0 s; starting it again in 1 s\n",
        "keep: sleeper ended with exit code 3 after 0 s; starting it again in 2 s\n",
    ]


def test_a_killed_command_comes_back_as_a_new_process(keep):
    process = keep("sh", "-c", SLEEP)
    first = child_of(process)
    os.kill(first, signal.SIGKILL)
    assert child_of(process) != first
    assert process.stderr
    assert re.search(r"exit code -9 after \d s", process.stderr.readline())


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_stops_the_command_without_a_restart_or_a_word(keep, number):
    process = keep("sh", "-c", SLEEP)
    child = child_of(process)
    os.killpg(process.pid, number)
    output, errors = process.communicate(timeout=5)
    assert (process.returncode, output, errors) == (0, "", "")
    assert not is_alive(child)


def test_a_signal_during_the_wait_before_a_restart_stops_at_once(keep):
    process = keep("sh", "-c", "exit 1")
    assert process.stderr
    process.stderr.readline()
    process.terminate()
    assert process.wait(timeout=0.9) == 0


def test_what_the_command_started_is_stopped_with_it(keep):
    process = keep("sh", "-c", "sleep 60 & echo $!; exec sleep 60")
    grandchild = child_of(process)
    process.terminate()
    assert process.wait(timeout=5) == 0
    wait_until_dead(grandchild)


@pytest.mark.long
def test_a_command_that_does_not_listen_is_killed_after_ten_seconds(keep):
    process = keep(sys.executable, "-c", DEAF)
    child = child_of(process)
    told = time.monotonic()
    process.terminate()
    assert process.wait(timeout=15) == 0
    assert 9 < time.monotonic() - told < 12
    assert not is_alive(child)


@pytest.mark.skipif(sys.platform != "linux", reason="Only Linux tells a child of its parent's death.")
def test_a_killed_keeper_takes_the_command_with_it(keep):
    process = keep("sh", "-c", SLEEP)
    child = child_of(process)
    process.kill()
    wait_until_dead(child)


def test_a_command_that_does_not_exist_is_said_and_not_repeated(keep):
    process = keep("no-such-command")
    _, errors = process.communicate(timeout=5)
    assert process.returncode == 1
    assert errors.startswith("keep: sleeper cannot be started: ")
    assert errors.count("\n") == 1


def test_a_missing_command_shows_the_usage():
    result = subprocess.run([KEEP, "sleeper"], capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (1, "usage: keep NAME command...\n")
