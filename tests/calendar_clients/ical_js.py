"""ical.js, the calendar parser of Thunderbird, run by Node from a locked install in var/."""

from __future__ import annotations

import fcntl
import hashlib
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from tests.servers import missing

HERE = Path(__file__).parent
FILES = ["package.json", "package-lock.json", "expand.mjs"]
INSTALLED = HERE.parent.parent / "var" / "calendar_clients"
SECONDS = 110


def occurrences(calendar: str, before: str) -> list[dict[str, Any]]:
    """Return what ical.js makes of an iCalendar file, up to a day such as `2030-01-01`: see expand.mjs.

    Skips the test where Node or its packages can not be had; fails it with REQUIRE_SERVERS=1.
    """
    command = ["node", str(_installed() / "expand.mjs"), before]
    ran = subprocess.run(
        command, input=calendar, capture_output=True, text=True, timeout=SECONDS, check=False
    )
    assert ran.returncode == 0, ran.stderr
    found: list[dict[str, Any]] = json.loads(ran.stdout)
    return found


def _installed() -> Path:
    for program in ("node", "npm"):
        if not shutil.which(program):
            missing(program, "apt-get install nodejs npm")
    wanted = hashlib.sha256(b"".join((HERE / name).read_bytes() for name in FILES)).hexdigest()[:16]
    folder = INSTALLED / wanted
    folder.mkdir(parents=True, exist_ok=True)
    # Tests run in several processes at once; the first one installs for all.
    with open(folder / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "complete").exists():
            _install(folder)
            (folder / "complete").touch()
    return folder


def _install(folder: Path) -> None:
    for name in FILES:
        shutil.copy(HERE / name, folder)
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1"]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=SECONDS, check=False)
    if ran.returncode:
        missing("ical.js", f"npm ci did not end well:\n{ran.stdout}{ran.stderr}")
