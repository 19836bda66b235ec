"""Keep one version of the standard current. Connected once, in `StandardConfig.ready`."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from wagtail.signals import page_published, page_unpublished

from standard.models import StandardIndexPage
from standard.versions import version_changed


def follow_version(instance: StandardIndexPage, **kwargs: Any) -> None:
    version_changed(instance, timezone.now())


def connect() -> None:
    """Connect every handler."""
    page_published.connect(follow_version, sender=StandardIndexPage)
    page_unpublished.connect(follow_version, sender=StandardIndexPage)
