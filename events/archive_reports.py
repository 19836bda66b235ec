"""Two reports for editors: whose outcome is due, and what stands in the archive."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import F, Max, OuterRef, QuerySet, Subquery
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.permission_policies.pages import PagePermissionPolicy

from cms.content.models import ContentItem
from cms.dates import local
from cms.exports import SafeReportView
from cms.reminders.models import SentReminder
from events import archive
from events.consultation_records import ConsultationAction
from events.consultations import ConsultationPage
from events.promises import KIND

# Whoever may write or publish consultations; each person sees those that they may change.
ANY_OF = ["add", "change", "publish"]
NOBODY = "Nobody: give the page a person responsible or a shared mailbox"


def edit_url(page: ConsultationPage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def day_of(instant: dt.datetime | None) -> dt.date | None:
    """Return the council's day of an instant."""
    return local(instant).date() if instant else None


def days_late(page: ConsultationPage) -> int | None:
    """Return the days since feedback was promised, 0 while the day has not passed."""
    if page.promised_feedback_on is None:
        return None
    return max((timezone.localdate() - page.promised_feedback_on).days, 0)


def last_reminder(page: Any) -> str:
    """Return when somebody was last reminded, or why that failed."""
    if page.reminder_fault:
        return f"Failed: {page.reminder_fault}"
    return f"{day_of(page.reminded_at):%d/%m/%Y}" if page.reminded_at else ""


def what_to_do(page: ConsultationPage) -> str:
    """Return links to what settles it."""
    return format_html(
        '<a href="{0}">Publish the feedback, say when it comes, or say why there is none</a>', edit_url(page)
    )


def missing(page: Any) -> str:
    """Return the files that were missing when it was archived."""
    return ", ".join((page.archived_with or {}).get("missing_files", []))


def fault(page: Any) -> str:
    """Return why one that is due was not archived."""
    if page.archived_at:
        return ""
    return page.fault or "Will be archived tonight"


def change_archive(page: ConsultationPage) -> str:
    """Return a link to the action that fits."""
    if page.archived_at:
        return format_html('<a href="{}">Take out of the archive</a>', reverse("unarchive", args=[page.pk]))
    return format_html('<a href="{}">Archive now</a>', reverse("archive", args=[page.pk]))


class FingerprintColumn(Column):
    """The beginning of a hash, which is exported and shown on its page in full."""

    cell_template_name = "events/admin/fingerprint.html"


class ConsultationReport(SafeReportView):
    """Consultations that the reader may change."""

    model = ConsultationPage
    any_permission_required = ANY_OF
    permission_policy = PagePermissionPolicy()

    def consultations(self) -> QuerySet[ConsultationPage]:
        """Return the report's pages, in order."""
        raise NotImplementedError

    def get_queryset(self) -> QuerySet[ConsultationPage]:
        allowed = self.permission_policy.instances_user_has_any_permission_for(self.request.user, ANY_OF)
        closed = Max("windows__closes_at")
        pages = self.consultations().filter(pk__in=allowed.values("pk"))
        return pages.annotate(closed_at=closed)  # type: ignore[no-any-return]


class OutcomesDueView(ConsultationReport):
    """Consultations that have closed and have neither feedback nor a reason why not, the latest first."""

    page_title = "Outcomes due"
    header_icon = "warning"
    index_url_name = "outcomes_due"
    index_results_url_name = "outcomes_due_results"
    export_filename = "outcomes-due"
    no_results_message = "Everything that has closed has its outcome."
    columns = [
        TitleColumn("title", label="Consultation", get_url=edit_url, width="25%"),
        Column("closed", label="Closed", accessor=lambda page: day_of(page.closed_at)),
        Column("promised_feedback_on", label="Promised by"),
        Column("days_late", label="Days late", accessor=days_late),
        Column("owner", label="Who is reminded", accessor=lambda page: page.reminder_address or NOBODY),
        Column("last_reminder", label="Last reminder", accessor=last_reminder),
        Column("blocks", label="Why not archived", accessor=lambda page: blocks(page)),
        Column("what_to_do", label="What to do", accessor=what_to_do, width="18%"),
    ]
    list_export = ["title", "closed", "promised_feedback_on", "days_late", "owner", "last_reminder", "blocks"]
    export_headings = {column.name: column.label for column in columns}

    def consultations(self) -> QuerySet[ConsultationPage]:
        reminders = SentReminder.objects.filter(kind=KIND, page=OuterRef("pk")).order_by("-due_on", "-pk")
        return (  # type: ignore[no-any-return]
            archive.closed_before(timezone.now())
            .exclude(archive.HAS_OUTCOME)
            .annotate(
                reminded_at=Subquery(reminders.exclude(sent_at=None).values("sent_at")[:1]),
                reminder_fault=Subquery(reminders.values("fault")[:1]),
            )
            .select_related("responsible")
            .order_by(F("promised_feedback_on").asc(nulls_last=True), "pk")
        )


def blocks(page: Any) -> str:
    """Return whether it would be archived by now."""
    limit = archive.last_closing(timezone.now())
    return "Yes" if page.closed_at < limit else ""


class ArchiveView(ConsultationReport):
    """What is archived, newest first, after what should be by now and is not."""

    page_title = "Archive"
    header_icon = "folder"
    index_url_name = "archive_report"
    index_results_url_name = "archive_report_results"
    export_filename = "archived-consultations"
    no_results_message = "Nothing is archived yet."
    columns = [
        TitleColumn("title", label="Consultation", get_url=edit_url, width="25%"),
        Column("closed", label="Closed", accessor=lambda page: day_of(page.closed_at)),
        Column("archived", label="Archived on", accessor=lambda page: day_of(page.archived_at)),
        FingerprintColumn("archived_sha256", label="SHA-256 of its document then"),
        Column("missing", label="Missing files", accessor=missing),
        Column("fault", label="Not archived yet", accessor=fault),
        Column("action", label="Action", accessor=change_archive),
    ]
    list_export = ["title", "closed", "archived", "archived_sha256", "missing", "fault"]
    export_headings = {column.name: column.label for column in columns}

    def consultations(self) -> QuerySet[ConsultationPage]:
        done = ConsultationAction.objects.filter(page=OuterRef("pk"), kind=archive.Kind.ARCHIVED)
        waiting = archive.due(timezone.now()).values("pk")
        items = ContentItem.objects.filter(id=OuterRef("translation_key"))
        pages: QuerySet[ConsultationPage] = ConsultationPage.objects.filter(
            archived_at__isnull=False
        ) | ConsultationPage.objects.filter(pk__in=waiting)
        return pages.annotate(  # type: ignore[no-any-return]
            archived_with=Subquery(done.order_by("-at").values("after")[:1]),
            fault=Subquery(items.values("fault")[:1]),
        ).order_by(F("archived_at").desc(nulls_first=True), "pk")


class ReportMenuItem(MenuItem):
    """A report's place in the menu, for whoever may see it."""

    def is_shown(self, request: Any) -> bool:
        return bool(PagePermissionPolicy().user_has_any_permission(request.user, ANY_OF))


def outcomes_due_item() -> ReportMenuItem:
    return ReportMenuItem("Outcomes due", reverse("outcomes_due"), icon_name="warning", order=100)


def archive_item() -> ReportMenuItem:
    return ReportMenuItem("Archive", reverse("archive_report"), icon_name="folder", order=110)


menu_items = [outcomes_due_item, archive_item]
urls = [
    path("reports/outcomes-due/", OutcomesDueView.as_view(), name="outcomes_due"),
    path(
        "reports/outcomes-due/results/",
        OutcomesDueView.as_view(results_only=True),
        name="outcomes_due_results",
    ),
    path("reports/archive/", ArchiveView.as_view(), name="archive_report"),
    path("reports/archive/results/", ArchiveView.as_view(results_only=True), name="archive_report_results"),
]
