"""The admin's pages for what can be done about a link: check it now, replace it, ignore it for a while."""

from __future__ import annotations

import datetime as dt
from typing import Any

from celery import current_app
from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateInput

from cms.content.selection import day_start
from cms.dates import day
from cms.links.models import Link
from cms.links.places import is_address
from cms.links.replacing import Done, Outcome, replace
from cms.links.standing import standing_of

CHECK_TASK = "cms.check_links"
# Before all that waits by itself.
FIRST_IN_TURN = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
LONGEST_IGNORED = dt.timedelta(days=366)


class LinkActionView(WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg]
    """One action on one link."""

    template_name = "cms/links/action.html"
    header_icon = "link"
    meaning = ""
    button = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm("cms.change_link"):
            raise PermissionDenied
        self.link = get_object_or_404(Link, pk=kwargs["pk"])
        self.page_subtitle = self.link.address
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            {"url": reverse("wagtailadmin_home"), "label": "Home"},
            {"url": reverse("links_modeladmin_index"), "label": "Links"},
            {"url": self.get_success_url(), "label": self.link.host},
            {"url": "", "label": self.page_title},
        ]

    def get_success_url(self) -> str:
        return reverse("links_modeladmin_inspect", args=[self.link.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "meaning": self.meaning,
            "button": self.button,
            "link": self.link,
            "standing": standing_of(self.link, self.request.user),
            "back_url": self.get_success_url(),
            "media": context["form"].media,
        }


class CheckNowView(LinkActionView):
    """Put a link first in turn."""

    form_class = forms.Form
    page_title = "Check now"
    meaning = "It is checked before all others, in a few minutes at most."
    button = "Check it now"

    def form_valid(self, form: forms.Form) -> HttpResponse:
        if not settings.LINK_CHECKS_PER_HOUR:
            messages.error(
                self.request, "Link checks are switched off here. Your operator sets LINK_CHECKS_PER_HOUR."
            )
            return HttpResponseRedirect(self.get_success_url())
        Link.objects.filter(pk=self.link.pk).update(next_check_at=FIRST_IN_TURN, ignored_until=None)
        # By name, as tasks import this package; it only wakes the worker, which keeps to its budget.
        transaction.on_commit(lambda: current_app.send_task(CHECK_TASK, ignore_result=True), robust=True)
        messages.success(self.request, "It is checked next. Come back in a few minutes.")
        return HttpResponseRedirect(self.get_success_url())


class ReplaceForm(forms.Form):
    """Asks for the new address and what to do with it."""

    address = forms.CharField(
        label="New address",
        max_length=2_000,
        help_text="Open it once yourself: is it the page that your readers look for?",
    )
    publish = forms.ChoiceField(
        label="What to do with it",
        choices=[
            ("draft", "Put it into the drafts: somebody looks at each page before it is published"),
            ("publish", "Publish it on each page, except where other changes wait or you may not publish"),
        ],
        widget=forms.RadioSelect,
        initial="draft",
    )

    def clean_address(self) -> str:
        address = str(self.cleaned_data["address"]).strip()
        if not is_address(address):
            raise forms.ValidationError("Give a whole address, such as https://www.example.org/page.")
        return address


class ReplaceView(LinkActionView):
    """Put a new address wherever a link stands."""

    form_class = ReplaceForm
    page_title = "Replace"
    meaning = "The new address takes the place of the old one on all of these pages at once."
    button = "Replace it"

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"address": self.link.new_address}

    def form_valid(self, form: ReplaceForm) -> HttpResponse:
        given = form.cleaned_data
        if given["address"] == self.link.address:
            form.add_error("address", "That is the old address.")
            return self.form_invalid(form)
        outcomes = replace(
            self.link,
            given["address"],
            self.request.user,  # type: ignore[arg-type]
            publish=given["publish"] == "publish",
        )
        for outcome in outcomes:
            _tell(self.request, outcome)
        # Once its last page is published, the link itself goes with the next reading.
        return HttpResponseRedirect(self.get_success_url())


class IgnoreForm(forms.Form):
    """Asks why and until when."""

    note = forms.CharField(
        max_length=Link._meta.get_field("ignored_note").max_length,
        help_text="Why it may stay as it is, such as “The school’s website is rebuilt over the summer”.",
    )
    until = forms.DateField(
        label="Until", widget=AdminDateInput, help_text="On this day it is checked again."
    )

    def clean_until(self) -> dt.date:
        until: dt.date = self.cleaned_data["until"]
        today = timezone.localdate()
        if not today < until <= today + LONGEST_IGNORED:
            raise forms.ValidationError(
                f"Give a day after today, {day(today + LONGEST_IGNORED)} at the latest."
            )
        return until


class IgnoreView(LinkActionView):
    """Leave a link as it is for a while."""

    form_class = IgnoreForm
    page_title = "Ignore for now"
    meaning = "It leaves the lists of what is to be mended, and is not checked until that day."
    button = "Ignore it"

    def form_valid(self, form: IgnoreForm) -> HttpResponse:
        given = form.cleaned_data
        until = day_start(given["until"])
        Link.objects.filter(pk=self.link.pk).update(
            ignored_until=until, ignored_note=given["note"], next_check_at=until
        )
        messages.success(self.request, f"Ignored until {day(given['until'])}.")
        return HttpResponseRedirect(self.get_success_url())


def _tell(request: HttpRequest, outcome: Outcome) -> None:
    say = messages.warning if outcome.done == Done.LEFT or outcome.why else messages.success
    say(request, f"“{outcome.title}”: {outcome.done}. {outcome.why}".strip())


urls = [
    path("links/<int:pk>/check/", CheckNowView.as_view(), name="link_check"),
    path("links/<int:pk>/replace/", ReplaceView.as_view(), name="link_replace"),
    path("links/<int:pk>/ignore/", IgnoreView.as_view(), name="link_ignore"),
]
