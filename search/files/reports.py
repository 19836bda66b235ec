"""The report of files: which of them search can read, and why not the others."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import path, reverse
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.permissions import policy_registry

from cms.exports import SafeReportView
from cms.media.models import HubDocument
from search.files.faults import FAULTS
from search.files.models import FileText
from search.files.sweep import readable

ANY_OF = ["add", "change"]


def policy() -> Any:
    """Return who may do what with files."""
    return policy_registry.get_by_type(HubDocument)


def edit_url(file: HubDocument) -> str:
    return reverse("wagtaildocs:edit", args=[file.pk])


def state(file: Any) -> str:
    """Return what search knows of a file."""
    if file.fault is None:
        return "Not read yet. The worker does so within a minute."
    if file.fault:
        return FAULTS[file.fault]
    return "Only its beginning is found, about a hundred pages." if file.is_cut else "Found by its text."


class FilesView(SafeReportView):
    """Files of the types that are read: first those that can not be, then those that wait."""

    model = HubDocument
    any_permission_required = ANY_OF
    page_title = "Text of files"
    header_icon = "doc-full"
    index_url_name = "files_report"
    index_results_url_name = "files_report_results"
    export_filename = "text-of-files"
    no_results_message = "There are no files that search could read."
    columns = [
        TitleColumn("title", label="File", get_url=edit_url),
        Column("name", label="Name", accessor="filename"),
        Column("state", label="For search", accessor=state),
    ]
    list_export = ["title", "name", "state"]
    export_headings = {column.name: column.label for column in columns}

    @property
    def permission_policy(self) -> Any:
        return policy()

    def get_queryset(self) -> QuerySet[HubDocument]:
        texts = FileText.objects.filter(content_hash=OuterRef("file_hash"))
        allowed = self.permission_policy.instances_user_has_any_permission_for(self.request.user, ANY_OF)
        files = readable().filter(pk__in=allowed.values("pk"))
        return files.annotate(  # type: ignore[no-any-return]
            fault=Subquery(texts.values("fault")[:1]), is_cut=Subquery(texts.values("is_cut")[:1])
        ).order_by(Subquery(texts.values("fault")[:1]).desc(nulls_first=True), "title", "pk")


class FilesMenuItem(MenuItem):
    """The report's place in the menu, for whoever uploads files."""

    def is_shown(self, request: Any) -> bool:
        return bool(policy().user_has_any_permission(request.user, ANY_OF))


def menu_item() -> FilesMenuItem:
    return FilesMenuItem("Text of files", reverse("files_report"), icon_name="doc-full", order=210)


urls = [
    path("reports/files/", FilesView.as_view(), name="files_report"),
    path("reports/files/results/", FilesView.as_view(results_only=True), name="files_report_results"),
]
