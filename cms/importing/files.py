"""A file to import: how large it may be, and its text line by line, or why it is none."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cms.importing.rows import FileRefused

MEBIBYTE = 1024 * 1024
LARGEST_FILE = 100 * MEBIBYTE
LONGEST_LINE = MEBIBYTE

# What a file begins with that is not text, and how to make text of it.
NOT_TEXT = {
    b"PK\x03\x04": "a workbook or an archive (Excel, OpenDocument or ZIP). Save the sheet as “CSV UTF-8”",
    b"\xd0\xcf\x11\xe0": "an old Excel or Word file. Save the sheet as “CSV UTF-8”",
    b"%PDF": "a PDF. Ask for the list as CSV or iCalendar",
    b"\x1f\x8b": "compressed. Unpack it first",
    b"\xff\xfe": "encoded as UTF-16. Save it as UTF-8",
    b"\xfe\xff": "encoded as UTF-16. Save it as UTF-8",
}
CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
UTF8_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class SourceFile:
    """A file by its name, which can be opened again and again."""

    name: str
    size: int
    open: Callable[[], BinaryIO]

    @classmethod
    def of_path(cls, path: Path) -> SourceFile:
        """Return a file of this machine; raises FileRefused where there is none."""
        if not path.is_file():
            raise FileRefused(f"There is no file “{path}”.")
        return cls(path.name, path.stat().st_size, lambda: path.open("rb"))

    @classmethod
    def of_bytes(cls, name: str, content: bytes) -> SourceFile:
        return cls(name, len(content), lambda: io.BytesIO(content))

    def check(self, largest: int = LARGEST_FILE) -> None:
        """Raise FileRefused for a file that is too large, empty or no text, before it is read."""
        if self.size > largest:
            raise FileRefused(
                f"It has {self.size / MEBIBYTE:.1f} MB; at most {largest // MEBIBYTE} MB are read. Split it."
            )
        if not self.size:
            raise FileRefused("It is empty.")
        with closing(self.open()) as stream:
            start = stream.read(8)
        for mark, meaning in NOT_TEXT.items():
            if start.startswith(mark):
                raise FileRefused(f"It is {meaning}.")

    def lines(self) -> Iterator[str]:
        """Yield its lines with their ends; raises FileRefused at the first that is not UTF-8 text."""
        with closing(self.open()) as stream:
            number = 0
            while raw := stream.readline(LONGEST_LINE + 1):
                number += 1
                if len(raw) > LONGEST_LINE:
                    raise FileRefused(f"Line {number} is longer than {LONGEST_LINE:,} bytes. Is it a list?")
                yield _decoded(raw.removeprefix(UTF8_MARK) if number == 1 else raw, number)

    def beginning(self) -> str:
        """Return its first words, without white space before them."""
        for line in self.lines():
            if line.strip():
                return line.lstrip()
        raise FileRefused("It holds nothing but empty lines.")


def _decoded(raw: bytes, number: int) -> str:
    if b"\0" in raw:
        raise FileRefused(f"Line {number} holds zero bytes: it is UTF-16 or no text. Save it as UTF-8.")
    if CONTROL.search(raw):
        raise FileRefused(f"Line {number} holds control characters: it is no text.")
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode()[-20:]
        raise FileRefused(
            f"Line {number} is not UTF-8 (the byte 0x{raw[error.start]:02X} after “{before.strip()}”). It"
            " looks like Windows-1252 or Latin-1: save it as UTF-8, in Excel as “CSV UTF-8”."
        ) from error
