"""Write a printed document as a tagged PDF (PDF/UA-1), by Typst, in a process of its own."""

from __future__ import annotations

import hashlib
import json
import logging
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from cms.children import ENVIRONMENT, ROOT
from cms.printing.documents import Block, Heading, PrintedDocument, as_values

logger = logging.getLogger(__name__)

TEMPLATE = Path(__file__).with_name("document.typ")
# What Typst says where none of the fonts has a letter, such as one of Gujarati.
NO_FONT = "could not be displayed"
# A report of thirty pages takes a tenth of one.
SECONDS = 30


class PrintingError(Exception):
    """Typst refused a document; its words say why."""


def write_pdf(document: PrintedDocument) -> bytes:
    """Return the document as a PDF with tags, title, language and outline.

    Raises PrintingError for a picture that is no SVG, subprocess.TimeoutExpired where nothing gets done.
    """
    values = _input(document)
    try:
        return _typeset(document, values)
    except PrintingError as error:
        if NO_FONT not in str(error):
            raise
        # The machine may have such a font. If not, boxes stand there, and the file does not claim PDF/UA.
        logger.warning("A document was printed with the machine's fonts: %s", error)
    return _typeset(document, values, own_fonts_only=False)


def fingerprint(document: PrintedDocument) -> str:
    """Return a hash that changes with whatever changes the PDF."""
    parts = [_input(document).encode(), TEMPLATE.read_bytes(), version("typst").encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _input(document: PrintedDocument) -> str:
    blocks = list(_without_gaps(document.blocks))
    return json.dumps(as_values(replace(document, blocks=blocks)), ensure_ascii=False)


def _typeset(document: PrintedDocument, values: str, own_fonts_only: bool = True) -> bytes:
    """Have the document printed by a child, which is gone with all its memory afterwards."""
    order = {
        "template": TEMPLATE.read_text(),
        "document": values,
        "changed_at": int(document.changed_at.timestamp()),
        "own_fonts_only": own_fonts_only,
    }
    ended = subprocess.run(
        [sys.executable, "-m", "cms.printing.typesetting"],
        input=json.dumps(order).encode(),
        capture_output=True,
        cwd=ROOT,
        env=ENVIRONMENT,
        timeout=SECONDS,
        check=False,
    )
    if ended.returncode:
        said = ended.stderr.decode(errors="replace").strip()
        raise PrintingError(said or f"The process that prints ended with {ended.returncode}.")
    return ended.stdout


def _without_gaps(blocks: Iterable[Block]) -> Iterable[Block]:
    """Raise headings so that none is more than one level below the one before it."""
    last = 0
    for block in blocks:
        if isinstance(block, Heading):
            last = min(block.level, last + 1)
            yield replace(block, level=last)
        else:
            yield block
