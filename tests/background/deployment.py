"""The hub's own processes with production settings, in a state folder of their own."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]


class Deployment:
    """A migrated database, a queue and the processes started on them."""

    def __init__(self, state: Path) -> None:
        self.state = state
        self.queue = state / "queue"
        self.environment = {
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "settings.base",
            "STATE_DIR": str(state),
            "SECRET_KEY": "long-enough-for-production-but-only-for-these-tests",
            "BEHIND_TLS_PROXY": "false",
            "ALLOWED_HOSTS": "localhost",
            "HUB_URL": "http://localhost",
            "PUBLIC_SITE_URL": "http://localhost",
            "LOG_FORMAT": "text",
            # Tests reach no other machine.
            "LINK_CHECKS_PER_HOUR": "0",
        }
        self._processes: dict[str, subprocess.Popen[bytes]] = {}

    def manage(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a management command; a failure shows what it said."""
        result = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment | environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert result.returncode == 0, result.stderr
        return result

    def start(self, name: str) -> None:
        """Start `worker` or `beat` under `bin/keep`."""
        celery = [sys.executable, "-m", "celery", "--quiet", "-A", "settings", name]
        with self.log_file(name).open("ab") as log:
            self._processes[name] = subprocess.Popen(
                [sys.executable, "bin/keep", name, *celery],
                cwd=ROOT,
                env=self.environment,
                stderr=log,
                stdout=log,
            )

    def stop(self, name: str) -> int:
        """Tell it to stop and return its exit code."""
        process = self._processes.pop(name)
        process.terminate()
        return process.wait(timeout=20)

    def stop_all(self) -> None:
        for name in list(self._processes):
            self.stop(name)

    def kill_child(self, name: str) -> None:
        """Kill what `bin/keep` runs, without a warning."""
        os.kill(self.child(name), signal.SIGKILL)

    def child(self, name: str) -> int:
        keeper = self._processes[name].pid
        return int(Path(f"/proc/{keeper}/task/{keeper}/children").read_text())

    def log_file(self, name: str) -> Path:
        return self.state / f"{name}.log"

    def log(self, name: str) -> str:
        return self.log_file(name).read_text()

    def beaten_at(self, name: str) -> str | None:
        """Return when `name` last beat, as the database has it."""
        with sqlite3.connect(self.state / "hub.sqlite3", timeout=30) as database:
            row = database.execute("SELECT beaten_at FROM cms_heartbeat WHERE name = ?", [name]).fetchone()
        return row[0] if row else None


def wait_for(condition: Callable[[], bool], seconds: float = 30) -> None:
    """Return when `condition` holds; fail where it does not within `seconds`."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, f"nothing happened within {seconds} s"
        time.sleep(0.1)
