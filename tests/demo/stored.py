"""What the content store and the tables hold, read apart from the code under test."""

import json
from typing import Any

from wagtail.models import Page, Revision

from cms.content.models import ContentChange, ContentItem
from cms.models import HubDocument, HubImage


def document(path: str) -> Any:
    return json.loads(bytes(ContentItem.objects.get(path=path).body))


def documents(type_name: str) -> dict[str, Any]:
    return {
        body["path"].strip("/").rpartition("/")[2]: body
        for item in ContentItem.objects.filter(type=type_name)
        for body in [json.loads(bytes(item.body))]
    }


def slugs(references: list[Any]) -> set[str]:
    return {reference["path"].strip("/").rpartition("/")[2] for reference in references}


def state_of_everything() -> dict[str, Any]:
    return {
        "revisions": Revision.objects.count(),
        "changes": ContentChange.objects.count(),
        "pages": Page.objects.count(),
        "images": list(HubImage.objects.order_by("pk").values_list("file", "file_hash")),
        "files": list(HubDocument.objects.order_by("pk").values_list("file", "file_hash")),
        "etags": dict(ContentItem.objects.values_list("path", "etag")),
    }
