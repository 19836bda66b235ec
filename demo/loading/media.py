"""Drawings and files of the demonstration, in a collection of their own."""

from __future__ import annotations

import hashlib
from urllib.parse import urlsplit

from django.core.files.base import ContentFile
from wagtail.models import Collection

from cms.media.renditions import make_renditions
from cms.models import HubDocument, HubImage
from demo.drawings import Drawing
from demo.files import FORMATS, Leaflet, file_writers
from demo.pack.practice import ResourceEntry, ToolkitEntry

COLLECTION = "Demonstration"


class Media:
    """Images and files; what this run has made can be taken away again."""

    def __init__(self) -> None:
        self.changed = 0
        self._writers = file_writers()
        self._collection = _collection()
        self._made: list[HubImage | HubDocument] = []

    def image(self, drawing: Drawing) -> int:
        """Return the image of a drawing with all its sizes, made or made anew where it differs."""
        png = drawing.png()
        image = HubImage.objects.filter(collection=self._collection, title=drawing.title).first()
        if image is None:
            image = HubImage(collection=self._collection, title=drawing.title)
            self._made.append(image)
        if image.file_hash != _digest(png) or image.description != drawing.alt:
            image.file = ContentFile(png, name=f"{drawing.name}.png")
            image.description = drawing.alt
            image.file_size, image.file_hash = len(png), _digest(png)
            image.full_clean()
            image.save()
            self.changed += 1
        make_renditions(image)
        return int(image.pk)

    def file(self, resource: ResourceEntry, toolkit: ToolkitEntry) -> int | None:
        """Return the file of a resource; None where the pack links to something that is no such file."""
        if resource.format not in FORMATS:
            return None
        leaflet = Leaflet(resource.title, toolkit.title, toolkit.summary, resource.pages or 1)
        content = self._writers[resource.format](leaflet)
        file = HubDocument.objects.filter(collection=self._collection, title=resource.title).first()
        if file is None:
            file = HubDocument(collection=self._collection, title=resource.title)
            self._made.append(file)
        if file.file_hash != _digest(content):
            file.file = ContentFile(content, name=urlsplit(resource.url).path.rpartition("/")[2])
            file.file_size, file.file_hash = len(content), _digest(content)
            file.full_clean()
            file.save()
            self.changed += 1
        return int(file.pk)

    def take_back(self) -> None:
        """Delete what this run has made."""
        for medium in self._made:
            if medium.pk:
                medium.delete()


def _collection() -> Collection:
    found = Collection.objects.filter(name=COLLECTION).first()
    return found or Collection.get_first_root_node().add_child(name=COLLECTION)


def _digest(content: bytes) -> str:
    """Return the hash by which Wagtail tells files apart."""
    return hashlib.sha1(content, usedforsecurity=False).hexdigest()
