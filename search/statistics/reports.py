"""The report of searches: what found nothing, what nobody opened, what is frequent, and how to mend it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import django_filters
from django.db.models import F, QuerySet
from django.urls import NoReverseMatch, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.permission_policies import ModelPermissionPolicy

from cms.dates import day
from cms.exports import SafeReportView
from search.best_bets import BestBet
from search.statistics.models import SearchCount

SHOWN = [("frequent", "Most frequent"), ("nothing", "Found nothing"), ("no_click", "Nothing was opened")]
ADD_BEST_BET = "wagtailsnippets_search_bestbet:add"
# Rules of synonyms have their own page, where the hub has them.
ADD_SYNONYM = "wagtailsnippets_search_synonymrule:add"


def weeks() -> list[tuple[Any, str]]:
    """Return the weeks that have numbers, the newest first."""
    found = SearchCount.objects.shown().order_by("-week").values_list("week", flat=True).distinct()
    return [(week, f"Week of {day(week)}") for week in found]


class SearchFilters(WagtailFilterSet):
    """Which searches are listed."""

    week = django_filters.ChoiceFilter(label="Week", choices=weeks, empty_label="All weeks")
    show = django_filters.ChoiceFilter(label="Show", choices=SHOWN, method="only", empty_label="All searches")

    class Meta:
        model = SearchCount
        fields = ["week", "show"]

    def only(self, counts: QuerySet[SearchCount], name: str, value: str) -> QuerySet[SearchCount]:
        """Return the searches of one kind."""
        if value == "nothing":
            return counts.filter(nothing__gt=0).order_by("-nothing", "query")
        if value == "no_click":
            return counts.filter(clicks=0, searches__gt=F("nothing"))
        return counts


def mend(count: SearchCount) -> SafeString:
    """Return links to what makes a search find the right thing."""
    links = format_html(
        '<a href="{}">Add a best bet</a>', f"{reverse(ADD_BEST_BET)}?{urlencode({'queries': count.query})}"
    )
    try:
        synonym = f"{reverse(ADD_SYNONYM)}?{urlencode({'words': count.query})}"
    except NoReverseMatch:
        return links
    return links + format_html(' · <a href="{}">Add a synonym</a>', synonym)


class SearchesView(SafeReportView):
    """Searches by week, without those that fewer than three people made."""

    model = SearchCount
    permission_policy = ModelPermissionPolicy(BestBet)
    any_permission_required = ["add", "change"]
    page_title = "Searches"
    header_icon = "search"
    index_url_name = "searches_report"
    index_results_url_name = "searches_report_results"
    export_filename = "searches"
    filterset_class = SearchFilters
    no_results_message = "There are no searches that three people or more made."
    columns = [
        Column("query", label="Search"),
        Column("week", label="Week of", accessor=lambda count: day(count.week)),
        Column("searches", label="How often"),
        Column("nothing", label="Found nothing"),
        Column("clicks", label="Opened"),
        Column("place", label="Average place of what was opened", accessor=lambda count: place(count)),
        Column("mend", label="What to do", accessor=mend),
    ]
    list_export = ["query", "week", "searches", "nothing", "clicks", "place"]
    export_headings = {column.name: column.label for column in columns}

    def get_queryset(self) -> QuerySet[SearchCount]:
        return SearchCount.objects.shown().order_by("-week", "-searches", "query")


def place(count: Any) -> str:
    """Return the average place of what was opened."""
    return f"{count.places / count.clicks:.1f}" if count.clicks else ""


class SearchesMenuItem(MenuItem):
    """The report's place in the menu, for whoever can mend a search."""

    def is_shown(self, request: Any) -> bool:
        return bool(SearchesView.permission_policy.user_has_any_permission(request.user, ["add", "change"]))


def menu_item() -> SearchesMenuItem:
    return SearchesMenuItem("Searches", reverse("searches_report"), icon_name="search", order=200)


urls = [
    path("reports/searches/", SearchesView.as_view(), name="searches_report"),
    path(
        "reports/searches/results/", SearchesView.as_view(results_only=True), name="searches_report_results"
    ),
]
