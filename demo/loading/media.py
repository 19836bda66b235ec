"""Drawings and files of the demonstration, in a collection of their own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.files.base import ContentFile
from django.db.models.fields.files import FieldFile
from wagtail.models import Collection

from cms.media.renditions import make_renditions
from cms.models import HubDocument, HubImage
from demo.drawings import Drawing
from demo.files import FORMATS, Leaflet, file_writers
from demo.pack.practice import ToolkitEntry

COLLECTION = "Demonstration"


@dataclass(frozen=True)
class WrittenFile:
    """A file for a resource, before it is stored."""

    title: str
    name: str
    content: bytes


def write_files(toolkits: Iterable[ToolkitEntry]) -> Iterator[WrittenFile]:
    """Yield a file for each resource of a format that the hub can write; the others stay links."""
    writers = file_writers()
    for toolkit in toolkits:
        for resource in toolkit.resources:
            if resource.format in FORMATS:
                leaflet = Leaflet(resource.title, toolkit.title, toolkit.summary, resource.pages or 1)
                name = urlsplit(resource.url).path.rpartition("/")[2]
                yield WrittenFile(resource.title, name, writers[resource.format](leaflet))


class Media:
    """Images and files; what this run has stored can be taken away again."""

    def __init__(self) -> None:
        self.changed = 0
        self._collection = _collection()
        self._new_images: list[HubImage] = []
        self._stored: list[FieldFile] = []

    def image(self, drawing: Drawing) -> int:
        """Return the image of a drawing with all its sizes; call it outside of any transaction."""
        png = drawing.png()
        image = HubImage.objects.filter(collection=self._collection, title=drawing.title).first()
        if image is None:
            image = HubImage(collection=self._collection, title=drawing.title)
            self._new_images.append(image)
        if image.file_hash != _digest(png) or image.description != drawing.alt:
            image.file = ContentFile(png, name=f"{drawing.name}.png")
            image.description = drawing.alt
            image.file_size, image.file_hash = len(png), _digest(png)
            image.full_clean()
            image.save()
            self.changed += 1
        make_renditions(image)
        return int(image.pk)

    def file(self, written: WrittenFile) -> int:
        """Return the stored file; call it in the transaction of the page that hands it out."""
        file = HubDocument.objects.filter(collection=self._collection, title=written.title).first()
        if file is None:
            file = HubDocument(collection=self._collection, title=written.title)
        if file.file_hash != _digest(written.content):
            file.file = ContentFile(written.content, name=written.name)
            file.file_size, file.file_hash = len(written.content), _digest(written.content)
            file.full_clean()
            file.save()
            self._stored.append(file.file)
            self.changed += 1
        return int(file.pk)

    def take_back(self) -> None:
        """Delete what this run has stored, once its transaction has come to nothing."""
        for stored in self._stored:
            stored.storage.delete(str(stored.name))
        for image in self._new_images:
            if image.pk:
                image.delete()


def _collection() -> Collection:
    found = Collection.objects.filter(name=COLLECTION).first()
    return found or Collection.get_first_root_node().add_child(name=COLLECTION)


def _digest(content: bytes) -> str:
    """Return the hash by which Wagtail tells files apart."""
    return hashlib.sha1(content, usedforsecurity=False).hexdigest()
