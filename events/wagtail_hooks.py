"""What events and consultations add to the admin."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import URLPattern
from django.utils.html import format_html
from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from cms.guide.places import register_help
from events import (
    archive_admin,
    archive_reports,
    consultation_action_views,
    consultation_menus,
    fresh_copies,
    holiday_register,
    pre_election_register,
    read_back,
)

modeladmin_register(holiday_register.HolidayGroup)
modeladmin_register(pre_election_register.PreElectionAdmin)


@hooks.register("register_admin_urls")
def event_urls() -> list[URLPattern]:
    return [*holiday_register.urls, *read_back.urls, *fresh_copies.urls]


@hooks.register("insert_editor_js")
def editor_script() -> str:
    return format_html('<script src="{}"></script>', static("events/dates.js"))


@hooks.register("insert_global_admin_css")
def editor_style() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("events/admin.css"))


@hooks.register("construct_homepage_panels")
def warn_of_holidays(request: Any, panels: list[Any]) -> None:
    panels.append(holiday_register.HolidayWarnings())


@hooks.register("register_admin_urls")
def consultation_urls() -> list[URLPattern]:
    return consultation_action_views.urls


hooks.register("register_page_header_buttons", fresh_copies.header_buttons)
register_help("events", "school-holidays_", "bank-holidays_", "year_overview")
register_help("before-elections", "pre-election-periods_")
register_help("use-last-years-page-again", "copy_without_dates")
register_help("consultations", "consultation_action", "outcomes_due")
register_help("previous-consultations", "archive", "unarchive")
hooks.register("register_page_listing_more_buttons", fresh_copies.listing_buttons)
hooks.register("register_page_header_buttons", consultation_menus.header_buttons)
hooks.register("register_page_listing_more_buttons", consultation_menus.listing_buttons)
hooks.register("register_log_actions", consultation_menus.register_log_actions)


@hooks.register("register_admin_urls")
def archive_urls() -> list[URLPattern]:
    return [*archive_admin.urls, *archive_reports.urls]


for report in archive_reports.menu_items:
    hooks.register("register_reports_menu_item", report)
hooks.register("register_page_header_buttons", archive_admin.header_buttons)
hooks.register("register_page_listing_more_buttons", archive_admin.listing_buttons)
hooks.register("register_log_actions", archive_admin.register_log_actions)
hooks.register("before_delete_page", archive_admin.refuse_deletion)
hooks.register("before_bulk_action", archive_admin.refuse_bulk_deletion)
