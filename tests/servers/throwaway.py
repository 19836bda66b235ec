"""What every throwaway server needs: a free port, a wait until it answers, a stop that is sure."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from types import FrameType
from typing import NoReturn

SECONDS_TO_START = 60
SECONDS_TO_STOP = 20


class ServerMissingError(Exception):
    """The server's program is not installed: its name and how to get it."""

    def __init__(self, name: str, how: str) -> None:
        super().__init__(f"{name} is not installed: {how}")
        self.name = name
        self.how = how


def free_port() -> int:
    """Return a port of the loopback address that nothing listens on now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def wait_until(answers: Callable[[], bool], server: subprocess.Popen[bytes], log: str) -> None:
    """Wait until the server answers; raises RuntimeError with its log where it ends or never answers."""
    deadline = time.monotonic() + SECONDS_TO_START
    while not answers():
        if server.poll() is not None or time.monotonic() > deadline:
            with open(log, encoding="utf-8", errors="replace") as lines:
                raise RuntimeError(f"The server did not start:\n{lines.read()[-3000:]}")
        time.sleep(0.05)


def stop(server: subprocess.Popen[bytes], with_signal: signal.Signals) -> None:
    """Ask the server to stop, and kill it where it does not."""
    server.send_signal(with_signal)
    try:
        server.wait(SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _leave(signum: int, frame: FrameType | None) -> NoReturn:
    sys.exit(128 + signum)


def run_with(started: Callable[[], AbstractContextManager[str]], variable: str) -> NoReturn:
    """Run the command after `--` with the server's address in `variable`, and exit with its code."""
    command = sys.argv[sys.argv.index("--") + 1 :] if "--" in sys.argv else []
    if not command:
        sys.exit("Name the command to run after --")
    # A plain SIGTERM would end Python before the server is stopped.
    signal.signal(signal.SIGTERM, _leave)
    try:
        with started() as address:
            code = subprocess.run(command, env=os.environ | {variable: address}, check=False).returncode
    except ServerMissingError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(code)
