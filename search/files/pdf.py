"""The words of a PDF, page by page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO

from pypdf import PasswordType, PdfReader
from pypdf.errors import LimitReachedError, PyPdfError

from search.files.faults import BROKEN, LOCKED, TOO_LARGE, Unreadable

MOST_PAGES = 2_000
# A word that was divided at the end of a line.
DIVIDED = re.compile(r"(?<=[a-z])-\n(?=[a-z])")
PARAGRAPH_END = re.compile(r"\n\s*\n|(?<=[.!?:])\n")


def read_pdf(file: IO[bytes]) -> Iterator[str]:
    """Yield the paragraphs of a PDF; raises Unreadable."""
    try:
        reader = PdfReader(file, strict=False)
        # Many files may be opened by everybody, and only printing or copying is locked.
        if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
            raise Unreadable(LOCKED)
        for number, page in enumerate(reader.pages):
            if number == MOST_PAGES:
                return
            yield from paragraphs(page.extract_text())
    except LimitReachedError as error:
        raise Unreadable(TOO_LARGE) from error
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        OSError,
    ) as error:
        # A damaged file breaks its reader in every way there is.
        raise Unreadable(BROKEN) from error


def paragraphs(text: str) -> Iterator[str]:
    """Yield the paragraphs of a page, whose lines end where the paper did."""
    for part in PARAGRAPH_END.split(DIVIDED.sub("", text)):
        if words := " ".join(part.split()):
            yield words
