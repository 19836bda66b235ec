"""Every document carries absolute addresses: notice when the configured ones have changed."""

from __future__ import annotations

import datetime as dt

from django.conf import settings

from cms.content.builder import SERIALIZER_VERSION, to_json
from cms.content.dependents import mark_all_stale
from cms.content.models import Checkpoint

NAME = "built-with"


def rebuild_after_new_addresses(now: dt.datetime) -> int:
    """Mark all documents for building again if addresses or serializer differ; return how many."""
    value = to_json(
        {
            "public_site": settings.PUBLIC_SITE_URL,
            "media": settings.MEDIA_URL,
            "hub": settings.HUB_URL,
            "serializer": SERIALIZER_VERSION,
        }
    ).decode()
    checkpoint = Checkpoint.objects.filter(name=NAME).first()
    if checkpoint and checkpoint.value == value:
        return 0
    Checkpoint.objects.update_or_create(name=NAME, defaults={"value": value})
    return mark_all_stale(now) if checkpoint else 0
