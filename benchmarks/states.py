"""The databases that are measured, made once and kept until what they are made by changes."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.reading import MANY, SOME
from benchmarks.servers import environment

ROOT = Path(__file__).parent.parent
MADE_BY = ["*/migrations/*.py", "benchmarks/generate.py", "benchmarks/examples.py", "demo/content/*.json"]
DEMONSTRATION, PRODUCTION = "settings.dev", "settings.base"
BASE, EDITED = "base", "edited"


def prepare(folder: Path, say: Callable[[str], None]) -> None:
    """Make what is missing: the demonstration, its store with many items, its site with many pages."""
    stamp = fingerprint()
    mark = folder / "made-by"
    if mark.exists() and mark.read_text() == stamp:
        return
    shutil.rmtree(folder, ignore_errors=True)
    base = folder / BASE
    base.mkdir(parents=True)
    say("loading the demonstration")
    run(base, "settings.prepare", settings=DEMONSTRATION)
    for count in (SOME, MANY):
        say(f"making {count} items")
        copy(base, folder / str(count))
        run(folder / str(count), "benchmarks.generate", str(count), settings=DEMONSTRATION)
        collect_static(folder / str(count))
    say("making pages to edit")
    copy(base, folder / EDITED)
    shutil.copytree(base / "media", folder / EDITED / "media", dirs_exist_ok=True)
    run(folder / EDITED, "benchmarks.examples", settings=DEMONSTRATION)
    collect_static(folder / EDITED)
    mark.write_text(stamp)


def collect_static(state: Path) -> None:
    """Collect the styles of admin and website, which production finds by their manifest."""
    run(state, "django", "collectstatic", "--noinput", "--verbosity", "0")


def fingerprint() -> str:
    """Return a hash of the files that the databases come from."""
    digest = hashlib.sha256()
    for pattern in MADE_BY:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def copy(source: Path, target: Path) -> None:
    target.mkdir()
    database = sqlite3.connect(source / "hub.sqlite3")
    database.execute("VACUUM INTO ?", [str(target / "hub.sqlite3")])
    database.close()


def run(state: Path, module: str, *arguments: str, settings: str = PRODUCTION) -> str:
    """Run a module on a state; return what it printed. Its log goes to a file there."""
    log = state / f"{module}.log"
    with log.open("w") as errors:
        finished = subprocess.run(  # noqa: S603, our own modules
            [sys.executable, "-m", module, *arguments],
            env=environment(state) | {"DJANGO_SETTINGS_MODULE": settings},
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
    if finished.returncode:
        raise RuntimeError(f"{module} failed: {log.read_text()[-2000:]}")
    return finished.stdout
