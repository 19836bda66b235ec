"""Organisations: whom content comes from, and items that people search for by name."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any, ClassVar, Literal
from uuid import UUID

from django.db import models
from django.utils import timezone
from pydantic import Field
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from cms.content import schemas
from cms.content.builder import BuiltDocument, DocumentBuilder, item_key, public_url
from cms.content.tree import PageTree, site_path
from cms.taxonomies import Taxonomy

# What schema.org calls organisations of a kind.
STRUCTURED_AS = {
    "council": "GovernmentOrganization",
    "district-council": "GovernmentOrganization",
    "school": "School",
}


class OrganisationCard(schemas.Card):
    """A council team, health service, school, group or other organisation."""

    type: Literal["organisation"]
    kind: schemas.Term = Field(description="Such as council, health, school, voluntary.")
    contact: schemas.Contact | None


class OrganisationDocument(OrganisationCard, schemas.Document):
    """What an organisation does and how to reach it."""

    website: str = Field(description="Its own website; empty where it has none.")
    items_query: str = Field(description="The `/content` query for all that it is part of.")

    structured_as: ClassVar[str] = "Organization"

    @classmethod
    def structured(cls, values: dict[str, Any]) -> dict[str, Any]:
        kind, contact = values["kind"]["slug"], values["contact"]
        return {
            "@type": STRUCTURED_AS.get(kind, cls.structured_as),
            "sameAs": values["website"] or None,
            "email": contact["email"] if contact else None,
            "telephone": contact["phone"] if contact else None,
        }


class OrganisationKind(models.TextChoices):
    COUNCIL = "council", "Council"
    DISTRICT_COUNCIL = "district-council", "District or borough council"
    HEALTH = "health", "Health"
    SCHOOL = "school", "School"
    EARLY_YEARS = "early-years-setting", "Early years setting"
    VOLUNTARY = "voluntary", "Voluntary or community group"
    OTHER = "other", "Other"


class Organisation(Taxonomy):
    """A service, school, group or team; saved means published, at `/services/{slug}/`."""

    kind = "organisation"
    document_type: ClassVar[str] = "organisation"
    card_schema = OrganisationCard
    document_schema = OrganisationDocument

    content_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation_kind = models.CharField("kind", max_length=30, choices=OrganisationKind.choices)
    website = models.URLField(blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    contact_is_public = models.BooleanField(
        default=False, help_text="Show the e-mail address and phone number to everyone."
    )
    content_first_published_at = models.DateTimeField(default=timezone.now, editable=False)

    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel(
            "organisation_kind", help_text="Such as “Voluntary or community group” for a parent carer forum."
        ),
        FieldPanel("description"),
        FieldPanel("website", help_text="Its own website, such as https://www.example.org."),
        MultiFieldPanel(
            [
                FieldPanel("email", help_text="The team's, such as hello@example.org. Never one person's."),
                FieldPanel("phone", help_text="Such as 0116 496 0001, with the area code."),
                FieldPanel("contact_is_public"),
            ],
            heading="Contact",
        ),
    ]

    @property
    def content_path(self) -> str:
        return f"/services/{self.slug}/"

    @property
    def content_title(self) -> str:
        return self.name

    def public_contact(self) -> schemas.Contact | None:
        """Return how to reach it, if that is public."""
        if not self.contact_is_public or not (self.email or self.phone):
            return None
        return schemas.Contact(role=self.name, email=self.email or None, phone=self.phone or None)

    def build_document(self, build: DocumentBuilder) -> OrganisationDocument:
        build.tag("organisation", self.slug)
        home = build.tree.home
        build.depends_on(item_key(home.translation_key))
        return OrganisationDocument(
            id=self.content_id,
            type="organisation",
            path=self.content_path,
            url=public_url(self.content_path),
            title=self.name,
            summary=self.description,
            image=None,
            audiences=[],
            themes=[],
            areas=[],
            age_ranges=[],
            organisations=[],
            indicators=[],
            involvement_level=None,
            first_published_at=self.content_first_published_at,
            updated_at=build.now,
            kind=schemas.Term(slug=self.organisation_kind, name=self.get_organisation_kind_display()),
            contact=self.public_contact(),
            website=self.website,
            items_query=f"/api/v1/content?organisation={self.slug}",
            breadcrumbs=[schemas.Crumb(title=home.title, path=site_path(home))],
            seo=build.seo(self.name, self.description),
            related=[],
            reviewed_on=None,
            structured_data={},
            sequence=0,
        )

    def document_stored(self, built: BuiltDocument, now: dt.datetime) -> None:
        """Keep nothing beside the stored document."""

    @classmethod
    def public_sources(cls) -> Iterable[Organisation]:
        return cls.objects.order_by("pk").iterator(chunk_size=200)

    @classmethod
    def public_by_id(cls, ids: Iterable[UUID], tree: PageTree) -> dict[UUID, Organisation]:
        return {
            organisation.content_id: organisation for organisation in cls.objects.filter(content_id__in=ids)
        }
