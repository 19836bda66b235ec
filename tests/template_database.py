"""Migrate the test database once, and copy it: on SQLite that takes longer than many a test file."""

from __future__ import annotations

import fcntl
import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3.creation import DatabaseCreation

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "var" / "test-databases"

_open: list[sqlite3.Connection] = []
_create_test_db: Any = DatabaseCreation.create_test_db


def template() -> Path:
    """Return where the migrated database stands for this lock file and these migrations."""
    content = hashlib.sha256((ROOT / "uv.lock").read_bytes())
    for migration in sorted(ROOT.glob("*/migrations/*.py")):
        content.update(migration.read_bytes())
    return FOLDER / f"{content.hexdigest()[:16]}.sqlite3"


def create_test_db(self: Any, *args: Any, **kwargs: Any) -> str:
    """Fill the empty test database from the template, or make the template of the first that is migrated."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = template()
    with (FOLDER / "lock").open("w") as lock:
        # Processes that start together would all migrate.
        fcntl.flock(lock, fcntl.LOCK_EX)
        found = path.exists()
        if found:
            # A database in memory lives as long as a connection to it does.
            target = sqlite3.connect(self._get_test_db_name(), uri=True)
            _open.append(target)
            with closing(sqlite3.connect(path)) as source:
                source.backup(target)
        name = str(_create_test_db(self, *args, **kwargs))
        if not found:
            _keep(self.connection.connection, path)
    return name


def _keep(migrated: sqlite3.Connection, path: Path) -> None:
    unfinished = path.with_suffix(".part")
    unfinished.unlink(missing_ok=True)
    with closing(sqlite3.connect(unfinished)) as target:
        migrated.backup(target)
    unfinished.rename(path)


def use_template() -> None:
    """Have Django's test databases on SQLite made so."""
    DatabaseCreation.create_test_db = create_test_db  # type: ignore[method-assign]
