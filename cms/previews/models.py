"""Drafts as documents, kept for as long as their previews live."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from wagtail.models import Page


class PreviewDraft(models.Model):
    """What a page would say if it were published as somebody has it in the form; never public."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    # The page itself or, for one that is new, the one above it.
    place = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    is_new = models.BooleanField()
    card = models.BinaryField()
    document = models.BinaryField()
    made_at = models.DateTimeField(db_index=True)

    # Wagtail would list a preview as a place in which the page is used.
    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return str(self.id)
