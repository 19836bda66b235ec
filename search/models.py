"""What search keeps in the database."""

from __future__ import annotations

from django.db import models

from search.best_bets import BestBet
from search.files.models import FileText
from search.statistics.models import SearchCount
from search.synonyms import SynonymRule

__all__ = ["BestBet", "FileText", "SearchCount", "SearchFault", "SynonymRule"]


class SearchFault(models.Model):
    """An item that could not be put into the index, set aside so that the rest goes on."""

    item = models.UUIDField(primary_key=True)
    path = models.CharField(max_length=500)
    sequence = models.BigIntegerField(help_text="Of the document that could not be indexed.")
    reason = models.TextField()
    tried_at = models.DateTimeField()

    class Meta:
        ordering = ["path"]
        verbose_name = "item that search can not find"
        verbose_name_plural = "items that search can not find"

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"
