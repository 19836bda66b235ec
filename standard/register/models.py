"""The register of services that have adopted the standard, and what services send in to be on it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.db import models

from cms.content import schemas
from cms.content.builder import BuiltDocument, DocumentBuilder, item_key, public_url
from cms.content.selection import day_start
from cms.content.tree import PageTree, site_path
from cms.dates import local
from cms.index_pages import IndexPage
from cms.taxonomies import Area
from standard.assessments.models import SERVICE_KINDS, Assessment
from standard.register.schemas import (
    RECOGNITIONS,
    DimensionLevel,
    RegisterEntryCard,
    RegisterEntryDocument,
)

DAY = dt.timedelta(days=1)


class RegisterIndexPage(IndexPage):
    """Lists the services on the register; each stands below it at its own address."""

    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    max_count = 1
    content_query = "/api/v1/content?type=register-entry"


class ServiceFields(models.Model):
    """What the register says of a service, as it was when the service sent it."""

    recognition = models.CharField(max_length=10, choices=RECOGNITIONS.items())
    service_name = models.CharField("service", max_length=150)
    service_kind = models.CharField("kind", max_length=20, choices=SERVICE_KINDS.items())
    areas = models.ManyToManyField(Area, blank=True, related_name="+")
    version = models.CharField("version of the standard", max_length=10)
    # Of each dimension its `code`, `title` and `level`; none for a pledge.
    levels = models.JSONField(default=list, blank=True)

    class Meta:
        abstract = True


class RegisterEntry(ServiceFields):
    """A service on the public register, until its last day or until it steps down."""

    document_type: ClassVar[str] = "register-entry"
    card_schema: ClassVar[type[schemas.Card]] = RegisterEntryCard
    document_schema: ClassVar[type[schemas.Document]] = RegisterEntryDocument

    content_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # It goes with the assessment: the service deletes both, at once and for good.
    assessment = models.OneToOneField(Assessment, on_delete=models.CASCADE, related_name="register_entry")
    slug = models.SlugField(max_length=120, unique=True)
    since = models.DateField()
    expires_on = models.DateField()
    stepped_down_on = models.DateField(null=True, blank=True)
    content_first_published_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = "service on the register"
        verbose_name_plural = "services on the register"
        ordering = ["service_name"]

    def __str__(self) -> str:
        return f"{self.service_name}: {self.get_recognition_display()}"

    @property
    def content_path(self) -> str:
        return f"/register/{self.slug}/"

    @property
    def content_title(self) -> str:
        return self.service_name

    @property
    def badge_path(self) -> str:
        """Return the path of its badge, an SVG."""
        return f"/api/v1/register/{self.content_id}/badge.svg"

    @property
    def ends_at(self) -> dt.datetime:
        """Return the first instant at which it has lapsed."""
        return day_start(self.expires_on + DAY)

    def build_document(self, build: DocumentBuilder) -> RegisterEntryDocument:
        build.tag("recognition", self.recognition)
        build.tag("service_kind", self.service_kind)
        build.changes_at(self.ends_at)
        build.archived_from = self.ends_at
        summary = (
            f"{self.get_recognition_display()}, version {self.version}. {self.get_service_kind_display()}."
        )
        return RegisterEntryDocument(
            id=self.content_id,
            type="register-entry",
            path=self.content_path,
            url=public_url(self.content_path),
            title=self.service_name,
            summary=summary,
            image=None,
            audiences=[],
            themes=[],
            areas=build.terms(self.areas.all()),
            age_ranges=[],
            organisations=[],
            indicators=[],
            involvement_level=None,
            first_published_at=self.content_first_published_at,
            updated_at=build.now,
            recognition=self.recognition,
            service_kind=self.service_kind,
            version=self.version,
            since=self.since,
            expires_on=self.expires_on,
            lapsed=build.now >= self.ends_at,
            levels=[DimensionLevel(**level) for level in self.levels],
            badge_path=self.badge_path,
            breadcrumbs=self._breadcrumbs(build),
            seo=build.seo(self.service_name, summary),
            related=[],
            reviewed_on=None,
            structured_data={},
            sequence=0,
        )

    def _breadcrumbs(self, build: DocumentBuilder) -> list[schemas.Crumb]:
        pages = [build.tree.home, *RegisterIndexPage.objects.all()[:1]]
        for page in pages:
            build.depends_on(item_key(page.translation_key))
        public = [page for page in pages if build.tree.is_public(page)]
        return [schemas.Crumb(title=page.title, path=site_path(page)) for page in public]

    def document_stored(self, built: BuiltDocument, now: dt.datetime) -> None:
        """Keep nothing beside the stored document."""

    @classmethod
    def _public(cls) -> models.QuerySet[RegisterEntry]:
        return cls.objects.filter(stepped_down_on=None).prefetch_related("areas")

    @classmethod
    def public_sources(cls) -> Iterable[RegisterEntry]:
        return cls._public().order_by("pk").iterator(chunk_size=200)

    @classmethod
    def public_by_id(cls, ids: Iterable[UUID], tree: PageTree) -> dict[UUID, RegisterEntry]:
        return {entry.content_id: entry for entry in cls._public().filter(content_id__in=ids)}


class Application(ServiceFields):
    """What a service sent in to be on the register, and where that stands. Nothing of it is public."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting for us"
        ASKED = "asked", "Waiting for the service"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"
        WITHDRAWN = "withdrawn", "Taken back by the service"

    OPEN = [State.WAITING, State.ASKED]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="applications")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    sent_at = models.DateTimeField()
    # The day until which a recognition that is granted would count.
    expires_on = models.DateField()
    # With four eyes: who has accepted it first.
    accepted_first_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = "application to the register"
        verbose_name_plural = "applications to the register"
        ordering = ["-sent_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment"],
                condition=models.Q(state__in=["waiting", "asked"]),
                name="one_open_application",
            )
        ]

    def __str__(self) -> str:
        return f"{self.service_name}: {self.get_recognition_display()}"

    @property
    def is_open(self) -> bool:
        """Return whether it is still to be decided."""
        return self.state in self.OPEN

    def area_names(self) -> str:
        """Return the service's areas as people read them."""
        return ", ".join(area.name for area in self.areas.all())

    area_names.short_description = "areas"  # type: ignore[attr-defined]

    def levels_in_words(self) -> str:
        """Return the level of each dimension in a line."""
        return "; ".join(f"{level['code']} {level['title']}: {level['level']}" for level in self.levels)

    levels_in_words.short_description = "levels"  # type: ignore[attr-defined]


class ApplicationStep(models.Model):
    """One thing that happened to an application: what, when, by whom, and the words that were said."""

    class What(models.TextChoices):
        SENT = "sent", "Sent by the service"
        ASKED = "asked", "Asked the service"
        ANSWERED = "answered", "Answered by the service"
        ACCEPTED_FIRST = "accepted_first", "Accepted by the first of two"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"
        WITHDRAWN = "withdrawn", "Taken back by the service"
        STEPPED_DOWN = "stepped_down", "Stepped down from the register"

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="steps")
    what = models.CharField(max_length=15, choices=What.choices)
    at = models.DateTimeField()
    # Nobody: the service itself did it, by its secret link.
    by: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    words = models.TextField(blank=True, max_length=2000)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_what_display()} on {local(self.at):%Y-%m-%d}"
