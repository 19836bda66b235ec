"""Write a printed document as a tagged PDF (PDF/UA-1), by Typst, in this process."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import typst

from cms.printing.documents import Block, Heading, PrintedDocument, as_values

logger = logging.getLogger(__name__)

TEMPLATE = Path(__file__).with_name("document.typ")
FONTS = str(files("font_lato") / "files")
# What Typst says where none of the fonts has a letter, such as one of Gujarati.
NO_FONT = "could not be displayed"


def write_pdf(document: PrintedDocument) -> bytes:
    """Return the document as a PDF with tags, title, language and outline.

    Raises typst.TypstError for a picture that is no SVG.
    """
    values = _input(document)
    try:
        return _compile(document, values)
    except typst.TypstError as error:
        if NO_FONT not in str(error):
            raise
        # The machine may have such a font. If not, boxes stand there, and the file does not claim PDF/UA.
        logger.warning("A document was printed with the machine's fonts: %s", error)
    return _compile(document, values, own_fonts_only=False)


def fingerprint(document: PrintedDocument) -> str:
    """Return a hash that changes with whatever changes the PDF."""
    parts = [_input(document).encode(), TEMPLATE.read_bytes(), version("typst").encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _input(document: PrintedDocument) -> str:
    blocks = list(_without_gaps(document.blocks))
    return json.dumps(as_values(replace(document, blocks=blocks)), ensure_ascii=False)


@cache
def _fonts(own_only: bool) -> typst.Fonts:
    """Return the fonts to print with, found once a process: those of packages alone, or the machine's too."""
    return typst.Fonts(include_system_fonts=not own_only, font_paths=[FONTS])


def _compile(document: PrintedDocument, values: str, own_fonts_only: bool = True) -> bytes:
    return typst.compile(
        TEMPLATE.read_bytes(),
        format="pdf",
        pdf_standards="ua-1" if own_fonts_only else "1.7",
        font_paths=_fonts(own_fonts_only),
        sys_inputs={"document": values},
        timestamp=int(document.changed_at.timestamp()),
    )


def _without_gaps(blocks: Iterable[Block]) -> Iterable[Block]:
    """Raise headings so that none is more than one level below the one before it."""
    last = 0
    for block in blocks:
        if isinstance(block, Heading):
            last = min(block.level, last + 1)
            yield replace(block, level=last)
        else:
            yield block
