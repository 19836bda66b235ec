"""Read the files that have no text yet, each in a child process, and have what changed indexed again."""

from __future__ import annotations

import datetime as dt
import logging
import shutil
import tempfile
import textwrap
from collections.abc import Callable, Iterator
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from cms.media.models import HubDocument
from search.analysis import terms
from search.files.child import Reading, read_in_child
from search.files.extensions import EXTENSIONS
from search.files.faults import MISSING
from search.files.models import FileText
from search.texts import LONGEST_PASSAGE, passages

logger = logging.getLogger(__name__)

# Raise it where a reader finds more than before: then every file is read again.
READER = 1


def readable() -> QuerySet[HubDocument]:
    """Return the files of the types that have a reader."""
    endings = [Q(file__iendswith=f".{extension}") for extension in sorted(EXTENSIONS)]
    return HubDocument.objects.filter(reduce(or_, endings))  # type: ignore[no-any-return]


def unread() -> QuerySet[HubDocument]:
    """Return the files that are to be read."""
    known = FileText.objects.filter(reader=READER).values("content_hash")
    return readable().exclude(file_hash__in=known).order_by("pk")


def read_unread(now: Callable[[], dt.datetime]) -> int:
    """Read every file that was not read yet; return how many. Forget the texts of files that are gone."""
    FileText.objects.exclude(content_hash__in=HubDocument.objects.values("file_hash")).delete()
    count = 0
    for document in list(unread()):
        content_hash = document.file_hash or _hash(document)
        if content_hash and FileText.objects.filter(pk=content_hash, reader=READER).exists():
            continue
        _keep(document, content_hash, now())
        count += 1
    return count


def _keep(document: HubDocument, content_hash: str, now: dt.datetime) -> None:
    reading = read(document)
    if not content_hash:
        # There is nothing to know its content by; the report says that its file is missing.
        logger.error("The file of “%s” is not in the store.", document.title)
        return
    if reading.fault:
        logger.warning("The text of “%s” can not be read: %s.", document.title, reading.fault)
    FileText.objects.update_or_create(
        content_hash=content_hash,
        defaults={
            "reader": READER,
            "fault": reading.fault,
            "is_cut": reading.is_cut,
            "passages": [[text, " ".join(terms(text))] for text in _short(reading.paragraphs)],
            "changed_at": now,
            "taken_in_at": None,
        },
    )


def read(document: HubDocument) -> Reading:
    """Return the text of a stored file."""
    try:
        # A store may be far away: the child reads a copy that has a descriptor.
        with document.open_file() as stored, tempfile.TemporaryFile() as copy:
            shutil.copyfileobj(stored, copy)
            copy.seek(0)
            return read_in_child(copy, document.file_extension.lower())
    except FileNotFoundError:
        return Reading([], False, MISSING)


def _hash(document: HubDocument) -> str:
    """Return the hash of a file that came without one, and keep it; nothing where the file is gone."""
    try:
        document._set_file_hash()
    except FileNotFoundError:
        return ""
    # Not `save`: that would have every page built again that shows the file.
    HubDocument.objects.filter(pk=document.pk).update(file_hash=document.file_hash)
    return str(document.file_hash)


def _short(paragraphs: list[str]) -> Iterator[str]:
    """Yield passages that can be shown beside a hit, even of a text without sentences."""
    for paragraph in paragraphs:
        for passage in passages(paragraph):
            if len(passage) <= LONGEST_PASSAGE * 2:
                yield passage
            else:
                yield from textwrap.wrap(passage, LONGEST_PASSAGE)
