"""A whole hub in a folder of its own: web, worker and beat, which tests may kill."""

import json
import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

from honcho.environ import parse_procfile

from settings.env import ROOT
from tests.background.deployment import Deployment, wait_for
from tests.servers.throwaway import free_port

PATIENCE = 120
START = """
import pathlib, time
print("ready", flush=True)
while not pathlib.Path("{go}").exists():
    time.sleep(0.01)
"""
STATIC_FILES = ROOT / "var" / "static" / "staticfiles.json"


def static_files_are_current() -> bool:
    """Return whether those of this copy of the code were collected since one of them changed."""
    if not STATIC_FILES.exists():
        return False
    sources = (path for path in ROOT.glob("*/static/**/*") if STATIC_FILES.parent not in path.parents)
    return STATIC_FILES.stat().st_mtime > max(path.stat().st_mtime for path in sources)


class Hub(Deployment):
    """A deployment with its web server, under `bin/keep` as in the Procfile."""

    def __init__(self, state: Path, **environment: str) -> None:
        super().__init__(state)
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.environment |= {
            "ALLOWED_HOSTS": "127.0.0.1",
            "HUB_URL": self.address,
            "PUBLIC_SITE_URL": self.address,
            "PORT": str(self.port),
            **environment,
        }

    def script(self, code: str) -> str:
        """Run Python in the hub's own settings and return what it printed."""
        return self.manage("shell", "--verbosity=0", "-c", code).stdout

    @contextmanager
    def begun(self, *arguments: str) -> Iterator[subprocess.Popen[str]]:
        """Start a management command in a process group of its own; it is killed if it outlives the block."""
        process = subprocess.Popen(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            process_group=0,
        )
        try:
            yield process
        finally:
            process.kill()
            process.communicate()

    def together(self, *scripts: str) -> list[str]:
        """Run scripts at the same time, each in a process of its own, and return what each printed."""
        go = self.state / "go"
        with ExitStack() as stack:
            begun = [
                stack.enter_context(self.begun("shell", "--verbosity=0", "-c", START.format(go=go) + script))
                for script in scripts
            ]
            for process in begun:
                assert process.stdout
                assert process.stdout.readline() == "ready\n", process.communicate()[0]
            go.touch()
            printed = [process.communicate(timeout=PATIENCE)[0] for process in begun]
        go.unlink()
        assert [process.returncode for process in begun] == [0] * len(begun), "\n".join(printed)
        return printed

    def start(self, name: str) -> None:
        """Start `web`, `worker` or `beat` by its line of the Procfile, in a session of its own."""
        if name == "web" and not static_files_are_current():
            # The admin does not answer without them. They belong to the copy of the code, not to the state.
            self.manage("collectstatic", "--noinput", "--verbosity=0")
        command = parse_procfile((ROOT / "Procfile").read_text()).processes[name]
        with self.log_file(name).open("ab") as log:
            self._processes[name] = subprocess.Popen(
                shlex.split(command),
                cwd=ROOT,
                env=self.environment,
                stderr=log,
                stdout=log,
                start_new_session=True,
            )

    def start_all(self, *names: str) -> None:
        """Start processes and wait until each is at work."""
        for name in names:
            self.start(name)
        for name in names:
            at_work = {"web": self.answers, "worker": lambda: " ready." in self.log("worker")}
            wait_for(at_work.get(name, lambda: True), PATIENCE)

    def stop_all(self) -> None:
        """Stop everything; what does not listen is killed."""
        for process in self._processes.values():
            process.terminate()
        for process in self._processes.values():
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._processes.clear()

    def kill(self, pid: int) -> None:
        """Kill one process without a warning; it may have ended by itself meanwhile."""
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)

    def kill_keeper(self, name: str) -> None:
        """Kill `bin/keep` itself, then as a service manager does kill what is left and start it again."""
        process = self._processes[name]
        left = descendants(process.pid)
        process.kill()
        process.wait()
        for pid in left:
            self.kill(pid)
        self.start(name)

    def keeper(self, name: str) -> int:
        """Return the process of `bin/keep`."""
        return self._processes[name].pid

    def below_keeper(self, name: str) -> list[int]:
        """Return the process that `bin/keep` runs, or nothing while it waits to start it again."""
        return children(self.keeper(name))

    def web_processes(self) -> list[int]:
        """Return the processes that answer requests, below the server that keeps them."""
        return [process for server in self.below_keeper("web") for process in children(server)]

    def ask(self, path: str, timeout: float = 30) -> tuple[int, dict[str, str], bytes]:
        """Return status, headers and body of a GET; raises OSError or HTTPException where nobody answers."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def answers(self) -> bool:
        try:
            return self.ask("/healthz", timeout=5)[0] == 200
        except (OSError, HTTPException):
            return False

    def document(self, item: str) -> dict[str, Any]:
        """Return an item's public document, or the problem that is answered in its place."""
        return dict(json.loads(self.ask(f"/api/v1/content/{item}")[2]))

    def stale(self) -> int:
        """Return how many documents wait to be built again, as `/readyz` says."""
        return int(json.loads(self.ask("/readyz")[2])["checks"]["follower"]["stale"])

    def until_fresh(self) -> float:
        """Wait until no document is stale and return the seconds that it took."""
        started = time.monotonic()
        wait_for(lambda: self.stale() == 0, PATIENCE)
        return time.monotonic() - started

    def inspect(self) -> dict[str, Any]:
        """Return what `inspection` reports."""
        report = self.script("from tests.reliability.inspection import print_report; print_report()")
        return dict(json.loads(report.splitlines()[-1]))


def stopped_after(hub: Hub) -> Iterator[Hub]:
    """Yield a hub, stop its processes and show the end of their logs, which pytest prints for a failure."""
    try:
        yield hub
    finally:
        hub.stop_all()
        for log in sorted(hub.state.glob("*.log")):
            print(f"--- {log.name}\n{log.read_text()[-4000:]}")


def descendants(pid: int) -> list[int]:
    """Return the processes that a process has started, and those that they have started."""
    found = children(pid)
    return found + [below for child in found for below in descendants(child)]


def children(pid: int) -> list[int]:
    """Return the processes that a process has started and that still run."""
    try:
        listed = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except OSError:
        return []
    return [int(child) for child in listed.split()]


def age(pid: int) -> float:
    """Return the seconds for which a process has lived, 0 for one that is gone."""
    try:
        # The second field, its name, may hold spaces; the start stands twenty fields after it.
        started = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19])
    except OSError:
        return 0
    return float(Path("/proc/uptime").read_text().split()[0]) - started / os.sysconf("SC_CLK_TCK")
