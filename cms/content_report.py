"""The report of all content: what there is, in which state, how old, and who keeps it right."""

from __future__ import annotations

import datetime as dt
from typing import Any

import django_filters
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import path, reverse
from django.utils import timezone
from wagtail.admin.filters import ContentTypeFilter, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets import AdminDateInput
from wagtail.models import Page, WorkflowState, get_page_content_types
from wagtail.permission_policies.pages import PagePermissionPolicy

from cms.content.publishing import publishable_models
from cms.content.selection import day_start
from cms.dates import local
from cms.exports import SafeReportView

# Each person sees the pages that they may write, change or publish.
ANY_OF = ["add", "change", "publish"]
STATES = [
    ("live", "Live"),
    ("changed", "Live, with changes that wait"),
    ("draft", "Draft, never published or taken back"),
    ("review", "Waiting for approval"),
    ("scheduled", "Scheduled"),
    ("private", "Private"),
]


def of_any_type(name: str, field: models.Field[Any, Any], *otherwise: F) -> Coalesce:
    """Return a value that each type of page keeps in a table of its own."""
    pages: list[Any] = [model for model in publishable_models().values() if issubclass(model, Page)]
    values = [Subquery(model.objects.filter(pk=OuterRef("pk")).values(name)[:1]) for model in pages]
    return Coalesce(*values, *otherwise, output_field=field)


def in_state(pages: Any, state: str) -> Any:
    """Return the pages in one of STATES."""
    if state == "review":
        waiting = WorkflowState.objects.filter(status__in=["in_progress", "needs_changes"])
        ids = [int(object_id) for object_id in waiting.values_list("object_id", flat=True)]
        return pages.filter(pk__in=ids)
    if state == "private":
        return pages.private()
    conditions = {
        "live": {"live": True, "has_unpublished_changes": False},
        "changed": {"live": True, "has_unpublished_changes": True},
        "draft": {"live": False},
        "scheduled": {"_approved_schedule": True},
    }
    return pages.filter(**conditions[state])


class ContentFilters(WagtailFilterSet):
    """By type, state, who keeps it right, and age."""

    content_type = ContentTypeFilter(
        label="Type", queryset=lambda request: get_page_content_types(include_base_page_type=False)
    )
    state = django_filters.ChoiceFilter(label="State", choices=STATES, method="filter_state")
    keeper = django_filters.ModelChoiceFilter(
        label="Kept right by",
        queryset=lambda request: get_user_model().objects.order_by("username"),
        method="filter_keeper",
    )
    published_before = django_filters.DateFilter(
        label="Last published before", method="filter_published", widget=AdminDateInput
    )

    class Meta:
        model = Page
        fields: list[str] = []

    def filter_state(self, pages: Any, name: str, value: str) -> Any:
        return in_state(pages, value)

    def filter_keeper(self, pages: Any, name: str, value: Any) -> Any:
        return pages.filter(keeper=value.pk)

    def filter_published(self, pages: Any, name: str, value: dt.date) -> Any:
        return pages.filter(last_published_at__lt=day_start(value))


def edit_url(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def day_of(instant: dt.datetime | None) -> dt.date | None:
    """Return the council's day of an instant."""
    return local(instant).date() if instant else None


def age_in_days(page: Page) -> int | None:
    """Return the days since it was last published, None where it never was."""
    if page.last_published_at is None:
        return None
    return (timezone.localdate() - local(page.last_published_at).date()).days


def type_of(page: Page) -> str:
    """Return the name of a page's type."""
    return str(page.cached_content_type.model_class()._meta.verbose_name).capitalize()


class ContentReportView(SafeReportView):
    """Every page that somebody may work on, the longest unpublished first."""

    model = Page
    any_permission_required = ANY_OF
    permission_policy = PagePermissionPolicy()
    filterset_class = ContentFilters
    page_title = "All content"
    header_icon = "doc-empty-inverse"
    index_url_name = "content_report"
    index_results_url_name = "content_report_results"
    export_filename = "all-content"
    no_results_message = "No page is like that."
    columns = [
        TitleColumn("title", label="Page", get_url=edit_url, width="28%"),
        Column("type", label="Type", accessor=type_of),
        Column("state", label="State", accessor=lambda page: page.status_string),
        Column("keeper", label="Kept right by", accessor="keeper_name"),
        Column("published", label="Last published", accessor=lambda page: day_of(page.last_published_at)),
        Column("age", label="Days ago", accessor=age_in_days),
        Column("review_by", label="Check again by"),
        Column("reviewed_on", label="Last checked"),
    ]
    list_export = ["title", "type", "state", "keeper", "published", "age", "review_by", "reviewed_on"]
    export_headings = {column.name: column.label for column in columns}

    def get_queryset(self) -> QuerySet[Page]:
        allowed = self.permission_policy.instances_user_has_any_permission_for(self.request.user, ANY_OF)
        names = get_user_model().objects.filter(pk=OuterRef("keeper")).values("username")[:1]
        pages = Page.objects.filter(pk__in=allowed.values("pk"), depth__gt=1)
        return (  # type: ignore[no-any-return]
            pages.annotate(
                keeper=of_any_type("responsible", models.BigIntegerField(), F("owner")),
                review_by=of_any_type("review_by", models.DateField()),
                reviewed_on=of_any_type("reviewed_on", models.DateField()),
            )
            .annotate(keeper_name=Subquery(names))
            .annotate_approved_schedule()
            .prefetch_workflow_states()
            .order_by(F("last_published_at").asc(nulls_first=True), "title", "pk")
        )


class ContentReportItem(MenuItem):
    """The report's place in the menu, for whoever works on pages."""

    def is_shown(self, request: Any) -> bool:
        return bool(PagePermissionPolicy().user_has_any_permission(request.user, ANY_OF))


def menu_item() -> ContentReportItem:
    return ContentReportItem(
        "All content", reverse("content_report"), icon_name=ContentReportView.header_icon, order=50
    )


urls = [
    path("reports/content/", ContentReportView.as_view(), name="content_report"),
    path(
        "reports/content/results/",
        ContentReportView.as_view(results_only=True),
        name="content_report_results",
    ),
]
