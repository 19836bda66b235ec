"""The table of importers, in which each area registers its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from cms.importing.files import SourceFile
from cms.importing.rows import Choices, FileRefused, Refusal, Row
from cms.importing.terms import did_you_mean
from cms.pages import BasePage


class Importer(Protocol):
    """Reads one kind of file as rows for one type of page."""

    @property
    def name(self) -> str:
        """Return the word by which people choose it."""

    @property
    def title(self) -> str:
        """Return what it reads, in words."""

    @property
    def model(self) -> type[BasePage]:
        """Return the type of page that it makes."""

    @property
    def source(self) -> str:
        """Return what stands for a source that nobody has named; empty where somebody must."""

    @property
    def template(self) -> str:
        """Return an example file, empty where the format is another's."""

    def fits(self, file: SourceFile, choices: Choices) -> int:
        """Return how well it can read the file, 0 for not at all; raises FileRefused for a broken one."""

    def rows(self, file: SourceFile, choices: Choices) -> Iterator[Row | Refusal]:
        """Yield what the file holds, in bounded memory where the format allows it."""


_importers: dict[str, Importer] = {}


def register_importer(importer: Importer) -> None:
    """Let people import with it."""
    _importers[importer.name] = importer


def importers() -> list[Importer]:
    """Return what areas have registered."""
    return list(_importers.values())


def importer_named(name: str) -> Importer:
    """Return an importer; raises FileRefused where there is none of this name."""
    if name not in _importers:
        raise FileRefused(
            f"“{name}” is no importer.{did_you_mean(name, _importers)} There are: {', '.join(_importers)}."
        )
    return _importers[name]


def importer_for(file: SourceFile, choices: Choices) -> Importer:
    """Return the importer that reads the file; raises FileRefused where none or several could."""
    fitting = {importer.name: importer.fits(file, choices) for importer in importers()}
    best = max(fitting.values(), default=0)
    names = [name for name, fit in fitting.items() if fit == best]
    if not best:
        raise FileRefused(
            "It is nothing that is read here: an iCalendar file, GOV.UK's JSON of a consultation or case"
            " study, or CSV with the headings of a template. Other headings need a mapping."
        )
    if len(names) > 1:
        raise FileRefused(f"It could be {' or '.join(names)}: say which.")
    return _importers[names[0]]
