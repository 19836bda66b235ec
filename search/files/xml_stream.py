"""XML within an archive, heard as a stream in bounded memory; what only an attacker writes is refused."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable
from typing import IO
from xml.parsers import expat

from search.files.faults import BROKEN, LOCKED, REFUSED, TOO_LARGE, Unreadable

# All members of a file together, unpacked.
MOST_BYTES = 50_000_000
DEEPEST = 400
# What one sentence of the file may have; a text without an end is no text.
LONGEST_PARAGRAPH = 20_000
CHUNK = 65_536

# Comments, notes of speakers and what was deleted are not for readers; a fallback says the same again.
SKIPPED = {"tracked-changes", "annotation", "notes", "delText", "instrText", "rPh", "forms", "Fallback"}
SPACES = {"tab", "br", "cr", "s", "line-break", "soft-page-break"}

Start = Callable[[str, dict[str, str]], None]


class Budget:
    """How much of a file may still be unpacked."""

    def __init__(self, left: int = MOST_BYTES) -> None:
        self.left = left

    def spend(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise Unreadable(TOO_LARGE)


class Paragraphs:
    """Hears a document's tags and keeps the words within some of them, paragraph by paragraph."""

    def __init__(self, words_in: set[str] | None, paragraphs: set[str]) -> None:
        self._words_in = words_in
        self._paragraphs = paragraphs
        self._depth = self._inside = self._skipped = 0
        self._parts: list[str] = []
        self._length = 0
        self.found: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise Unreadable(REFUSED)
        tag = local(name)
        if tag in SKIPPED:
            self._skipped += 1
        elif tag in SPACES:
            self._parts.append(" ")
        elif self._holds_words(tag):
            self._inside += 1

    def end(self, name: str) -> None:
        self._depth -= 1
        tag = local(name)
        if tag in SKIPPED:
            self._skipped -= 1
        elif self._holds_words(tag):
            self._inside -= 1
        if tag in self._paragraphs and not self._skipped:
            self.finish()

    def text(self, data: str) -> None:
        if self._inside and not self._skipped:
            self._parts.append(data)
            self._length += len(data)
            if self._length > LONGEST_PARAGRAPH:
                self.finish()

    def finish(self) -> None:
        """End the paragraph."""
        words = " ".join("".join(self._parts).split())
        if words:
            self.found.append(words)
        self._parts, self._length = [], 0

    def _holds_words(self, tag: str) -> bool:
        return tag in (self._words_in if self._words_in is not None else self._paragraphs)


class Attributes:
    """Hears whether a tag is there, and the attributes of all of its kind."""

    def __init__(self, tag: str) -> None:
        self._tag = tag
        self._depth = 0
        self.seen: list[dict[str, str]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise Unreadable(REFUSED)
        if local(name) == self._tag:
            self.seen.append({local(key): value for key, value in attributes.items()})

    def end(self, name: str) -> None:
        self._depth -= 1

    def text(self, data: str) -> None:
        """Leave text alone."""


def local(name: str) -> str:
    """Return a tag's or an attribute's name without its prefix."""
    return name.rpartition(":")[2]


def paragraphs(
    archive: zipfile.ZipFile,
    member: str,
    budget: Budget,
    words_in: set[str] | None,
    paragraphs: set[str],
    also: Start | None = None,
) -> list[str]:
    heard = Paragraphs(words_in, paragraphs)
    hear(archive, member, budget, heard, also)
    heard.finish()
    return heard.found


def hear(
    archive: zipfile.ZipFile,
    member: str,
    budget: Budget,
    listener: Paragraphs | Attributes,
    also: Start | None = None,
) -> None:
    """Read a member's XML to its end; raises Unreadable for more than is sound."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse

    def start(name: str, attributes: dict[str, str]) -> None:
        if also:
            also(name, attributes)
        listener.start(name, attributes)

    parser.StartElementHandler = start
    parser.EndElementHandler = listener.end
    parser.CharacterDataHandler = listener.text
    try:
        with archive.open(member) as file:
            _feed(parser, file, budget)
    except RuntimeError as error:
        # Python's reader says so of a member that is encrypted.
        raise Unreadable(LOCKED) from error
    except (
        KeyError,
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        expat.ExpatError,
    ) as error:
        raise Unreadable(BROKEN) from error


def _feed(parser: expat.XMLParserType, file: IO[bytes], budget: Budget) -> None:
    while chunk := file.read(CHUNK):
        budget.spend(len(chunk))
        parser.Parse(chunk, False)
    parser.Parse(b"", True)


def _refuse(*_: object) -> None:
    raise Unreadable(REFUSED)
