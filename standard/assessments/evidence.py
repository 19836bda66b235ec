"""Evidence: words, a link or a file with its day, checked before it is kept."""

from __future__ import annotations

import datetime as dt
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.db.models import Sum

from cms.dates import day as in_words
from cms.dates import local
from cms.media.file_types import FILE_TYPES, check_content
from cms.media.pictures import clean_picture
from standard.assessments.access import Access
from standard.assessments.answers import locked, refuse_unknown
from standard.assessments.models import Assessment, Evidence, EvidenceFile, touch
from standard.assessments.refusals import Refused

LONGEST_TEXT = 5_000
LONGEST_ADDRESS = 1_000
LONGEST_NAME = 100
LARGEST_FILE = 5 * 1024 * 1024
LARGEST_TOGETHER = 50 * 1024 * 1024
# What an Office file may grow to where somebody opens it.
LARGEST_UNPACKED = 200 * 1024 * 1024
MOST_A_STATEMENT = 20
EARLIEST = dt.date(1990, 1, 1)
PICTURES = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "gif": "image/gif",
}
# An archive can hold anything, also what nobody has looked at.
DOCUMENTS = {name: file_type for name, file_type in FILE_TYPES.items() if name != "zip"}
PACKED = {"docx", "odt", "ods", "pptx", "xlsx"}
ALLOWED = [*PICTURES, *DOCUMENTS]


@dataclass(frozen=True)
class Shown:
    """What is given as evidence: one of words, an address and a file, and its day."""

    code: str
    day: dt.date
    is_parents_view: bool = False
    text: str = ""
    url: str = ""
    file_name: str = ""
    content: bytes = b""
    # Of the caller's making: what is sent twice is kept once.
    id: UUID | None = None


def add_evidence(access: Access, shown: Shown, now: dt.datetime) -> Evidence:
    """Keep a piece of evidence and return it, or the one that was sent before; raises Refused."""
    values, content = _checked(shown, local(now).date())
    with transaction.atomic():
        assessment = locked(access.assessment)
        refuse_unknown(assessment.version, shown.code)
        known = Evidence.objects.filter(pk=shown.id).first() if shown.id else None
        if known and known.assessment_id != assessment.pk:
            raise Refused("id", "This id is taken. Leave it out, or make another.")
        if known:
            return known
        _refuse_too_much(assessment, shown.code, len(content))
        evidence = Evidence.objects.create(
            id=shown.id or uuid4(),
            assessment=assessment,
            code=shown.code,
            day=shown.day,
            is_parents_view=shown.is_parents_view,
            added_at=now,
            **values,
        )
        if content:
            EvidenceFile.objects.create(evidence=evidence, content=content)
        touch(assessment, now)
    return evidence


def remove_evidence(access: Access, evidence_id: UUID, now: dt.datetime) -> bool:
    """Delete a piece of evidence with its file; return whether there was one."""
    with transaction.atomic():
        assessment = locked(access.assessment)
        found = Evidence.objects.filter(assessment=assessment, pk=evidence_id).delete()[0]
        if found:
            touch(assessment, now)
    return bool(found)


def _checked(shown: Shown, today: dt.date) -> tuple[dict[str, Any], bytes]:
    """Return the row's values and the file's bytes; raises Refused for what can not be kept."""
    if shown.day > today:
        raise Refused(
            "day", f"Evidence is of a day that has been: today is {in_words(today)}.", str(shown.day)
        )
    if shown.day < EARLIEST:
        raise Refused("day", f"Give a day from {in_words(EARLIEST)} on.", str(shown.day))
    text, url = shown.text.strip(), shown.url.strip()
    if sum(map(bool, [text, url, shown.file_name])) != 1:
        raise Refused("text", "Give one of these: words, an address or a file.")
    if shown.file_name:
        return _checked_file(shown.file_name, shown.content)
    if text:
        if len(text) > LONGEST_TEXT:
            raise Refused("text", f"This can have {LONGEST_TEXT:,} characters. Yours has {len(text):,}.")
        return {"kind": "text", "text": text}, b""
    return {"kind": "link", "url": _checked_address(url)}, b""


def _checked_address(url: str) -> str:
    try:
        URLValidator(schemes=["http", "https"])(url)
        has_password = urlsplit(url).password is not None
    except (ValidationError, ValueError) as error:
        raise Refused(
            "url", "Give a whole web address, such as https://www.example.org/page.", url[:100]
        ) from error
    if len(url) > LONGEST_ADDRESS or has_password:
        raise Refused(
            "url", f"Give an address of up to {LONGEST_ADDRESS:,} characters, without a password in it."
        )
    return url


def _checked_file(name: str, content: bytes) -> tuple[dict[str, Any], bytes]:
    name = PurePosixPath(name.replace("\\", "/")).name
    stem, dot, extension = name.rpartition(".")
    extension = extension.lower()
    if not dot or extension not in ALLOWED:
        raise Refused("file", f"Files can be of these types: {', '.join(ALLOWED)}.", name[:100])
    if not content:
        raise Refused("file", "This file is empty.", name[:100])
    if len(content) > LARGEST_FILE:
        raise Refused(
            "file", f"A file can have {LARGEST_FILE // 1024 // 1024} MB. Make it smaller.", name[:100]
        )
    try:
        if extension in PICTURES:
            # Written afresh: where a photo was taken stays with whoever took it.
            content, extension = clean_picture(BytesIO(content))
            media_type = PICTURES[extension]
        else:
            check_content(BytesIO(content), name)
            media_type = DOCUMENTS[extension].media_type
    except ValidationError as error:
        raise Refused("file", " ".join(error.messages), name[:100]) from error
    if extension in PACKED:
        _refuse_bomb(content, name)
    kept_name = f"{stem[:LONGEST_NAME] or 'file'}.{extension}"
    return {"kind": "file", "file_name": kept_name, "media_type": media_type, "size": len(content)}, content


def _refuse_bomb(content: bytes, name: str) -> None:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        unpacked = sum(member.file_size for member in archive.infolist())
    if unpacked > LARGEST_UNPACKED:
        raise Refused("file", "This file would grow far too large when somebody opens it.", name[:100])


def _refuse_too_much(assessment: Assessment, code: str, size: int) -> None:
    kept = Evidence.objects.filter(assessment=assessment)
    if kept.filter(code=code).count() >= MOST_A_STATEMENT:
        raise Refused(
            "code", f"A statement can have {MOST_A_STATEMENT} pieces of evidence. Remove one first.", code
        )
    together = kept.aggregate(sum=Sum("size"))["sum"] or 0
    if together + size > LARGEST_TOGETHER:
        raise Refused(
            "file", f"All files together can have {LARGEST_TOGETHER // 1024 // 1024} MB. Remove one first."
        )
