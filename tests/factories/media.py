from __future__ import annotations

import factory
import wagtail_factories
from factory.django import FileField
from wagtail.models import Collection

from cms.media.models import HubDocument, HubImage

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


class ImageFactory(wagtail_factories.ImageFactory):
    """A picture of 40 by 30 pixels."""

    title = "A bench"
    description = "A bench outside a library"
    collection = factory.LazyFunction(Collection.get_first_root_node)
    file = factory.django.ImageField(width=40, height=30, format="PNG", filename="bench.png")

    class Meta:
        model = HubImage


class DocumentFactory(wagtail_factories.DocumentFactory):
    """A small PDF."""

    title = "A leaflet"
    collection = factory.LazyFunction(Collection.get_first_root_node)
    file = FileField(data=PDF, filename="leaflet.pdf")
    file_size = len(PDF)

    class Meta:
        model = HubDocument
