"""Dates of one event beside its rule: added, left out, changed, and those that the public was told."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from cms.dates import local


class ExtraDate(Orderable):
    """A date beside those of the rule."""

    page = ParentalKey("events.EventPage", on_delete=models.CASCADE, related_name="extra_dates")
    day = models.DateField()
    start_time = models.TimeField(null=True, blank=True, help_text="Leave empty for the usual time.")

    panels = [FieldPanel("day"), FieldPanel("start_time")]

    class Meta(Orderable.Meta):
        pass


class SkippedDay(Orderable):
    """A day of the rule on which nothing was ever planned."""

    page = ParentalKey("events.EventPage", on_delete=models.CASCADE, related_name="skipped_days")
    day = models.DateField()

    panels = [FieldPanel("day")]

    class Meta(Orderable.Meta):
        pass


NEW_TIME = ["new_day", "new_start_time", "new_duration_minutes"]


class DateChange(Orderable):
    """One date that is called off, moved or otherwise not as the others, with its public note."""

    STATUSES = [
        ("cancelled", "Called off"),
        ("moved", "Moved to another day or time"),
        ("moved_online", "Online this time"),
        ("full", "Full"),
        ("scheduled", "Goes ahead, with a note"),
    ]

    page = ParentalKey("events.EventPage", on_delete=models.CASCADE, related_name="date_changes")
    day = models.DateField("which date", help_text="The day on which it would have been.")
    status = models.CharField("what changes", max_length=12, choices=STATUSES)
    new_day = models.DateField(null=True, blank=True, help_text="Leave empty for another time that day.")
    new_start_time = models.TimeField(null=True, blank=True, help_text="Leave empty for the usual time.")
    new_duration_minutes = models.PositiveIntegerField(
        "how long this time, in minutes", null=True, blank=True, help_text="Leave empty for as long as usual."
    )
    note = models.CharField(
        "public note", max_length=300, help_text="Such as “The hall is closed. We meet again on 12 May.”"
    )

    panels = [
        FieldPanel("day"),
        FieldPanel("status"),
        *(FieldPanel(name, attrs={"data-asked-when": "moved"}) for name in NEW_TIME),
        FieldPanel("note"),
    ]

    class Meta(Orderable.Meta):
        pass

    def clean(self) -> None:
        super().clean()
        if self.status == "moved":
            if not (self.new_day or self.new_start_time):
                raise ValidationError({"new_day": "Say the new day, the new time or both."})
        elif self.new_day or self.new_start_time or self.new_duration_minutes:
            raise ValidationError(
                {"status": "Choose “Moved to another day or time”, or leave the new day and time empty."}
            )


class PublishedDate(models.Model):
    """A date as the public was last told; one that has begun stays, whatever the rule says later."""

    page = models.ForeignKey("events.EventPage", on_delete=models.CASCADE, related_name="published_dates")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    status = models.CharField(max_length=20)
    note = models.CharField(max_length=400, blank=True)

    # Wagtail would list every date of an event as a place in which the event is used.
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["starts_at"]
        constraints = [models.UniqueConstraint(fields=["page", "starts_at"], name="published_date_once")]

    def __str__(self) -> str:
        return f"{local(self.starts_at):%Y-%m-%d %H:%M}"


class CalendarRevision(models.Model):
    """How often the time, place or status of an event changed: SEQUENCE in iCalendar."""

    page = models.OneToOneField(
        "events.EventPage", on_delete=models.CASCADE, related_name="calendar_revision"
    )
    signature = models.CharField(max_length=64, help_text="A hash of time, place and status.")
    sequence = models.PositiveIntegerField(default=0)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return str(self.sequence)
