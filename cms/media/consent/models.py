"""The record of pictures that were taken back: where they were, and that they are gone."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from cms.dates import local


class ImageWithdrawal(models.Model):
    """One picture taken back, whole: what showed it, every address of it, and when each was gone.

    It outlives the picture, whose addresses answer 410 as long as it stands.
    """

    image = models.UUIDField(db_index=True, help_text="The picture's public id.")
    version = models.CharField(
        max_length=60, db_index=True, help_text="Of its file, as its addresses have it."
    )
    title = models.CharField(max_length=255)
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField()
    places = models.JSONField("where it stood", help_text="Type, title and path of each public item.")
    addresses = models.JSONField("its addresses", help_text="What answers 410 from then on.")
    purge_keys = models.JSONField("keys to purge", help_text="By which a cache drops all that showed it.")
    files = models.JSONField(help_text="Names in the media store that are deleted.")
    files_gone_at = models.DateTimeField(null=True, blank=True)
    documents_changed_at = models.DateTimeField(null=True, blank=True)
    fault = models.TextField(blank=True, help_text="Why a file could not be deleted yet.")

    class Meta:
        app_label = "cms"
        ordering = ["-at", "-pk"]
        verbose_name = "picture that was taken back"
        verbose_name_plural = "pictures that were taken back"

    def __str__(self) -> str:
        return f"{self.title}, {local(self.at):%Y-%m-%d %H:%M}"

    @property
    def is_complete(self) -> bool:
        """Return whether no file and no document is left."""
        return self.files_gone_at is not None and self.documents_changed_at is not None
