"""What was imported from where, so that importing again changes the same pages."""

from __future__ import annotations

from django.db import models


class ImportedListing(models.Model):
    """A page that came from another system; without its page, an editor has deleted it here."""

    source = models.CharField(max_length=200, help_text="Where it came from, such as a calendar's name.")
    source_id = models.CharField(max_length=500, help_text="Its id there.")
    page = models.ForeignKey(
        "wagtailcore.Page", null=True, on_delete=models.SET_NULL, related_name="imported_listings"
    )
    digest = models.CharField(max_length=64, help_text="Of the values that were imported last.")
    values = models.JSONField(
        default=dict,
        help_text="What was imported last, by field: tells an editor's changes from the source's.",
    )
    imported_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "source_id"], name="imported_once")]

    def __str__(self) -> str:
        return f"{self.source} {self.source_id}"
