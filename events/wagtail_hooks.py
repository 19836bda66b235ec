"""What events and consultations add to the admin."""

from __future__ import annotations

from django.urls import URLPattern
from wagtail import hooks

from events import archive_admin, archive_reports, consultation_action_views, consultation_menus


@hooks.register("register_admin_urls")
def consultation_urls() -> list[URLPattern]:
    return consultation_action_views.urls


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
