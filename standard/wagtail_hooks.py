"""What the standard adds to the admin."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest
from django.urls import URLPattern
from django.utils import timezone
from wagtail import hooks
from wagtail.models import Page
from wagtail_modeladmin.options import modeladmin_register

from cms.guide.places import register_help
from standard.models import StandardIndexPage
from standard.register import county_report
from standard.register.admin import RegisterGroup
from standard.versions import begin_statements

modeladmin_register(RegisterGroup)
register_help("the-register", "register-", "county_picture", county_report.TABLE)
hooks.register("register_reports_menu_item", county_report.menu_item)


@hooks.register("register_admin_urls")
def county_urls() -> list[URLPattern]:
    return county_report.urls


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def begin_new_version(request: HttpRequest, page: Page) -> None:
    """Give a new version of the standard the statements of the current one to begin with."""
    if not isinstance(page, StandardIndexPage):
        return
    copied = begin_statements(page.version, timezone.now())
    if copied:
        messages.info(
            request,
            f"Version {page.version} begins with the {copied} statements of the current version. "
            "Change them under Lists of words, Indicators.",
        )
