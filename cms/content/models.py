"""The public content store: what the public can reach, and the log of how it came to be."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q

from cms.dates import local


class ContentItemQuerySet(models.QuerySet["ContentItem"]):
    def stale(self) -> ContentItemQuerySet:
        """Return the items whose sources changed after their documents were built."""
        return self.filter(stale_since__isnull=False)

    def due(self, now: dt.datetime) -> ContentItemQuerySet:
        """Return the items to build again: stale ones and those that time has changed."""
        return self.filter(Q(stale_since__isnull=False) | Q(valid_until__lte=now))


class ContentItem(models.Model):
    """One live, public page or record, as the JSON that everything public reads."""

    id = models.UUIDField(primary_key=True)
    type = models.CharField(max_length=40)
    source = models.CharField(
        max_length=80, help_text="The model that it is built from, such as events.eventpage."
    )
    path = models.CharField(max_length=500, unique=True)
    title = models.CharField(max_length=255)
    card = models.BinaryField()
    body = models.BinaryField()
    etag = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, help_text="Of the document without `updated_at` and `sequence`.")
    face = models.CharField(max_length=64, help_text="Of what other documents show of this one.")
    surrogate_keys = models.TextField()
    status = models.CharField(max_length=20, blank=True)
    archived_from = models.DateTimeField(null=True, blank=True)
    valid_until = models.DateTimeField(null=True, blank=True)
    sequence = models.BigIntegerField()
    stale_since = models.DateTimeField(null=True, blank=True)
    fault = models.TextField(blank=True, help_text="Why it could not be built again, if so.")
    first_published_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)

    objects = ContentItemQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["type", "-first_published_at"], name="content_by_type"),
            models.Index(fields=["-first_published_at", "id"], name="content_by_published"),
            models.Index(fields=["-updated_at", "id"], name="content_by_updated"),
            models.Index(fields=["title", "id"], name="content_by_title"),
            models.Index(fields=["archived_from"], name="content_by_archived_from"),
            models.Index(
                fields=["stale_since"], name="content_stale", condition=Q(stale_since__isnull=False)
            ),
            models.Index(fields=["valid_until"], name="content_due", condition=Q(valid_until__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.path}"


class ContentTag(models.Model):
    """A facet that an item can be found by."""

    item = models.ForeignKey(ContentItem, on_delete=models.CASCADE, related_name="tags", db_index=False)
    kind = models.CharField(max_length=30)
    slug = models.CharField(max_length=100)

    class Meta:
        # One finds a facet's items, the other an item's facets; lists of several facets need both.
        constraints = [models.UniqueConstraint(fields=["kind", "slug", "item"], name="content_tag_once")]
        indexes = [models.Index(fields=["item", "kind", "slug"], name="content_tag_of_item")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.slug}"


class ContentPeriod(models.Model):
    """A window of a consultation or an occurrence of an event; `ends_at` is the first instant after it."""

    class Kind(models.TextChoices):
        OCCURRENCE = "occurrence"
        WINDOW = "window"

    item = models.ForeignKey(ContentItem, on_delete=models.CASCADE, related_name="periods", db_index=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.OCCURRENCE)
    status = models.CharField(max_length=20, blank=True)
    note = models.CharField(max_length=400, blank=True)
    when = models.CharField(max_length=200, blank=True, help_text="As people read it.")
    all_day = models.BooleanField(default=False)

    class Meta:
        ordering = ["starts_at"]
        indexes = [
            models.Index(fields=["ends_at", "starts_at", "item"], name="period_by_end"),
            models.Index(fields=["starts_at", "item"], name="period_by_start"),
            models.Index(fields=["item", "ends_at", "starts_at"], name="period_of_item"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="period_ends_after_start")
        ]

    def __str__(self) -> str:
        return f"{local(self.starts_at):%Y-%m-%d %H:%M} to {local(self.ends_at):%Y-%m-%d %H:%M}"


class ContentDependency(models.Model):
    """Something that a document was built from: when it changes, the document is built again."""

    item = models.ForeignKey(ContentItem, on_delete=models.CASCADE, related_name="dependencies")
    key = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "item"], name="content_dependency_once")]

    def __str__(self) -> str:
        return self.key


class ContentChange(models.Model):
    """One line of the append-only log; a withdrawal is the item's tombstone."""

    class Event(models.TextChoices):
        PUBLISHED = "published"
        UPDATED = "updated"
        MOVED = "moved"
        ARCHIVED = "archived"
        UNARCHIVED = "unarchived"
        WITHDRAWN = "withdrawn"

    sequence = models.BigIntegerField(primary_key=True)
    event = models.CharField(max_length=12, choices=Event.choices)
    item = models.UUIDField()
    type = models.CharField(max_length=40)
    path = models.CharField(max_length=500)
    at = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True)
    surrogate_keys = models.JSONField()

    class Meta:
        ordering = ["sequence"]
        indexes = [
            models.Index(fields=["item", "-sequence"], name="change_by_item"),
            models.Index(fields=["path", "-sequence"], name="change_by_path"),
        ]
        verbose_name = "change"
        verbose_name_plural = "change log"

    def __str__(self) -> str:
        return f"{self.sequence} {self.event} {self.path}"


class ContentCounter(models.Model):
    """The one row that numbers changes in the order in which they are committed."""

    value = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.value)


class Checkpoint(models.Model):
    """A saved place of a long task, or what the store was last built with."""

    name = models.CharField(max_length=60, unique=True)
    value = models.TextField()

    def __str__(self) -> str:
        return f"{self.name}: {self.value}"


class ScheduleFault(models.Model):
    """Why a page did not go out at its time; it is tried again until it does or is off the schedule."""

    revision = models.OneToOneField(
        "wagtailcore.Revision", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    fault = models.TextField()
    first_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return self.fault
