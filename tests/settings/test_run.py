"""`make run` as a newcomer types it, in a clean copy: it starts, says where to look, and stops."""

import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from settings.env import ROOT
from tests.servers.throwaway import free_port

pytestmark = [pytest.mark.long, pytest.mark.timeout(400)]
SECONDS_TO_START = 240
# Well above the 15 seconds that it takes on two cores of its own: here other tests run beside it.
SECONDS_TO_START_AGAIN = 45


@contextmanager
def running(copy: Path, port: int) -> Iterator[Path]:
    """Run `make run` until it announces that it is ready, and stop it as Ctrl-C does."""
    log = copy / "run.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            ["make", "run"],
            cwd=copy,
            env=os.environ | {"PORT": str(port)},
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        deadline = time.monotonic() + SECONDS_TO_START
        while "The hub is ready." not in log.read_text():
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.2)
        yield log
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGINT)
        process.wait(30)


def get(port: int, path: str) -> bytes:
    with urlopen(f"http://localhost:{port}{path}", timeout=20) as response:
        body: bytes = response.read()
        return body


def latest(port: int) -> int:
    return int(json.loads(get(port, "/api/v1/changes?since=0&limit=1"))["latest"])


def test_it_starts_twice_and_stops_cleanly(clean_copy: Path):
    # The installation has a test of its own.
    (clean_copy / ".venv").symlink_to(ROOT / ".venv")
    port = free_port()
    with running(clean_copy, port) as log:
        told = log.read_text()
        assert f"http://localhost:{port}/admin/   (sign in as admin, password demonstration)" in told
        content = latest(port)
        assert content > 0
        assert b"Sign in" in get(port, "/admin/login/")
    assert "Stopped." in log.read_text()
    assert "Traceback" not in log.read_text()
    with socket.socket() as client:
        assert client.connect_ex(("127.0.0.1", port)) != 0

    began = time.monotonic()
    with running(clean_copy, port):
        assert time.monotonic() - began < SECONDS_TO_START_AGAIN
        assert latest(port) == content


def test_a_taken_port_is_told_before_anything_starts(clean_copy: Path):
    (clean_copy / ".venv").symlink_to(ROOT / ".venv")
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        ran = subprocess.run(
            ["make", "run", f"PORT={port}"], cwd=clean_copy, capture_output=True, text=True, check=False
        )
    assert ran.returncode == 2
    assert f"Port {port} on 127.0.0.1 cannot be used" in ran.stderr
    assert not (clean_copy / "var/hub.sqlite3").exists()
