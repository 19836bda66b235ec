"""Show the guide, and give its pictures, to whoever may use the admin."""

from __future__ import annotations

import mimetypes
from typing import Any

from django.http import FileResponse, Http404, HttpRequest
from django.urls import path, reverse
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.guide.places import GUIDE, register_help
from cms.guide.reading import GUIDES, IMAGES, guide


class GuideView(WagtailAdminTemplateMixin, TemplateView):
    """One guide, whole, with a list of its sections."""

    template_name = "cms/guide/guide.html"
    header_icon = "help"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        name = self.kwargs["name"]
        if name not in GUIDES:
            raise Http404
        shown = guide(name)
        self.page_title = shown.title
        return super().get_context_data(**kwargs) | {"guide": shown}

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            {"url": reverse("wagtailadmin_home"), "label": "Home"},
            {"url": "", "label": self.page_title},
        ]


def picture(request: HttpRequest, name: str) -> FileResponse:
    """Answer with a picture of the guide, by the name of its file alone."""
    file = IMAGES / name
    if file.parent != IMAGES or not file.is_file():
        raise Http404
    return FileResponse(file.open("rb"), content_type=mimetypes.guess_type(name)[0])


def menu_item() -> MenuItem:
    return MenuItem("Guide for editors", reverse("guide", args=[GUIDE]), icon_name="help", order=100)


def register_stock_help() -> None:
    """Register the sections for what every hub has: Wagtail's own views, and those of the shared parts."""
    for section, views in {
        "write-a-page": ["wagtailadmin_explore", "wagtailadmin_pages:"],
        "what-needs-doing": ["wagtailadmin_home", "run_job_again"],
        "still-right": ["still_right"],
        "pictures-and-files": [
            *("wagtailimages:", "wagtaildocs:", "withdraw_image", "image_withdrawal"),
        ],
        "links-to-other-websites": ["links_modeladmin_", "link_"],
        "import-lists": ["import_listings"],
        "words-that-content-is-found-by": ["wagtailsnippets_cms_"],
        "the-standard": ["wagtailsnippets_cms_indicator:"],
        "what-there-is": ["content_report", "change-log_modeladmin_", "wagtailadmin_reports:"],
        "have-a-page-checked": ["wagtailadmin_pages:workflow"],
        "a-notice-on-every-page": ["wagtailsettings:"],
    }.items():
        register_help(section, *views)


urls = [
    path("guide/images/<str:name>", picture, name="guide_image"),
    path("guide/<slug:name>/", GuideView.as_view(), name="guide"),
]
