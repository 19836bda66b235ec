"""Start the hub and the limit with the same flags, and drive them."""

from __future__ import annotations

import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
HUB, LIMIT = "settings.web", "benchmarks.limit"
WORKERS = 2
CONNECTIONS = 8
QUICK = "/api/v1/content/by-path?path=/"
SECONDS_TO_START = 120
UNITS = {"us": 0.001, "ms": 1, "s": 1000}


@dataclass(frozen=True)
class Reading:
    """What one run of `wrk` found."""

    per_second: float
    median_ms: float
    # What one of a hundred requests exceeds.
    p99_ms: float
    # Of the server, all its processes: what other work on the machine disturbs least.
    processor_us: float


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def environment(state: Path, port: int = 8000) -> dict[str, str]:
    """Return the environment of a production process on this state."""
    address = f"http://127.0.0.1:{port}"
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "settings.base",
        "STATE_DIR": str(state),
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "127.0.0.1,localhost,testserver",
        "HUB_URL": address,
        "PUBLIC_SITE_URL": "http://localhost:8000",
        "BEHIND_TLS_PROXY": "false",
        "LOG_FORMAT": "text",
        "EMAIL_URL": "consolemail://",
        "LINK_CHECKS_PER_HOUR": "0",
        "PORT": str(port),
        "WEB_WORKERS": str(WORKERS),
    }


class Server:
    """The hub's or the limit's web server on one state, for the length of a `with`."""

    def __init__(self, module: str, state: Path) -> None:
        self.module, self.state, self.port = module, state, free_port()

    def __enter__(self) -> Server:
        self.log = (self.state / f"{self.module}.log").open("w")
        self.process = subprocess.Popen(  # noqa: S603, our own modules
            [sys.executable, "-m", self.module],
            env=environment(self.state, self.port),
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )
        deadline = time.monotonic() + SECONDS_TO_START
        while not self._listens():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{self.module} did not start; see {self.log.name}.")
            time.sleep(0.2)
        return self

    def __exit__(self, *failure: object) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)
        self.log.close()

    def _listens(self) -> bool:
        with socket.socket() as caller:
            return caller.connect_ex(("127.0.0.1", self.port)) == 0

    def get(self, address: str, **headers: str) -> bytes:
        """Return the body of an answer; raises where it is not 200."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{address}", headers=headers)
        with urllib.request.urlopen(request, timeout=60) as response:  # noqa: S310
            return bytes(response.read())

    def drive(self, requests: Path, start: int, seconds: int) -> Reading:
        """Ask for the file's lines, from one on, as fast as the answers come."""
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "20s", "--latency"]
        command += ["-s", str(HERE / "requests.lua"), f"http://127.0.0.1:{self.port}"]
        before = processor_seconds(self.process.pid)
        output = subprocess.run(  # noqa: S603, our own command
            [*command, "--", str(requests), str(start)], check=True, capture_output=True, text=True
        ).stdout
        if "Non-2xx" in output or "Socket errors" in output:
            raise RuntimeError(f"{self.module} answered with errors:\n{output}")
        self._come_to_rest()
        return read(output, processor_seconds(self.process.pid) - before)

    def _come_to_rest(self) -> None:
        """Wait until no request of the last run is under way: it would slow the next one."""
        for _ in range(2 * CONNECTIONS):
            self.get(QUICK)


def read(output: str, processor_seconds: float) -> Reading:
    """Return what `wrk` printed; raises where it printed something else."""
    count = re.search(r"(\d+) requests in", output)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", output)
    median, slow = (re.search(rf"{share}%\s+([\d.]+)(us|ms|s)", output) for share in (50, 99))
    if not count or not rate or not median or not slow:
        raise RuntimeError(f"wrk printed no result:\n{output}")
    spent = processor_seconds / max(int(count[1]), 1) * 1_000_000
    middle, late = (float(one[1]) * UNITS[one[2]] for one in (median, slow))
    return Reading(float(rate[1]), middle, late, spent)


def family(pid: int) -> list[int]:
    """Return the process and all below it."""
    children = [
        int(child)
        for threads in Path(f"/proc/{pid}/task").glob("*/children")
        for child in threads.read_text().split()
    ]
    return [pid, *(member for child in children for member in family(child))]


def processor_seconds(pid: int) -> float:
    """Return what a process and all below it have used of the processors."""
    ticks = 0
    for member in family(pid):
        fields = Path(f"/proc/{member}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def memory_mb(pid: int) -> float:
    """Return the proportional set size of a process and all below it, in MB."""
    rollups = [Path(f"/proc/{member}/smaps_rollup").read_text() for member in family(pid)]
    return sum(int(re.findall(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)[0]) for rollup in rollups) / 1024
