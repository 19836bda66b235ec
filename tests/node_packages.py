"""Locked packages for Node, installed once for all tests into var/."""

from __future__ import annotations

import fcntl
import hashlib
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.servers import missing

INSTALLED = Path(__file__).resolve().parent.parent / "var" / "node"
LOCK_FILES = ["package.json", "package-lock.json"]
SECONDS = 110


def installed(source: Path, *programs: str) -> Path:
    """Return a folder with the `node_modules` that the lock file in `source` names, and programs from there.

    Skips the test where Node or the packages can not be had; fails it with REQUIRE_SERVERS=1.
    """
    for needed in ("node", "npm"):
        if not shutil.which(needed):
            missing(needed, "apt-get install nodejs npm")

    names = [*LOCK_FILES, *programs]

    def install(folder: Path) -> None:
        for name in names:
            shutil.copy(source / name, folder)
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1"]
        ran = run(command, folder)
        if ran.returncode:
            missing(f"what {source.name} needs", f"npm ci did not end well:\n{ran.stdout}{ran.stderr}")

    return made_once(source.name, [source / name for name in names], install)


def made_once(name: str, files: list[Path], make: Callable[[Path], None]) -> Path:
    """Return a folder that `make` filled for these very files; tests in several processes wait for one."""
    wanted = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]
    folder = INSTALLED / f"{name}-{wanted}"
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "complete").exists():
            make(folder)
            (folder / "complete").touch()
    return folder


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=SECONDS, check=False)
