"""The list of what needs doing, as a page and as CSV, and the form that puts a row off."""

from __future__ import annotations

import csv
import datetime as dt
from functools import cached_property
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateInput

from cms.dates import day
from cms.exports import inert
from insight.models import Postponement
from insight.ranking import Task, all_tasks, kinds, open_tasks

PAGE_SIZE = 50
# What waits longer is not put off but given up, which is another decision.
LONGEST = dt.timedelta(days=183)


class UpkeepListView(WagtailAdminTemplateMixin, TemplateView):
    """What a person can do something about, in the order of harm to readers."""

    template_name = "insight/list.html"
    header_icon = "tasks"
    page_title = "What needs doing"

    @cached_property
    def tasks(self) -> list[Task]:
        return all_tasks(self.request.user, timezone.now())

    @cached_property
    def kind(self) -> str:
        """Return the kind that is asked for, empty for all."""
        asked = self.request.GET.get("kind", "")
        if asked and asked not in {kind.name for kind in kinds(self.tasks)}:
            raise Http404
        return asked

    @property
    def shows_postponed(self) -> bool:
        return "postponed" in self.request.GET

    def chosen(self) -> list[Task]:
        """Return the tasks that are asked for."""
        tasks = (
            [task for task in self.tasks if task.postponed]
            if self.shows_postponed
            else open_tasks(self.tasks)
        )
        return [task for task in tasks if self.kind in ("", task.source.name)]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET.get("export") == "csv":
            return as_csv(self.chosen())
        answer: HttpResponse = super().get(request, *args, **kwargs)
        return answer

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            {"url": reverse("wagtailadmin_home"), "label": "Home"},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        page = Paginator(self.chosen(), PAGE_SIZE).get_page(self.request.GET.get("p"))
        waiting = open_tasks(self.tasks)
        return context | {
            "page_obj": page,
            "kinds": list(kinds(waiting)),
            "kind": self.kind,
            "total": len(waiting),
            "postponed_count": len(self.tasks) - len(waiting),
            "shows_postponed": self.shows_postponed,
            "here": self.request.get_full_path(),
        }


def as_csv(tasks: list[Task]) -> HttpResponse:
    """Return the list for a spreadsheet."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="what-needs-doing.csv"'
    writer = csv.writer(answer)
    writer.writerow(["What", "Kind", "Why", "Harm", "Day", "Who", "Put off until", "Note"])
    for task in tasks:
        put_off = task.postponed
        row = [task.row.title, task.source.label, task.reason, task.harm.words, task.row.day, task.row.who]
        row += [put_off.until, put_off.note] if put_off else ["", ""]
        writer.writerow([inert(value) for value in row])
    return answer


class PostponeForm(forms.Form):
    """Until when, and why."""

    until = forms.DateField(label="Remind me on", widget=AdminDateInput)
    note = forms.CharField(
        label="Why it can wait",
        max_length=300,
        help_text="Such as “The venue answers by Friday”. Colleagues see it.",
    )

    def clean_until(self) -> dt.date:
        until: dt.date = self.cleaned_data["until"]
        today = timezone.localdate()
        if until <= today:
            raise forms.ValidationError("Choose a day after today.")
        if until > today + LONGEST:
            raise forms.ValidationError(f"Choose a day before {day(today + LONGEST)}: half a year at most.")
        return until


class PostponeView(WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg]
    """Put one row off, with a note."""

    form_class = PostponeForm
    template_name = "insight/postpone.html"
    header_icon = "time"
    page_title = "Put off"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return super().dispatch(request, *args, **kwargs)
        key = request.GET.get("key", "")
        found = [task for task in all_tasks(request.user, timezone.now()) if task.row.key == key]
        if not found:
            messages.warning(request, "That is done already, or there is nothing that you can do about it.")
            return HttpResponseRedirect(reverse("upkeep_list"))
        self.task = found[0]
        self.page_subtitle = self.task.row.title
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return {"until": timezone.localdate() + dt.timedelta(days=7)}

    def form_valid(self, form: PostponeForm) -> HttpResponse:
        row, until = self.task.row, form.cleaned_data["until"]
        Postponement.objects.create(
            key=row.key,
            title=row.title[:255],
            until=until,
            note=form.cleaned_data["note"],
            by=self.request.user,  # type: ignore[misc]
            at=timezone.now(),
        )
        messages.success(self.request, f"“{row.title}” comes back on {day(until)}.")
        return HttpResponseRedirect(reverse("upkeep_list"))

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            {"url": reverse("wagtailadmin_home"), "label": "Home"},
            {"url": reverse("upkeep_list"), "label": UpkeepListView.page_title},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        earlier = Postponement.objects.filter(key=self.task.row.key).select_related("by")
        return context | {"task": self.task, "earlier": earlier, "list_url": reverse("upkeep_list")}


urls = [
    path("upkeep/", UpkeepListView.as_view(), name="upkeep_list"),
    path("upkeep/postpone/", PostponeView.as_view(), name="upkeep_postpone"),
]
