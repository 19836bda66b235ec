"""The folder of the indexes: a folder for each version, with its state, and the name of the live one."""

from __future__ import annotations

import json
import os
import re
import shutil
from dataclasses import asdict
from pathlib import Path

from search.engines import IndexMissing, IndexState, SearchUnavailable

LIVE, STATE = "live", "state.json"
VERSION = re.compile(r"[A-Za-z0-9-]{1,60}")


class Folder:
    """Reads and writes what stands beside the indexes themselves; every write is whole or not at all."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def live_version(self) -> str | None:
        """Return the name of the version that is searched."""
        try:
            name = (self.path / LIVE).read_text()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise SearchUnavailable(
                f"The search index in {self.path} cannot be read: {error.strerror}. Check SEARCH_URL."
            ) from error
        if not VERSION.fullmatch(name):
            raise SearchUnavailable(
                f"{self.path / LIVE} does not name a version of the index. Run `manage.py rebuild_search`."
            )
        return name

    def state(self, version: str) -> IndexState | None:
        """Return a version's state, None where there is no such version or it was not finished."""
        try:
            return IndexState(**json.loads((self.path / version / STATE).read_text()))
        except (FileNotFoundError, ValueError, TypeError):
            return None

    def versions(self) -> list[IndexState]:
        """Return the states of all versions."""
        if not self.path.is_dir():
            return []
        names = sorted(entry.name for entry in self.path.iterdir() if entry.is_dir())
        return [state for name in names if (state := self.state(name))]

    def create(self, version: str) -> Path:
        """Make the folder of a version; raises SearchUnavailable where that is not possible."""
        path = self.path / version
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SearchUnavailable(
                f"The search index cannot be made in {self.path}: {error.strerror}. Check SEARCH_URL."
            ) from error
        return path

    def save(self, state: IndexState) -> None:
        """Write a version's state."""
        _replace(self.path / state.version / STATE, json.dumps(asdict(state)))

    def make_live(self, version: str) -> None:
        """Have a version searched, and remove all that are not."""
        if self.state(version) is None:
            raise IndexMissing(f"There is no version {version} of the search index.")
        _replace(self.path / LIVE, version)
        for state in self.versions():
            if state.version != version:
                self.remove(state.version)

    def remove(self, version: str) -> None:
        """Remove a version's files."""
        shutil.rmtree(self.path / version, ignore_errors=True)


def _replace(path: Path, text: str) -> None:
    """Write a file so that readers see the old content or the new, even if the power fails."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    with unfinished.open("w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
