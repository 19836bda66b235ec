"""Small real files for the resources of the pack that are handed out as files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec

# The module that each library is imported by.
LIBRARIES = {"fpdf2": "fpdf", "openpyxl": "openpyxl", "python-docx": "docx", "python-pptx": "pptx"}
FORMATS = {"PDF", "DOCX", "XLSX", "PPTX"}


class LibrariesMissingError(Exception):
    """The libraries that write the files are not installed; says how to install them."""


@dataclass(frozen=True)
class Leaflet:
    """What a file says."""

    title: str
    source: str
    text: str
    pages: int


def file_writers() -> dict[str, Callable[[Leaflet], bytes]]:
    """Return what writes a file of each format; raises LibrariesMissingError."""
    missing = [name for name, module in LIBRARIES.items() if find_spec(module) is None]
    if missing:
        raise LibrariesMissingError(
            f"The demonstration files need {', '.join(missing)}. Install them with `uv sync --group demo`."
        )
    # Production has none of these libraries, so they are imported only when a file is to be written.
    from demo.file_formats import WRITERS

    return WRITERS
