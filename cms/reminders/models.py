"""The record of reminders, which outlives what is killed while it sends them."""

from __future__ import annotations

from django.db import models


class SentReminder(models.Model):
    """One reminder: written before it is sent, so that it goes out once and always under one Message-ID."""

    key = models.CharField(
        max_length=400, unique=True, help_text="What it is about and for which day: another one, another key."
    )
    kind = models.CharField(max_length=20)
    page = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="reminders",
        help_text="Empty where it is about several.",
    )
    due_on = models.DateField(help_text="The day on which it was to be sent.")
    recipient = models.EmailField()
    message_id = models.CharField(max_length=200)
    attempted_at = models.DateTimeField(null=True, blank=True, help_text="When a worker last took it on.")
    sent_at = models.DateTimeField(null=True, blank=True, help_text="When the mail server had taken it.")
    fault = models.TextField(blank=True)

    class Meta:
        ordering = ["-due_on"]
        indexes = [models.Index(fields=["kind", "-due_on"], name="reminder_by_kind")]

    def __str__(self) -> str:
        return self.key
