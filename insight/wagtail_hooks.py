"""What insight adds to the admin."""

from __future__ import annotations

from django.templatetags.static import static
from django.urls import URLPattern, reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.guide.places import register_help
from insight import home_panel, views

hooks.register("construct_homepage_panels", home_panel.put_first)
register_help("what-needs-doing", "upkeep_")


@hooks.register("register_admin_urls")
def upkeep_urls() -> list[URLPattern]:
    return views.urls


@hooks.register("register_admin_menu_item")
def upkeep_menu_item() -> MenuItem:
    return MenuItem(views.UpkeepListView.page_title, reverse("upkeep_list"), icon_name="tasks", order=50)


@hooks.register("insert_global_admin_css")
def upkeep_style() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("insight/admin.css"))
