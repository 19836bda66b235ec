"""The texts of files, kept by the hash of their content: the same file is read once, wherever it stands."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class FileTextQuerySet(models.QuerySet["FileText"]):
    def waiting(self) -> FileTextQuerySet:
        """Return those that the index does not have as they are now."""
        return self.filter(Q(taken_in_at__isnull=True) | Q(taken_in_at__lt=F("changed_at")))


class FileText(models.Model):
    """What a file says, or why that can not be read."""

    content_hash = models.CharField(max_length=40, primary_key=True)
    reader = models.PositiveSmallIntegerField(help_text="The version of the readers that read it.")
    fault = models.CharField(max_length=20, blank=True, help_text="A key of search.files.faults.FAULTS.")
    is_cut = models.BooleanField(default=False, help_text="Only its beginning was kept.")
    passages = models.JSONField(default=list, help_text="Each its text, and its terms with spaces between.")
    changed_at = models.DateTimeField(help_text="When it was read, or who may see it was changed.")
    taken_in_at = models.DateTimeField(
        null=True, help_text="When the items that have the file were indexed with it."
    )

    objects = FileTextQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.content_hash[:8]}: {self.fault or f'{len(self.passages)} passages'}"
