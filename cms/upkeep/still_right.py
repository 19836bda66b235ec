"""The admin's way to say that a page is still right: one button, from a list, a page's menu or an e-mail."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from cms.content.builder import public_url
from cms.dates import day
from cms.upkeep.confirming import LOG_ACTION, confirm_right
from cms.upkeep.fields import KeptRight


class StillRightForm(forms.Form):
    """What was looked at, for the page's history."""

    note = forms.CharField(
        label="Note",
        max_length=300,
        required=False,
        help_text="If there is something to say, such as “Asked the venue: same room”. Not public.",
    )


class StillRightView(WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg]
    """Say that what readers see of a page is still right."""

    form_class = StillRightForm
    template_name = "cms/upkeep/still_right.html"
    header_icon = "check"
    page_title = "Still right?"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.page = get_object_or_404(Page, pk=kwargs["page_id"], live=True).specific
        if not isinstance(self.page, KeptRight):
            raise Http404
        if not self.page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        self.page_subtitle = self.page.title
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: StillRightForm) -> HttpResponse:
        next_on = confirm_right(self.page, self.request.user, timezone.now(), form.cleaned_data["note"])
        messages.success(
            self.request,
            f"“{self.page.title}” is right as of today. It comes up again on {day(next_on)}.",
            buttons=[messages.button(self.edit_url, "Choose another day")],
        )
        return HttpResponseRedirect(self.back)

    @property
    def back(self) -> str:
        """Return where the person came from, else the page's editor."""
        given = self.request.POST.get("next", "")
        known = url_has_allowed_host_and_scheme(given, allowed_hosts={self.request.get_host()})
        return given if known else self.edit_url

    @property
    def edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            {"url": reverse("wagtailadmin_home"), "label": "Home"},
            {"url": self.edit_url, "label": self.page_subtitle},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "page": self.page,
            "public_url": public_url(self.page.content_path),
            "edit_url": self.edit_url,
        }


def header_buttons(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Yield the way to it for the menu at the top of a page's editor."""
    if (
        page.live
        and issubclass(page.specific_class, KeptRight)
        and page.permissions_for_user(user).can_edit()
    ):
        url = reverse("still_right", args=[page.pk])
        yield Button("Still right", url=url, icon_name="check", priority=29)


def register_log_actions(actions: LogActionRegistry) -> None:
    """Name it in a page's history."""
    actions.register_action(LOG_ACTION, "Still right", "Looked at it and found it right")


urls = [path("still-right/<int:page_id>/", StillRightView.as_view(), name="still_right")]
