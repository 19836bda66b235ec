"""What parents say of a service, without a name: the link that asks them, their views, and a day's traces."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import models

from standard.assessments.models import Assessment

COUNTED, HELD, LEFT_OUT = "counted", "held", "left_out"
STATUSES = {COUNTED: "Counted", HELD: "Held for the service to look at", LEFT_OUT: "Left out by the service"}
REPEAT, BURST = "repeat", "burst"
HELD_FOR = {REPEAT: "A second answer from one phone or computer", BURST: "Many answers in a few minutes"}


class ParentsLink(models.Model):
    """The address, on a screen or a printed sheet, at which parents rate a service."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="parents_links")
    token_hash = models.CharField(max_length=64, unique=True)
    label = models.CharField(max_length=80, blank=True)
    made_at = models.DateTimeField()
    # The last day on which it takes views.
    closes_on = models.DateField()

    class Meta:
        ordering = ["made_at"]

    def __str__(self) -> str:
        return self.label or str(self.id)

    def is_open(self, today: dt.date) -> bool:
        """Return whether parents can still answer."""
        return today <= self.closes_on


class ParentsView(models.Model):
    """How one parent rates the statements: with its day, but neither time, name nor address."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="parents_views")
    # Views stay when their link is taken back.
    link = models.ForeignKey(ParentsLink, null=True, on_delete=models.SET_NULL, related_name="views")
    given_on = models.DateField()
    # {code: level}; a statement that a parent can not judge is not in it.
    ratings = models.JSONField(default=dict)
    status = models.CharField(max_length=8, choices=STATUSES.items(), default=COUNTED)
    held_for = models.CharField(max_length=6, choices=HELD_FOR.items(), blank=True)

    def __str__(self) -> str:
        return f"{self.given_on}: {self.status}"


class ParentsTrace(models.Model):
    """That some phone or computer answered, for 24 hours; it leads to no view and no address."""

    # Not of the link: by another one, or once this is gone, the same phone would answer once more.
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="parents_traces")
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["assessment", "digest"], name="parents_trace")]

    def __str__(self) -> str:
        return f"{self.at}"
