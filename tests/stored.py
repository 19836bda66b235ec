"""What tests ask of the content store."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from cms.content.models import ContentChange, ContentItem
from cms.content.publishing import Publishable


def stored(source: Publishable) -> ContentItem | None:
    """Return a source's item as it is in the database now."""
    return ContentItem.objects.filter(id=source.content_id).first()


def document(source: Publishable) -> dict[str, Any]:
    """Return a source's stored document."""
    values: dict[str, Any] = json.loads(bytes(ContentItem.objects.get(id=source.content_id).body))
    return values


def log_of(content_id: UUID) -> list[str]:
    """Return what the log says of an item, in order."""
    lines = ContentChange.objects.filter(item=content_id).order_by("sequence")
    return list(lines.values_list("event", flat=True))


def stale_paths() -> list[str]:
    """Return the paths that wait to be built again."""
    return sorted(ContentItem.objects.stale().values_list("path", flat=True))
