"""Where words are found: the small interface of an engine, and the one that SEARCH_URL chooses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from search.documents import IndexDocument
from search.plan import Request, Response


class SearchUnavailable(Exception):  # noqa: N818, it reads as what happened
    """The engine can not answer or be written now; says why and what to do."""


class IndexMissing(SearchUnavailable):
    """There is no index yet, or none that this version of the hub can use."""


class IndexBusy(SearchUnavailable):
    """Another process writes to the index."""


@dataclass(frozen=True)
class IndexState:
    """An index version: what it was made for and how far it follows the change log."""

    version: str
    # Of what is in documents and how it is analysed: another one needs another index.
    fingerprint: str
    # The last change of the log that is in it.
    sequence: int


@dataclass(frozen=True)
class Rejected:
    """A document that the engine would not take."""

    id: UUID
    reason: str


class Writer(Protocol):
    """Writes to one index version. Nothing is seen before `commit`, which also saves the place in the log.

    Writes raise SearchUnavailable, and IndexBusy where another writer is in the way.
    """

    @property
    def state(self) -> IndexState: ...

    def write(self, documents: Iterable[IndexDocument]) -> list[Rejected]:
        """Store documents over older ones of their ids, never over newer ones."""

    def delete(self, ids: Mapping[UUID, int]) -> None:
        """Forget items, but for those that are there as of a later change than the one that is given."""

    def commit(self, sequence: int) -> None:
        """Make all of it seen, and save that the log is followed up to here."""

    def sequences(self) -> Mapping[UUID, int]:
        """Return the sequence of every document that is seen."""

    def count(self) -> int:
        """Return how many documents are seen."""


class Engine(Protocol):
    """An index with versions, one of which is searched."""

    def search(self, request: Request) -> Response:
        """Answer a search; raises SearchUnavailable within two seconds where that is not possible."""

    def edition(self) -> str:
        """Return what changes whenever answers can: the version and its last commit."""

    def vocabulary(self) -> Mapping[str, int]:
        """Return every word as people type it, with the number of items that have it."""

    def live(self) -> IndexState | None:
        """Return the version that is searched, whatever it was made for; None where there is none."""

    def check(self) -> None:
        """Raise IndexMissing where the live version is damaged, or was changed by somebody else."""

    def create(self, version: str, sequence: int) -> None:
        """Make an empty version beside the others, to follow the log from `sequence` on."""

    def versions(self) -> list[IndexState]:
        """Return every version, the live one too."""

    def writer(self, version: str) -> AbstractContextManager[Writer]:
        """Open a version for writing; raises IndexBusy where another writer would be in the way."""

    def swap(self, version: str) -> None:
        """Search this version from now on, and remove those before it."""

    def remove(self, version: str) -> None:
        """Remove a version that is not live."""
