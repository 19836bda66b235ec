"""What people have decided about things to do."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models

from cms.upkeep.registry import LONGEST_KEY


class PostponementQuerySet(models.QuerySet["Postponement"]):
    def in_force(self, today: dt.date) -> PostponementQuerySet:
        """Return those that keep something out of the list today, the newest first."""
        return self.filter(until__gt=today).order_by("-at", "-pk")


class Postponement(models.Model):
    """That somebody put something off, until when and why; never edited, another one may follow."""

    key = models.CharField(max_length=LONGEST_KEY, db_index=True, help_text="Of the row, with its state.")
    title = models.CharField(max_length=255)
    until = models.DateField()
    note = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    objects = PostponementQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.title}: put off until {self.until}"
