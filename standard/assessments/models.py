"""What a service keeps of its own assessment: its answers, evidence and plan, and who may open it.

All of it is the service's: nothing here is published, and deleting an assessment deletes every row of it.
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db import models
from django.db.models import Q

from cms.taxonomies import Area

SERVICE_KINDS = {
    "childcare": "Childcare",
    "school": "School",
    "health": "Health",
    "family_support": "Family support",
    "youth": "Youth work",
    "library": "Library",
    "voluntary_group": "Voluntary group",
    "council_team": "Council team",
    "other": "Another kind of service",
}
OWNER, COLLEAGUE, READER = "owner", "colleague", "reader"
LINK_KINDS = {OWNER: "Everything", COLLEAGUE: "Read and answer", READER: "Read only"}
MONTHS_UNTIL_DUE = 12
# Time to do it again before it shows as lapsed.
MONTHS_OF_GRACE = 1
MONTHS_KEPT_UNFINISHED = 12


class Assessment(models.Model):
    """How well one service involves parents, by its own answers to one version of the standard."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service_name = models.CharField(max_length=150)
    service_kind = models.CharField(max_length=20, choices=SERVICE_KINDS.items())
    areas = models.ManyToManyField(Area, blank=True, related_name="+")
    # Never changed: a new version of the standard does not score an old assessment again.
    version = models.CharField(max_length=10)
    started_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    # Counts every change of the service's own words, so that whoever holds an older one is told.
    revision = models.PositiveIntegerField(default=1)
    # The day on which every statement had an answer for the first time; later changes do not move it.
    finished_on = models.DateField(null=True, blank=True)
    previous = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="following"
    )
    # Only where the service asked for reminders.
    reminders_to = models.EmailField(blank=True)
    removal_warned_on = models.DateField(null=True, blank=True)
    due_reminded_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["finished_on", "changed_at"], name="assessment_housekeeping"),
        ]

    def __str__(self) -> str:
        return f"{self.service_name} ({self.version})"

    @property
    def due_on(self) -> dt.date | None:
        """Return the day on which it is due again, if it was ever finished."""
        return self.finished_on and self.finished_on + relativedelta(months=MONTHS_UNTIL_DUE)

    @property
    def lapses_on(self) -> dt.date | None:
        """Return the first day on which it shows as lapsed."""
        return self.due_on and self.due_on + relativedelta(months=MONTHS_OF_GRACE)

    @property
    def expires_on(self) -> dt.date | None:
        """Return the day on which an unfinished one is removed if nobody touches it; a finished one stays."""
        if self.finished_on:
            return None
        return self.changed_at.date() + relativedelta(months=MONTHS_KEPT_UNFINISHED)

    def state(self, today: dt.date) -> str:
        """Return `in_progress`, `finished`, `due` or `lapsed`."""
        if self.due_on is None or self.lapses_on is None:
            return "in_progress"
        if today >= self.lapses_on:
            return "lapsed"
        return "due" if today >= self.due_on else "finished"


class Link(models.Model):
    """One secret address of an assessment; the secret itself is never kept, only what it hashes to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="links")
    kind = models.CharField(max_length=10, choices=LINK_KINDS.items())
    token_hash = models.CharField(max_length=64, unique=True)
    # Whom it was made for, in the service's words.
    label = models.CharField(max_length=80, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment"], condition=Q(kind=OWNER), name="one_owner_link_an_assessment"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.label}".strip()


class AnswerFields(models.Model):
    """What is said of one statement."""

    level = models.PositiveSmallIntegerField(null=True, blank=True)
    not_applicable_reason = models.CharField(max_length=500, blank=True)
    note = models.TextField(blank=True)
    changed_at = models.DateTimeField()
    # `owner`, or a colleague's link by its label: who an answer was changed by.
    changed_by = models.CharField(max_length=100)

    class Meta:
        abstract = True

    @property
    def is_answered(self) -> bool:
        """Return whether it has a level, or does not apply."""
        return self.level is not None or bool(self.not_applicable_reason)


class Answer(AnswerFields):
    """What a service says of one statement now."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="answers")
    code = models.CharField(max_length=6)
    dimension = models.CharField(max_length=2, editable=False)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "code"], name="one_answer_a_statement"),
            models.UniqueConstraint(
                fields=["assessment", "dimension"],
                condition=~Q(not_applicable_reason=""),
                name="one_does_not_apply_a_dimension",
            ),
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(level__lte=3, not_applicable_reason=""),
                name="answer_level_or_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.level}"


class EarlierAnswer(AnswerFields):
    """What an answer was before somebody changed it, so that two people who edit lose nothing."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="earlier")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.level} until {self.changed_at}"


class Evidence(models.Model):
    """Something dated that shows what an answer says: words, a link or a file."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="evidence")
    code = models.CharField(max_length=6)
    kind = models.CharField(max_length=5, choices=[("text", "Words"), ("link", "Link"), ("file", "File")])
    day = models.DateField()
    is_parents_view = models.BooleanField(default=False)
    text = models.TextField(blank=True)
    url = models.URLField(max_length=1000, blank=True)
    file_name = models.CharField(max_length=150, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField(default=0)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["code", "-day", "added_at"]
        indexes = [models.Index(fields=["assessment", "code"], name="evidence_of_a_statement")]

    def __str__(self) -> str:
        return f"{self.code}: {self.kind} of {self.day}"


class EvidenceFile(models.Model):
    """The bytes of a file: in the database, so that no address leads to them and they go with their row."""

    evidence = models.OneToOneField(
        Evidence, primary_key=True, on_delete=models.CASCADE, related_name="stored_file"
    )
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.evidence.file_name


class Action(models.Model):
    """One step of a service's plan."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="actions")
    code = models.CharField(max_length=6, blank=True)
    what = models.CharField(max_length=500)
    owner_role = models.CharField(max_length=120, blank=True)
    due_on = models.DateField(null=True, blank=True)
    status = models.CharField(
        max_length=5, choices=[("todo", "To do"), ("doing", "Under way"), ("done", "Done")], default="todo"
    )
    parents_part = models.CharField(max_length=500, blank=True)
    added_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    reminded_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "added_at"]

    def __str__(self) -> str:
        return self.what


class RateCount(models.Model):
    """How often somebody did something in one period; whom it counts is a keyed hash."""

    key = models.CharField(max_length=64)
    period = models.BigIntegerField()
    count = models.PositiveIntegerField(default=0)
    ends_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "period"], name="one_count_a_period")]

    def __str__(self) -> str:
        return f"{self.count}"


def touch(assessment: Assessment, now: dt.datetime, **values: Any) -> None:
    """Note that the service changed something, and whatever else of the assessment changes with it."""
    # Counted in the database: two requests must not both make revision 7.
    Assessment.objects.filter(pk=assessment.pk).update(
        revision=models.F("revision") + 1, changed_at=now, removal_warned_on=None, **values
    )
    assessment.refresh_from_db(fields=["revision", "changed_at", "removal_warned_on", *values])
