"""The types of file that the hub hands out, each known by its content and not by its name."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

from django.core.exceptions import ValidationError

from cms.media.contents import HEAD_SIZE, describe

CHUNK_SIZE = 1024 * 1024
# All that Python's reader raises for an archive that is cut off, forged or locked with a password.
BROKEN_ARCHIVE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)


@dataclass(frozen=True)
class FileType:
    """A type of file: in words, its media type, and how its content is known."""

    words: str
    media_type: str
    matches: Callable[[IO[bytes]], bool]


def is_pdf(file: IO[bytes]) -> bool:
    # Some scanners write a few bytes before the mark.
    head = _head(file)
    return b"%PDF-" in head and describe(head) in {"", "a PDF"}


def is_text(file: IO[bytes]) -> bool:
    """Tell whether it is plain text in UTF-8 or a Windows code page, which hold no NUL."""
    if describe(_head(file)) in {"a PDF", "a rich text file", "a web page", "an SVG drawing"}:
        return False
    file.seek(0)
    return all(b"\0" not in chunk for chunk in iter(lambda: file.read(CHUNK_SIZE), b""))


def is_archive(file: IO[bytes]) -> bool:
    return bool(_members(file))


def holds(member: str) -> Callable[[IO[bytes]], bool]:
    """Return a test for an Office file: the archive has this member and carries no macros."""

    def matches(file: IO[bytes]) -> bool:
        members = _members(file)
        return member in members and not any(name.endswith("vbaProject.bin") for name in members)

    return matches


def states(media_type: str) -> Callable[[IO[bytes]], bool]:
    """Return a test for an OpenDocument file: its member `mimetype` says so."""

    def matches(file: IO[bytes]) -> bool:
        if "mimetype" not in _members(file):
            return False
        with zipfile.ZipFile(file) as archive, archive.open("mimetype") as member:
            return member.read(len(media_type) + 1) == media_type.encode()

    return matches


def _head(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read(HEAD_SIZE)


def _members(file: IO[bytes]) -> set[str]:
    # Python finds an archive behind any other bytes, such as a program's.
    if not _head(file).startswith(b"PK\x03\x04"):
        return set()
    with zipfile.ZipFile(file) as archive:
        return set(archive.namelist())


OFFICE = "application/vnd.openxmlformats-officedocument"
OPEN_DOCUMENT = "application/vnd.oasis.opendocument"

FILE_TYPES = {
    "csv": FileType("a CSV file in UTF-8", "text/csv", is_text),
    "docx": FileType("a Word document", f"{OFFICE}.wordprocessingml.document", holds("word/document.xml")),
    "odt": FileType("an OpenDocument text", f"{OPEN_DOCUMENT}.text", states(f"{OPEN_DOCUMENT}.text")),
    "ods": FileType(
        "an OpenDocument spreadsheet", f"{OPEN_DOCUMENT}.spreadsheet", states(f"{OPEN_DOCUMENT}.spreadsheet")
    ),
    "pdf": FileType("a PDF", "application/pdf", is_pdf),
    "pptx": FileType(
        "a PowerPoint presentation", f"{OFFICE}.presentationml.presentation", holds("ppt/presentation.xml")
    ),
    "txt": FileType("a text file in UTF-8", "text/plain", is_text),
    "xlsx": FileType("an Excel workbook", f"{OFFICE}.spreadsheetml.sheet", holds("xl/workbook.xml")),
    "zip": FileType("a ZIP archive", "application/zip", is_archive),
}


def check_content(file: IO[bytes], name: str) -> None:
    """Raise ValidationError, in an editor's words, unless the content is of the type that the name says."""
    extension = name.rpartition(".")[2].lower()
    file_type = FILE_TYPES.get(extension)
    if file_type is None:
        raise ValidationError(
            f"Files of the type .{extension} can not be handed out. Use one of: {', '.join(FILE_TYPES)}.",
            code="unknown_type",
        )
    try:
        sound = file_type.matches(file)
        held = describe(_head(file)) or "something else"
    except BROKEN_ARCHIVE as error:
        raise ValidationError(_refusal(name, file_type, "damaged or locked"), code="broken") from error
    finally:
        file.seek(0)
    if not sound:
        raise ValidationError(_refusal(name, file_type, held), code="wrong_content")


def _refusal(name: str, file_type: FileType, held: str) -> str:
    return (
        f"“{name}” is named as {file_type.words}, but it is {held}. Open it in the program that made it,"
        f" save it as {file_type.words} without a password or macros, and upload that."
    )
