"""What the shared parts add to the admin."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import URLPattern, reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup
from wagtail_modeladmin.options import ModelAdmin, modeladmin_register

from cms import content_report, signing_in_again
from cms.background import run_again
from cms.checks import overrides, recording
from cms.checks import views as checks
from cms.content.models import ContentChange
from cms.exports import SafeExportView
from cms.guide import views as guide
from cms.importing import views as importing
from cms.indicators import Indicator
from cms.links import views as links
from cms.links.register import LinkAdmin
from cms.media.consent import admin as consent
from cms.organisations import Organisation
from cms.registers import ReadOnly
from cms.review.approving import page_viewset
from cms.review.publishing_many import PublishChecked
from cms.taxonomies import AgeRange, Area, Audience, InvolvementLevel, Theme
from cms.upkeep import still_right


class TermViewSet(SnippetViewSet):
    """A list of words, in the order in which people see them."""

    list_display = ["name", "slug", "description"]
    search_fields = ["name", "slug", "description"]
    ordering = ["position", "name"]
    add_to_admin_menu = False


def viewset(term: Any, menu_icon: str) -> type[TermViewSet]:
    """Return the admin of one list of words."""
    return type(f"{term.__name__}ViewSet", (TermViewSet,), {"model": term, "icon": menu_icon})


class IndicatorViewSet(SnippetViewSet):
    """The statements of the standard."""

    model = Indicator
    icon = "tasks"
    list_display = ["code", "title", "version"]
    list_filter = ["version"]
    search_fields = ["code", "title"]


class OrganisationViewSet(TermViewSet):
    """Services, schools and groups."""

    model = Organisation
    icon = "group"
    list_display = ["name", "organisation_kind", "contact_is_public"]
    list_filter = ["organisation_kind"]


class TaxonomyGroup(SnippetViewSetGroup):
    """The words that content is found by."""

    items = [
        viewset(Audience, "user"),
        viewset(Theme, "tag"),
        viewset(Area, "site"),
        viewset(AgeRange, "calendar"),
        viewset(InvolvementLevel, "order"),
        OrganisationViewSet,
        IndicatorViewSet,
    ]
    menu_label = "Lists of words"
    menu_icon = "tag"
    menu_order = 300


register_snippet(TaxonomyGroup)


class ContentChangeAdmin(ModelAdmin):
    """The change log: what became public, changed and was withdrawn, and when."""

    model = ContentChange
    menu_label = "Change log"
    menu_icon = "history"
    menu_order = 900
    add_to_settings_menu = True
    base_url_path = "change-log"
    list_display = ["sequence", "at", "event", "type", "path", "note"]
    list_filter = ["event", "type", "at"]
    list_export = ["sequence", "at", "event", "type", "path", "item", "note"]
    export_filename = "change-log"
    search_fields = ["path"]
    ordering = ["-sequence"]
    inspect_view_enabled = True
    permission_helper_class = ReadOnly
    index_view_class = SafeExportView


modeladmin_register(ContentChangeAdmin)
modeladmin_register(LinkAdmin)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [*importing.urls, *links.urls, *content_report.urls]


hooks.register("register_reports_menu_item", content_report.menu_item)


class ImportMenuItem(MenuItem):
    """Import, for those who may make pages."""

    def is_shown(self, request: Any) -> bool:
        return importing.may_import(request.user)


@hooks.register("register_admin_menu_item")
def importing_menu_item() -> ImportMenuItem:
    return ImportMenuItem("Import", reverse("import_listings"), icon_name="upload", order=400)


@hooks.register("insert_editor_js")
def signed_out_script() -> str:
    """Before all others that listen to a form that is sent."""
    return format_html(
        '<script src="{}" data-signed-in="{}" data-sign-in="{}"></script>',
        static("cms/signed_out.js"),
        reverse("signed_in"),
        reverse("wagtailadmin_login"),
    )


@hooks.register("insert_editor_js")
def publishing_script() -> str:
    return format_html('<script src="{}"></script>', static("cms/publish_after_autosave.js"))


@hooks.register("insert_global_admin_js")
def typed_dates_script() -> str:
    return format_html('<script src="{}"></script>', static("cms/typed_dates.js"))


@hooks.register("register_admin_urls")
def checks_urls() -> list[URLPattern]:
    return checks.urls


@hooks.register("insert_editor_js")
def checks_script() -> str:
    return format_html('<script src="{}"></script>', static("cms/checks.js"))


@hooks.register("insert_global_admin_css")
def checks_style() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("cms/checks.css"))


@hooks.register("insert_global_admin_css")
def guide_style() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("cms/guide.css"))


@hooks.register("register_admin_urls")
def guide_urls() -> list[URLPattern]:
    return guide.urls


guide.register_stock_help()
hooks.register("register_help_menu_item", guide.menu_item)


# After Wagtail's own, in whose place they stand.
hooks.register("register_admin_viewset", page_viewset)
hooks.register("register_bulk_action", PublishChecked, order=100)
hooks.register("after_create_page", recording.keep_reasons_of_form)
hooks.register("after_edit_page", recording.keep_reasons_of_form)


@hooks.register("register_log_actions")
def log_of_checks(actions: Any) -> None:
    actions.register_action(overrides.LOG_ACTION)(overrides.KeptDespiteCheck)


@hooks.register("register_admin_urls")
def upkeep_urls() -> list[URLPattern]:
    return [*still_right.urls, *run_again.urls, *consent.urls, *signing_in_again.urls]


hooks.register("register_page_header_buttons", still_right.header_buttons)
hooks.register("register_log_actions", still_right.register_log_actions)
hooks.register("register_log_actions", consent.register_log_actions)
hooks.register("register_reports_menu_item", consent.menu_item)
