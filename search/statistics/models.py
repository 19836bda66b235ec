"""How often something was searched for in a week."""

from __future__ import annotations

import datetime as dt

from django.db import models

# A search that fewer people made may say who they are.
FEWEST = 3
LONGEST_QUERY = 80


class SearchCountQuerySet(models.QuerySet["SearchCount"]):
    def shown(self) -> SearchCountQuerySet:
        """Return the searches that enough people made."""
        return self.filter(searches__gte=FEWEST)


class SearchCount(models.Model):
    """A search without personal words, and what came of it in a week."""

    week = models.DateField(help_text="Its Monday.")
    query = models.CharField("search", max_length=LONGEST_QUERY)
    searches = models.PositiveIntegerField(default=0)
    nothing = models.PositiveIntegerField(default=0, help_text="How many of them found nothing.")
    clicks = models.PositiveIntegerField(default=0)
    places = models.PositiveIntegerField(default=0, help_text="Of what was clicked on, added up.")

    objects = SearchCountQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["week", "query"], name="search_count_once")]

    def __str__(self) -> str:
        return f"{self.query} ({self.searches})"


def monday(day: dt.date) -> dt.date:
    """Return the first day of a day's week."""
    return day - dt.timedelta(days=day.weekday())
