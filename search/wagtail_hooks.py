"""What search adds to the admin."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import URLPattern
from wagtail import hooks
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView, SnippetViewSet
from wagtail_modeladmin.options import ModelAdmin, modeladmin_register

from cms.content.models import ContentItem
from cms.exports import SafeExportView
from cms.guide.places import register_help
from cms.registers import ReadOnly
from search import preview
from search.best_bets import BestBet
from search.files import reports as files
from search.item_chooser import item_chooser
from search.models import SearchFault, SynonymRule
from search.statistics import reports as statistics


class SearchFaultAdmin(ModelAdmin):
    """Items that could not be indexed, with the reason; they are tried again by themselves."""

    model = SearchFault
    menu_label = "Items that search can not find"
    menu_icon = "warning"
    menu_order = 910
    add_to_settings_menu = True
    base_url_path = "search-faults"
    list_display = ["path", "reason", "tried_at"]
    list_export = ["path", "reason", "tried_at", "item", "sequence"]
    export_filename = "search-faults"
    search_fields = ["path", "reason"]
    inspect_view_enabled = True
    permission_helper_class = ReadOnly
    index_view_class = SafeExportView


modeladmin_register(SearchFaultAdmin)


class FilledInView(CreateView):
    """A form for something new, with the fields filled in that its address names."""

    def get_initial(self) -> dict[str, Any]:
        fields = self.get_form_class().base_fields
        return {name: value for name, value in self.request.GET.items() if name in fields}


class BestBetViewSet(SnippetViewSet):
    """What stands first for a search."""

    model = BestBet
    icon = "pick"
    menu_label = "Best bets"
    menu_order = 310
    add_to_admin_menu = True
    list_display = [
        "__str__",
        Column("title", label="Stands first", accessor=lambda bet: bet.title or "Not public now"),
        "starts_on",
        "ends_on",
    ]
    list_export = ["queries", "item_id", "starts_on", "ends_on"]
    search_fields = ["queries"]
    add_view_class = FilledInView

    def get_queryset(self, request: Any) -> QuerySet[BestBet]:
        # What was chosen may have been withdrawn since.
        titles = ContentItem.objects.filter(pk=OuterRef("item_id")).values("title")
        return BestBet.objects.annotate(title=Subquery(titles))


class SynonymRuleViewSet(SnippetViewSet):
    """Words that mean the same to those who search."""

    model = SynonymRule
    icon = "resubmit"
    menu_label = "Synonyms"
    menu_order = 320
    add_to_admin_menu = True
    list_display = ["__str__", "kind", "changed_at"]
    list_filter = ["kind"]
    search_fields = ["words", "finds"]
    ordering = ["words"]
    add_view_class = FilledInView


register_snippet(BestBetViewSet)
register_snippet(SynonymRuleViewSet)


@hooks.register("register_admin_viewset")
def choosers() -> list[Any]:
    return [item_chooser]


@hooks.register("register_admin_urls")
def search_urls() -> list[URLPattern]:
    return [*preview.urls, *statistics.urls, *files.urls]


register_help(
    "search", "wagtailsnippets_search_bestbet:", "search-faults_", "searches_report", "files_report"
)
register_help("synonyms", "wagtailsnippets_search_synonymrule:")
hooks.register("register_reports_menu_item", statistics.menu_item)
hooks.register("register_reports_menu_item", files.menu_item)
