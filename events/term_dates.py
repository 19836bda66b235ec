"""School holidays and bank holidays, which events can leave out."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from wagtail.admin.panels import FieldPanel

TERM_DATES_KEY = "term-dates"
BANK_HOLIDAYS_KEY = "bank-holidays"


class SchoolHoliday(models.Model):
    """Days on which schools are closed, both days included."""

    name = models.CharField(max_length=60)
    first_day = models.DateField()
    last_day = models.DateField()

    panels = [FieldPanel("name"), FieldPanel("first_day"), FieldPanel("last_day")]

    class Meta:
        ordering = ["first_day"]
        constraints = [
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="holiday_ends_after_start")
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.first_day} to {self.last_day}"

    def clean(self) -> None:
        super().clean()
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise ValidationError({"last_day": "The last day is before the first day."})


class BankHoliday(models.Model):
    """A bank holiday of England."""

    day = models.DateField(unique=True)
    name = models.CharField(max_length=60)

    panels = [FieldPanel("day"), FieldPanel("name")]

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.name}, {self.day}"
