"""Answer the editor's form with what the checks say of it, before anything is saved."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from wagtail.admin.views.pages.preview import PreviewOnCreateView, PreviewOnEditView

from cms.checks.overrides import reasons_in
from cms.checks.panel import ROWS_TEMPLATE, rows_context
from cms.checks.registry import findings_of


class ChecksMixin:
    """Reads the form as the preview does: nothing is required, and nothing is written."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form(request.POST)  # type: ignore[attr-defined]
        is_read = self.validate_form(form)  # type: ignore[attr-defined]
        page = form.save(commit=False) if is_read else form.instance
        context = rows_context(page, findings_of(page, timezone.now()), reasons_in(request.POST))
        labels = [str(form.fields[name].label or name) for name in form.errors if name in form.fields]
        return TemplateResponse(request, ROWS_TEMPLATE, context | {"unreadable": labels, "is_read": is_read})


class CheckPage(ChecksMixin, PreviewOnEditView):
    """A page that is stored."""


class CheckNewPage(ChecksMixin, PreviewOnCreateView):
    """A page that is not stored yet."""


def without_writing(view: Any) -> Any:
    """Mark a view whose POST writes nothing, so that it takes no lock while somebody types."""
    view.writes_nothing = True
    return view


urls = [
    path("checks/<int:page_id>/", without_writing(CheckPage.as_view()), name="check_page"),
    path(
        "checks/new/<slug:content_type_app_name>/<slug:content_type_model_name>/<int:parent_page_id>/",
        without_writing(CheckNewPage.as_view()),
        name="check_new_page",
    ),
]
