"""Keep one version of the standard current, and the register without what was deleted. Connected once."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete
from django.utils import timezone
from wagtail.signals import page_published, page_unpublished

from cms.content import store
from standard.models import StandardIndexPage
from standard.register.models import RegisterEntry
from standard.versions import version_changed


def follow_version(instance: StandardIndexPage, **kwargs: Any) -> None:
    version_changed(instance, timezone.now())


@transaction.atomic
def withdraw_entry(instance: RegisterEntry, **kwargs: Any) -> None:
    store.withdraw(instance.content_id, timezone.now())


def connect() -> None:
    """Connect every handler."""
    page_published.connect(follow_version, sender=StandardIndexPage)
    page_unpublished.connect(follow_version, sender=StandardIndexPage)
    post_delete.connect(withdraw_entry, sender=RegisterEntry)
