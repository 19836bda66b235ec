"""Use last year's event or consultation again: all of it but its dates, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from events.consultations import ConsultationPage
from events.events import EventPage

UPKEEP = ["review_by", "reviewed_on", "go_live_at", "expire_at"]
# What is of one year: fields get the value of a new page, rows go.
OF_ONE_YEAR: dict[type[Page], list[str]] = {
    EventPage: ["first_day", "repeat_until", "booking_deadline", "status", "status_note"],
    ConsultationPage: [
        *("decision_day", "promised_feedback_on", "feedback_published_on", "no_feedback_reason"),
        *("we_asked", "you_said", "we_did", "impact_assessment_at_end", "kept_current"),
        *(f"responses_{way}" for way in ("online", "paper", "sessions", "email", "phone", "elsewhere")),
    ],
}
ROWS_OF_ONE_YEAR: dict[type[Page], list[str]] = {
    EventPage: ["extra_dates", "skipped_days", "date_changes"],
    ConsultationPage: ["windows", "notices", "sessions", "feedback_updates"],
}


@transaction.atomic
def copy_without_dates(page: Any, user: Any) -> Any:
    """Make a draft beside a page, as it was last saved, without what is of its year; return it."""
    kind = type(page)
    fresh = {name: kind._meta.get_field(name).get_default() for name in [*OF_ONE_YEAR[kind], *UPKEEP]}
    copied = page.copy(
        update_attrs={"slug": _free_slug(page), **fresh}, copy_revisions=False, keep_live=False, user=user
    )
    for relation in ROWS_OF_ONE_YEAR[kind]:
        getattr(copied, relation).clear()
    if kind is ConsultationPage:
        for one in copied.formats:
            one.value["available_on"] = None
    copied.save(clean=False)
    copied.save_revision(user=user, clean=False)
    return copied


def _free_slug(page: Page) -> str:
    """Return a slug that no page beside this one has."""
    taken = set(page.get_siblings().values_list("slug", flat=True))
    return next(slug for number in count(2) if (slug := f"{page.slug}-{number}") not in taken)


def may_copy(page: Page, user: Any) -> bool:
    """Return whether somebody may use a page again: an event or consultation, where they may add pages."""
    parent = page.get_parent()
    return page.specific_class in OF_ONE_YEAR and parent.permissions_for_user(user).can_add_subpage()


class CopyView(WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg]
    """Ask once, and lead to the new draft."""

    form_class = forms.Form
    template_name = "events/admin/archive.html"
    header_icon = "copy"
    page_title = "Use again"
    button = "Make the draft"
    meaning = (
        "You get a draft with everything but its dates, and without what came of it: answers, notes and"
        " changes. This page stays as it is."
    )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        page = get_object_or_404(Page, pk=kwargs["page_id"])
        if page.specific_class not in OF_ONE_YEAR:
            raise Http404
        if not may_copy(page, request.user):
            raise PermissionDenied
        self.source = page.specific
        self.page_subtitle = page.get_admin_display_title()
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        made = copy_without_dates(self.source, self.request.user)
        messages.success(self.request, "This is the new draft. Give it its dates, and read its texts again.")
        return redirect("wagtailadmin_pages:edit", made.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        edit_url = reverse("wagtailadmin_pages:edit", args=[self.source.pk])
        return super().get_context_data(meaning=self.meaning, button=self.button, edit_url=edit_url, **kwargs)


def header_buttons(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Yield the action for the menu at the top of a page."""
    yield from listing_buttons(page, user, next_url)


def listing_buttons(page: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """Yield the action for a page's menu in a list of pages."""
    if page.pk and may_copy(page, user):
        address = reverse("copy_without_dates", args=[page.pk])
        yield Button("Use again, without its dates", url=address, icon_name="copy", priority=29)


urls = [path("events/use-again/<int:page_id>/", CopyView.as_view(), name="copy_without_dates")]
