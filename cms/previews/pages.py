"""What lets the admin show a draft as readers will see it: through a website, from the draft's document."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone

from cms.content.publishing import PublishRefused
from cms.previews.drafts import keep_draft

MODES = [("page", "Page"), ("card", "In a list"), ("search", "As a search result")]


class HeadlessPreview:
    """A page whose preview is drawn by the website that `PREVIEW_URL` names."""

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """Return how it can be shown; nothing where no website shows drafts."""
        return MODES if settings.PREVIEW_URL else []

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Keep the draft's document and lead to the website that shows it, or say what is missing."""
        page: Any = self
        if page.pk:
            # Publishing gives the page the address of its slug, which may just have been typed.
            page.set_url_path(page.get_parent())
        try:
            token = keep_draft(page, request.user, timezone.now())
        except PublishRefused as refused:
            return TemplateResponse(
                request, "cms/preview/refused.html", {"faults": _by_label(page, refused.message_dict)}
            )
        mode = mode_name or MODES[0][0]
        return HttpResponseRedirect(settings.PREVIEW_URL.format(token=token, mode=mode))


def _by_label(page: Any, faults: dict[str, list[str]]) -> list[tuple[str, list[str]]]:
    """Return what is missing, each under the name that the form has for its field."""
    names = {field.name: str(field.verbose_name).capitalize() for field in page._meta.fields}
    return [(names.get(name.partition(".")[0], ""), messages) for name, messages in faults.items()]
