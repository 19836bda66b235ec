"""How the indices of a hub are called in a cluster that it may share."""

from __future__ import annotations

import re
from dataclasses import dataclass

VERSION = re.compile(r"[a-z0-9-]{1,60}")


@dataclass(frozen=True)
class Names:
    """A full stop stands between the parts, which no part has: so one hub's names never begin another's."""

    # Of the hub, and of the alias that is searched.
    live: str

    def index(self, version: str) -> str:
        """Return the name of a version's index."""
        return f"{self.live}.{version}"

    def written(self, version: str) -> str:
        """Return the alias by which a version is written: unlike an index, none is made by writing to it."""
        return f"{self.live}.{version}.written"

    @property
    def all(self) -> str:
        """Return the pattern of the names of all versions."""
        return f"{self.live}.*"

    def version(self, index: str) -> str | None:
        """Return the version of an index; None where it is no version."""
        version = index.removeprefix(f"{self.live}.")
        return version if version != index and VERSION.fullmatch(version) else None
