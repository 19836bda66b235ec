"""The words of Word, PowerPoint, Excel and OpenDocument files, read as a stream in bounded memory."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from typing import IO

from search.files.faults import BROKEN, LOCKED, REFUSED, Unreadable
from search.files.workbooks import read_xlsx
from search.files.xml_stream import Attributes, Budget, hear, paragraphs

MOST_MEMBERS = 20_000
NUMBERED = re.compile(r"(\d+)\.xml$")


def read_docx(archive: zipfile.ZipFile) -> Iterator[str]:
    """Yield the paragraphs of a Word document, then those of its notes."""
    budget = Budget()
    members = ["word/document.xml", "word/footnotes.xml", "word/endnotes.xml"]
    for member in members:
        if member in archive.NameToInfo:
            yield from paragraphs(archive, member, budget, {"t"}, {"p"})


def read_pptx(archive: zipfile.ZipFile) -> Iterator[str]:
    """Yield the paragraphs of the slides that are shown, in the order of their numbers."""
    budget = Budget()
    slides = [name for name in archive.NameToInfo if re.fullmatch(r"ppt/slides/slide\d+\.xml", name)]
    for member in sorted(slides, key=_number):
        hidden: list[bool] = []

        def root(name: str, attributes: dict[str, str], hidden: list[bool] = hidden) -> None:
            if not hidden:
                hidden.append(attributes.get("show") in {"0", "false"})

        found = paragraphs(archive, member, budget, {"t"}, {"p"}, root)
        if not any(hidden):
            yield from found


def read_open_document(archive: zipfile.ZipFile) -> Iterator[str]:
    """Yield the paragraphs and headings of an OpenDocument text or spreadsheet."""
    manifest = Attributes("encryption-data")
    if "META-INF/manifest.xml" in archive.NameToInfo:
        hear(archive, "META-INF/manifest.xml", Budget(), manifest)
    if manifest.seen:
        raise Unreadable(LOCKED)
    yield from paragraphs(archive, "content.xml", Budget(), None, {"p", "h"})


def _number(name: str) -> int:
    found = NUMBERED.search(name)
    return int(found[1]) if found else 0


READERS: dict[str, Callable[[zipfile.ZipFile], Iterator[str]]] = {
    "docx": read_docx,
    "pptx": read_pptx,
    "xlsx": read_xlsx,
    "odt": read_open_document,
    "ods": read_open_document,
}


def read_office(file: IO[bytes], extension: str) -> Iterator[str]:
    """Yield the paragraphs of an Office or OpenDocument file; raises Unreadable."""
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, EOFError, ValueError, OSError) as error:
        raise Unreadable(BROKEN) from error
    with archive:
        if len(archive.NameToInfo) > MOST_MEMBERS:
            raise Unreadable(REFUSED)
        yield from READERS[extension](archive)
