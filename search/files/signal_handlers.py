"""Have files read when they come, and forgotten where they are not for everybody any more."""

from __future__ import annotations

from typing import Any

from celery import current_app
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from wagtail.models import CollectionViewRestriction

from cms.media.models import HubDocument
from search.files.models import FileText
from search.waking import READ_FILES_TASK, wake_after_commit


def read_after_commit(instance: HubDocument, **kwargs: Any) -> None:
    """Have the worker read a file; its collection, which decides who may see it, may be another one."""
    if instance.file_hash:
        FileText.objects.filter(pk=instance.file_hash).update(changed_at=timezone.now())
    transaction.on_commit(wake_reader, robust=True)


def look_again_after_commit(**kwargs: Any) -> None:
    """Have every item with a file indexed again: restricting a collection hides all that is below it."""
    FileText.objects.update(changed_at=timezone.now())
    wake_after_commit()


def wake_reader() -> None:
    """Ask the worker to read files now. By name, as tasks import this package."""
    current_app.send_task(READ_FILES_TASK, ignore_result=True)


def connect() -> None:
    """Connect every handler."""
    post_save.connect(read_after_commit, sender=HubDocument)
    post_save.connect(look_again_after_commit, sender=CollectionViewRestriction)
    post_delete.connect(look_again_after_commit, sender=CollectionViewRestriction)
