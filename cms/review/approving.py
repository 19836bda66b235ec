"""Approve a page by the button of a list or a preview, as the editor would."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from wagtail.admin import messages
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.admin.viewsets.pages import PageViewSet

from cms.checks.outside_forms import Verdict
from cms.pages import BasePage

APPROVE = "approve"


class ApproveChecked(WorkflowActionView):
    """Approves what the checks let pass; else it leads to the page's form, which asks for reasons."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        verdict = self._verdict()
        if verdict and verdict.in_the_way:
            return self._to_the_form(verdict)
        shown: HttpResponse = super().get(request, *args, **kwargs)
        return shown

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        verdict = self._verdict()
        if verdict and verdict.in_the_way:
            return self._to_the_form(verdict)
        done: HttpResponse = super().post(request, *args, **kwargs)
        self.task_state.refresh_from_db()
        if verdict and self.task_state.status == self.task_state.STATUS_APPROVED:
            verdict.record(request.user)
        return done

    def _verdict(self) -> Verdict | None:
        """Return what the checks say of what would be approved; None where nothing would be."""
        page = self.task_state.revision.as_object()
        if self.action_name != APPROVE or not isinstance(page, BasePage):
            return None
        return Verdict(page, timezone.now())

    def _to_the_form(self, verdict: Verdict) -> HttpResponse:
        messages.warning(
            self.request,
            format_html(
                "“{}” was not approved. Mend it under “Checks”, or say there why it is right as it is,"
                " then approve it here:<ul>{}</ul>",
                self.task_state.revision.object_str,
                format_html_join("", "<li>{}</li>", ((words,) for words in verdict.words)),
            ),
        )
        form = reverse("wagtailadmin_pages:edit", args=[self.object.pk]) + "#checks"
        if self.request.headers.get("x-requested-with") == "XMLHttpRequest":
            # The dialog of Wagtail's buttons goes where an approval leads to.
            return self.render_modal_json(  # type: ignore[no-any-return]
                self.request, {"step": "success", "redirect": form}
            )
        return redirect(form)


def page_viewset() -> PageViewSet:
    """Return Wagtail's views of all pages, with ours for the buttons of a workflow."""
    return PageViewSet(workflow_action_view_class=ApproveChecked)
