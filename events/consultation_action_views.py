"""The admin's pages for actions on a consultation: ask, show what will change, then publish it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.dates import moment
from events.consultation_action_forms import FORMS, ActionForm
from events.consultation_actions import refuse_action, refuse_stale
from events.consultation_changes import turn_of_minute
from events.consultation_course import Course
from events.consultation_course_panel import ACTIONS, fitting
from events.consultation_differences import differences, notices
from events.consultations import ConsultationPage

# Fields that a link to an action may fill in.
GIVEN = ["closes_at"]


class ConsultationActionView(WagtailAdminTemplateMixin, View):
    """One action on one consultation."""

    template_name = "events/consultation_action.html"

    def setup(self, request: HttpRequest, page_id: int, action: str) -> None:
        super().setup(request)
        if action not in FORMS:
            raise Http404
        self.action = action
        self.consultation = get_object_or_404(ConsultationPage, pk=page_id)
        self.page_title, self.header_icon, self.meaning = ACTIONS[action]
        self.page_subtitle = self.consultation.get_admin_display_title()
        self.course = Course.of(self.consultation)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.consultation.permissions_for_user(request.user).can_publish():
            raise PermissionDenied
        try:
            refuse_action(self.consultation)
        except ValidationError as refused:
            return self._show(refusal=" ".join(refused.messages))
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        fits = fitting(self.course, timezone.now())
        if self.action not in fits:
            others = ", ".join(f"“{ACTIONS[name][0]}”" for name in fits)
            return self._show(refusal=f"“{self.page_title}” does not fit that. What does: {others}.")
        given = {name: request.GET[name] for name in GIVEN if name in request.GET}
        return self._ask(FORMS[self.action](None, self.course, given))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = FORMS[self.action](request.POST, self.course, {})
        step, seen, now = request.POST.get("step"), request.POST.get("seen", ""), timezone.now()
        if not form.is_valid() or step == "back":
            return self._ask(form)
        try:
            refuse_stale(self.course, seen)
            if step == "publish":
                form.act(self.consultation.pk, request.user, now, seen)  # type: ignore[arg-type]
                return self._done(request)
            after = form.changed(now)
        except ValidationError as refused:
            _put(form, refused)
            return self._ask(form)
        return self._show(form=form, **self._outlook(form, after, now))

    def _ask(self, form: ActionForm) -> HttpResponse:
        return self._show(form=form)

    def _show(self, **context: Any) -> HttpResponse:
        answer: HttpResponse = self.render_to_response(self.get_context_data(**context))
        return answer

    def _outlook(self, form: ActionForm, after: Course, now: dt.datetime) -> dict[str, Any]:
        reported = self.consultation.feedback_published_on is not None
        return {
            "differences": differences(self.course, after),
            "when_before": self.course.when(now, reported),
            "when_after": after.when(turn_of_minute(now), reported),
            "notices": notices(form.kind, self.course, after, form.cleaned_data["note"]),
            "has_draft": self.consultation.has_unpublished_changes,
            "in_workflow": self.consultation.workflow_in_progress,
        }

    def _done(self, request: HttpRequest) -> HttpResponse:
        page = ConsultationPage.objects.get(pk=self.consultation.pk)
        course, reported, now = Course.of(page), page.feedback_published_on is not None, timezone.now()
        says, turn = course.when(now, reported), turn_of_minute(now)
        told = f"“{page.title}” now says: {says}."
        if (soon := course.when(turn, reported)) != says:
            told = f"From {moment(turn)} on “{page.title}” says: {soon}."
        messages.success(request, f"Published. {told}")
        return HttpResponseRedirect(self.edit_url)

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
        form: ActionForm | None = kwargs.get("form")
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "meaning": self.meaning,
            "seen": self.course.fingerprint,
            "edit_url": self.edit_url,
            "when": self.course.when(timezone.now(), self.consultation.feedback_published_on is not None),
            "media": form.media if form else "",
        }


def _put(form: ActionForm, refused: ValidationError) -> None:
    """Put a refusal at the field it is about, or else above the form."""
    if not hasattr(refused, "error_dict"):
        form.add_error(None, refused)
        return
    for field, errors in refused.error_dict.items():
        form.add_error(field if field in form.fields else None, errors)


urls = [
    path(
        "consultations/<int:page_id>/<slug:action>/",
        ConsultationActionView.as_view(),
        name="consultation_action",
    )
]
