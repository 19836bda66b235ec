"""A throwaway Redis: `python -m tests.servers.redis -- command` runs it with CELERY_BROKER_URL set."""

import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from tests.servers.throwaway import ServerMissingError, free_port, run_with, stop, wait_until


@contextmanager
def redis() -> Iterator[str]:
    """Start an empty Redis that keeps nothing and yield its address; raises ServerMissingError."""
    program = shutil.which("redis-server")
    if not program:
        raise ServerMissingError("Redis", "apt-get install redis-server")
    with tempfile.TemporaryDirectory(prefix="hub-redis-") as folder:
        port = free_port()
        log = f"{folder}/log"
        options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        with open(log, "wb") as output:
            server = subprocess.Popen([program, *options], stdout=output, stderr=output, cwd=folder)
        try:
            wait_until(lambda: _answers(port), server, log)
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            stop(server, signal.SIGTERM)


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            connection.sendall(b"PING\r\n")
            return connection.recv(7) == b"+PONG\r\n"
    except OSError:
        return False


if __name__ == "__main__":
    run_with(redis, "CELERY_BROKER_URL")
