"""Archive by hand and undo it in the admin, and refuse to delete what is archived."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from events import archive
from events.archive import ArchiveRefused, archive_consultation, unarchive_consultation
from events.consultation_records import ConsultationAction
from events.consultations import ConsultationPage


class ArchiveForm(forms.Form):
    """A note for the record."""

    note = forms.CharField(
        label="Note for the record",
        max_length=ConsultationAction._meta.get_field("note").max_length,
        required=False,
        help_text="Why. Editors see it under “What was changed before” on the page.",
    )


class ArchiveNowView(WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg]
    """Archive one consultation, however lately it closed."""

    form_class = ArchiveForm
    template_name = "events/admin/archive.html"
    header_icon = "folder"
    page_title = "Archive"
    meaning = (
        "It leaves the lists of current consultations and stands under “Previous consultations”. Its page, "
        "address, files and outcome stay, and you can still add to the outcome."
    )
    button = "Archive it"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.consultation = get_object_or_404(ConsultationPage, pk=kwargs["page_id"])
        self.page_subtitle = self.consultation.get_admin_display_title()
        if not self.consultation.permissions_for_user(request.user).can_publish():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: ArchiveForm) -> HttpResponse:
        try:
            self.act(form.cleaned_data["note"])
        except ArchiveRefused as refused:
            messages.error(self.request, " ".join(refused.messages))
        return HttpResponseRedirect(self.edit_url)

    def act(self, note: str) -> None:
        """Do it and say so."""
        gone = archive_consultation(self.consultation.pk, timezone.now(), self.request.user, note)  # type: ignore[arg-type]
        messages.success(self.request, f"“{self.consultation.title}” is archived.")
        for name in gone:
            messages.warning(self.request, f"It links to {name}, which is missing.")

    @property
    def edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.consultation.pk])

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            {"url": reverse("wagtailadmin_home"), "label": "Home"},
            {"url": self.edit_url, "label": self.page_subtitle},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"meaning": self.meaning, "button": self.button, "edit_url": self.edit_url}


class UnarchiveView(ArchiveNowView):
    """Take one consultation out of the archive."""

    page_title = "Take out of the archive"
    meaning = (
        "It stands among the current consultations again, and stays there until somebody archives it by hand."
    )
    button = "Take it out"

    def act(self, note: str) -> None:
        done = unarchive_consultation(self.consultation.pk, self.request.user, timezone.now(), note)  # type: ignore[arg-type]
        if done:
            messages.success(self.request, f"“{self.consultation.title}” is not archived any more.")
        else:
            messages.warning(self.request, f"“{self.consultation.title}” was not archived.")


def header_buttons(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Yield the action that fits, for the menu at the top of a consultation's pages."""
    yield from listing_buttons(page, user, next_url)


def listing_buttons(page: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """Yield the action that fits, for a consultation's menu in a list of pages."""
    if page.specific_class is not ConsultationPage or not page.permissions_for_user(user).can_publish():
        return
    archived = ConsultationPage.objects.filter(pk=page.pk, archived_at__isnull=False).exists()
    view = UnarchiveView if archived else ArchiveNowView
    if archived or archive.closed_before(timezone.now()).filter(archive.HAS_OUTCOME, pk=page.pk).exists():
        url = reverse("unarchive" if archived else "archive", args=[page.pk])
        yield Button(view.page_title, url=url, icon_name=view.header_icon, priority=45)


def register_log_actions(actions: LogActionRegistry) -> None:
    """Name the actions in a page's history."""
    actions.register_action(archive.LOGGED[archive.Kind.ARCHIVED], "Archive", "Archived the consultation")
    actions.register_action(
        archive.LOGGED[archive.Kind.UNARCHIVED], "Unarchive", "Took the consultation out of the archive"
    )


def refuse_deletion(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to delete what is archived, or a page above it: its record is kept for good."""
    archived = ConsultationPage.objects.descendant_of(page, inclusive=True).filter(archived_at__isnull=False)
    found = archived.first()
    if found is None:
        return None
    messages.error(
        request, f"“{found.title}” is archived, so its record is kept. Take it out of the archive first."
    )
    return redirect("wagtailadmin_pages:edit", page.pk)


def refuse_bulk_deletion(
    request: HttpRequest, action_type: str, pages: Iterable[Page], action: Any
) -> HttpResponse | None:
    """Refuse to delete many at once where one is archived."""
    if action_type != "delete":
        return None
    return next((refused for page in pages if (refused := refuse_deletion(request, page))), None)


urls = [
    path("archive/<int:page_id>/", ArchiveNowView.as_view(), name="archive"),
    path("archive/<int:page_id>/undo/", UnarchiveView.as_view(), name="unarchive"),
]
