"""What every page has: a summary, somebody responsible, a review date, and a public document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from copy import copy
from typing import Any, ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from wagtail.admin.panels import FieldPanel, PublishingPanel, TitleFieldPanel
from wagtail.models import COMMENTS_RELATION_NAME, Page
from wagtail.search import index

from cms.checks.panel import ChecksPanel
from cms.content import schemas
from cms.content.builder import BuiltDocument, DocumentBuilder, public_url
from cms.content.log import under_publishing_lock
from cms.content.publication import sync_pages
from cms.content.publishing import PublishRefused
from cms.content.tree import PageTree, site_path
from cms.page_form import HubCopyForm, HubPageForm
from cms.previews.pages import HeadlessPreview
from cms.review.panel import ReviewPanel
from cms.upkeep.fields import KeptRight


def schedule_panel() -> PublishingPanel:
    """Return Wagtail's panel without its day of expiry, at which it would take the page's address away."""
    panel = PublishingPanel()
    panel.children = [child for child in panel.children if child.field_name == "go_live_at"]
    return panel


class BasePage(HeadlessPreview, KeptRight):
    """A page whose publication writes one public document."""

    document_type: ClassVar[str]
    card_schema: ClassVar[type[schemas.Card]]
    document_schema: ClassVar[type[schemas.Document]]
    base_form_class = HubPageForm
    copy_form_class = HubCopyForm
    # The section of the editors' guide that says how such a page is written, by its anchor.
    guide_section: ClassVar[str] = "write-a-page"
    _saved_relations: Mapping[str, list[Any]] = {}

    # What `public_by_id` loads at once for a batch of documents: with the pages, and in a query each.
    select_for_document: ClassVar[list[str]] = ["image"]
    prefetch_for_document: ClassVar[list[str | Prefetch[Any]]] = ["image__renditions"]

    summary = models.TextField(
        max_length=400, help_text="One or two plain sentences. Lists and search results show them."
    )
    image = models.ForeignKey(
        "cms.HubImage", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    content_panels = [
        ReviewPanel(),
        ChecksPanel(),
        TitleFieldPanel("title", help_text="Such as “Coffee morning, Coalville”. It stands alone in lists."),
        FieldPanel(
            "summary",
            help_text="One or two plain sentences, such as “Meet those who plan "
            "short breaks. Coffee is free.” "
            "Lists and search results show them.",
        ),
        FieldPanel(
            "image",
            help_text="Such as a drawing of a play group. Lists show it too. "
            "Everybody in a photo has agreed to it.",
        ),
    ]
    settings_panels = [
        schedule_panel(),
        *(panel for panel in Page.settings_panels if "Publishing" not in getattr(panel, "path", "")),
        KeptRight.upkeep_panel,
    ]
    search_fields = [*Page.search_fields, index.SearchField("summary")]

    class Meta:
        abstract = True

    @property
    def content_id(self) -> UUID:
        return self.translation_key  # type: ignore[no-any-return]

    @property
    def content_path(self) -> str:
        return site_path(self)

    @property
    def content_title(self) -> str:
        return str(self.title)

    @property
    def content_first_published_at(self) -> dt.datetime | None:
        return self.first_published_at  # type: ignore[no-any-return]

    def build_document(self, build: DocumentBuilder) -> schemas.Document:
        """Return the page's public document."""
        raise NotImplementedError

    def document_stored(self, built: BuiltDocument, now: dt.datetime) -> None:
        """Keep what must outlive the stored document; nothing by default."""

    def common_values(self, build: DocumentBuilder) -> dict[str, Any]:
        """Return what the documents of all page types have alike."""
        return {
            "id": self.content_id,
            "type": self.document_type,
            "path": self.content_path,
            "url": public_url(self.content_path),
            "title": self.title,
            "summary": self.summary,
            "image": build.image(self.image),
            **self.classification(build),
            "first_published_at": self.first_published_at or build.now,
            "updated_at": build.now,
            "breadcrumbs": build.breadcrumbs(self),
            "seo": build.seo(self.seo_title or self.title, self.search_description or self.summary),
            "related": [],
            "reviewed_on": self.reviewed_on,
            "structured_data": {},
            "sequence": 0,
        }

    def classification(self, build: DocumentBuilder) -> dict[str, Any]:
        """Return the taxonomy values of the card; pages without facets have none."""
        kinds = ["audiences", "themes", "areas", "age_ranges", "organisations", "indicators"]
        return {kind: [] for kind in kinds} | {"involvement_level": None}

    def is_public_in(self, tree: PageTree) -> bool:
        """Return whether everyone may read the page."""
        return tree.is_public(self)

    @classmethod
    def public_sources(cls) -> Iterable[Self]:
        return cls.objects.live().public().order_by("pk").iterator(chunk_size=200)  # type: ignore[no-any-return]

    @classmethod
    def public_by_id(cls, ids: Iterable[UUID], tree: PageTree) -> dict[UUID, Self]:
        pages = (
            cls.objects.filter(translation_key__in=ids, live=True)
            .select_related(*cls.select_for_document)
            .prefetch_related(*cls.prefetch_for_document)
        )
        return {page.translation_key: page for page in pages if page.is_public_in(tree)}

    def public_as_saved(self, tree: PageTree) -> Self | None:
        """Return the page with its relations as its last save wrote them, without reading them again.

        None where it is not public, or where that save did not write them all.
        """
        if not self._own_relations() <= self._saved_relations.keys() or not self.is_public_in(tree):
            return None
        page = copy(self)
        page._cluster_related_objects = dict(self._saved_relations)
        page._prefetched_objects_cache = dict(self._saved_relations)
        prefetch_related_objects([page], *self.prefetch_for_document)
        return page

    @classmethod
    def _own_relations(cls) -> set[str]:
        """Return the names of what is saved together with a page, but for comments, which stay inside."""
        rows = {relation.get_accessor_name() for relation in get_all_child_relations(cls)}
        return rows - {COMMENTS_RELATION_NAME} | {field.name for field in get_all_child_m2m_relations(cls)}

    def get_url_parts(self, request: Any = None) -> tuple[int, str, str] | None:
        """Return the page's place on the council's website, where its readers are."""
        paths = self._get_relevant_site_root_paths(request)
        if not paths:
            return None
        return paths[0].site_id, settings.PUBLIC_SITE_URL, site_path(self)

    def get_url(self, request: Any = None, current_site: Any = None) -> str | None:
        """Return its whole address: the admin, which links there, may stand under another one."""
        address: str | None = self.get_full_url(request)
        return address

    url = property(get_url)

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Clean all but what foreign keys name: form and revision have looked for it, the database will.

        Wagtail cleans a page three times for one publish, with a query for each key each time.
        """
        keys = {
            field.name
            for field in self._meta.concrete_fields
            if field.is_relation
            and getattr(self, field.attname) is not None
            and not field.get_limit_choices_to()
        }
        super().clean_fields(exclude={*(exclude or ()), *keys})

    def save(self, *args: Any, **kwargs: Any) -> Any:
        waiting = dict(getattr(self, "_cluster_related_objects", {}))
        saved = super().save(*args, **kwargs)
        still_waiting = getattr(self, "_cluster_related_objects", {})
        self._saved_relations = {name: rows for name, rows in waiting.items() if name not in still_waiting}
        return saved

    # Callers outside the admin, such as scheduled publishing, have no transaction of their own. A revision is
    # read under the lock: what it names must not change until its document is stored.

    @under_publishing_lock
    def publish(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().publish(*args, **kwargs)
        except ValidationError as error:
            # Where no form asked before, as in a workflow, the page's own checks speak here first.
            raise PublishRefused.because(self.title, error) from error

    @under_publishing_lock
    def unpublish(self, *args: Any, **kwargs: Any) -> Any:
        return super().unpublish(*args, **kwargs)

    @under_publishing_lock
    def move(self, *args: Any, **kwargs: Any) -> Any:
        return super().move(*args, **kwargs)

    @under_publishing_lock
    def delete(self, *args: Any, **kwargs: Any) -> Any:
        return super().delete(*args, **kwargs)

    @under_publishing_lock
    def create_alias(self, *args: Any, **kwargs: Any) -> Any:
        alias = super().create_alias(*args, **kwargs)
        # Wagtail sends no signal for it.
        sync_pages(Page.objects.descendant_of(alias, inclusive=True), timezone.now())
        return alias
