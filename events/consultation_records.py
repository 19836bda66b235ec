"""What belongs to one consultation: its windows, notices, sessions, later news and the record of changes."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.models import Orderable

from cms.dates import local
from events.consultation_course import refuse_midnight
from events.windows import end_of_minute


class ConsultationWindow(Orderable):
    """One time during which answers are taken."""

    page = ParentalKey("events.ConsultationPage", on_delete=models.CASCADE, related_name="windows")
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField(
        help_text="The last minute that counts, such as 23:59. It counts to its end."
    )
    note = models.CharField(max_length=300, blank=True, help_text="Public, such as why it was opened again.")

    panels = [
        FieldPanel(
            "opens_at", help_text="The minute from which answers are taken, such as 9:00 on the first day."
        ),
        FieldPanel("closes_at"),
        FieldPanel("note"),
    ]

    class Meta(Orderable.Meta):
        pass

    @property
    def ends_at(self) -> dt.datetime:
        """Return the first instant after the window: its last minute counts to its end."""
        return end_of_minute(self.closes_at)

    def clean(self) -> None:
        super().clean()
        if not self.opens_at or not self.closes_at:
            return
        if self.closes_at <= self.opens_at:
            raise ValidationError({"closes_at": "It closes before it opens."})
        refuse_midnight(self.closes_at, "closes_at")


class ConsultationNotice(Orderable):
    """A dated public note on a change."""

    page = ParentalKey("events.ConsultationPage", on_delete=models.CASCADE, related_name="notices")
    on = models.DateField()
    text = models.CharField(max_length=400)

    panels = [FieldPanel("on"), FieldPanel("text")]

    class Meta(Orderable.Meta):
        pass


class ConsultationSession(Orderable):
    """An event at which people can answer."""

    page = ParentalKey("events.ConsultationPage", on_delete=models.CASCADE, related_name="sessions")
    event = models.ForeignKey("events.EventPage", on_delete=models.CASCADE, related_name="+")

    panels = [PageChooserPanel("event")]

    class Meta(Orderable.Meta):
        pass


class FeedbackUpdate(Orderable):
    """What happened after the feedback was published; it is added, and nothing before it is overwritten."""

    page = ParentalKey("events.ConsultationPage", on_delete=models.CASCADE, related_name="feedback_updates")
    on = models.DateField()
    text = models.TextField(max_length=1000)

    panels = [FieldPanel("on"), FieldPanel("text")]

    class Meta(Orderable.Meta):
        pass


class ConsultationAction(models.Model):
    """One change of a consultation's course, with its dates before and after; never edited."""

    class Kind(models.TextChoices):
        EXTENDED = "extended"
        PAUSED = "paused"
        REOPENED = "reopened"
        WITHDRAWN = "withdrawn"
        CORRECTED = "corrected"
        ARCHIVED = "archived"
        UNARCHIVED = "unarchived"

    page = models.ForeignKey("events.ConsultationPage", on_delete=models.CASCADE, related_name="actions")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    note = models.CharField("public note", max_length=400, blank=True)
    before = models.JSONField(help_text="Its dates before.")
    after = models.JSONField(help_text="Its dates after.")

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} on {local(self.at):%Y-%m-%d %H:%M}"
