"""Which files an item hands out, and what they say: only those that its public document links to."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from wagtail.models import CollectionViewRestriction

from cms.content.models import ContentDependency, ContentItem
from cms.media.models import HubDocument
from search.files.models import FileText

KEY = "document:"
ADDRESS = re.compile(rb"/files/([0-9a-f]{8}-[0-9a-f-]{27})/")
Passage = tuple[str, str]


@dataclass(frozen=True)
class ItemFile:
    """A file of an item; a passage is its text and its terms with spaces between."""

    uuid: UUID
    title: str
    url: str
    passages: list[Passage]


def public_files() -> QuerySet[HubDocument]:
    """Return the files that everybody may download."""
    files: QuerySet[HubDocument] = HubDocument.objects.all()
    restricted = CollectionViewRestriction.objects.values_list("collection__path", flat=True)
    for path in set(restricted):
        files = files.exclude(collection__path__startswith=path)
    return files


def files_of_items(ids: Collection[UUID]) -> dict[UUID, list[ItemFile]]:
    """Return the public files with a text that each item's document links to, in order of title."""
    linked = _linked(ids)
    texts = read_files({uuid for uuids in linked.values() for uuid in uuids})
    found: dict[UUID, list[ItemFile]] = defaultdict(list)
    for item, uuids in linked.items():
        files = [texts[uuid] for uuid in uuids if uuid in texts]
        found[item] = sorted(files, key=lambda file: (file.title, str(file.uuid)))
    return found


def read_files(uuids: Iterable[UUID]) -> dict[UUID, ItemFile]:
    """Return those of the files that are public and have a text."""
    files = list(public_files().filter(uuid__in=set(uuids)))
    texts = FileText.objects.filter(fault="").in_bulk({file.file_hash for file in files})
    return {
        file.uuid: ItemFile(file.uuid, file.title, file.public_url, texts[file.file_hash].passages)
        for file in files
        if file.file_hash in texts
    }


def items_with(hashes: Iterable[str]) -> set[UUID]:
    """Return the items whose documents link to a file with one of these contents."""
    uuids = HubDocument.objects.filter(file_hash__in=set(hashes)).values_list("uuid", flat=True)
    keys = [f"{KEY}{uuid}" for uuid in uuids]
    return set(ContentDependency.objects.filter(key__in=keys).values_list("item", flat=True))


def _linked(ids: Collection[UUID]) -> dict[UUID, set[UUID]]:
    """Return the files whose addresses stand in each item's document."""
    having = ContentDependency.objects.filter(item__in=ids, key__startswith=KEY).values("item")
    bodies = ContentItem.objects.filter(id__in=having).values_list("id", "body")
    return {item: {UUID(one.decode()) for one in ADDRESS.findall(bytes(body))} for item, body in bodies}
