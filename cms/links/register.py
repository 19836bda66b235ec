"""The register of links in the admin: what is wrong first, where it stands, and what was seen."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import Case, F, IntegerField, Prefetch, QuerySet, Value, When
from django.utils import timezone
from django.utils.html import format_html
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import InspectView

from cms.dates import moment
from cms.exports import SafeExportView
from cms.links.models import WRONG, Link, LinkPlace, LinkState
from cms.links.standing import standing_of
from cms.registers import ReadOnly

RANK = Case(
    *(When(state=state, then=Value(rank)) for rank, state in enumerate(LinkState.values)),
    output_field=IntegerField(),
)


def worst_first(links: QuerySet[Link], now: dt.datetime) -> QuerySet[Link]:
    """Return links by harm to readers: their state, then on how many pages they stand; ignored ones last."""
    is_ignored = Case(When(ignored_until__gt=now, then=Value(1)), default=Value(0))
    ordered = links.annotate(rank=RANK, is_ignored=is_ignored).with_pages()  # type: ignore[attr-defined]
    return ordered.order_by("is_ignored", "rank", F("pages").desc(), "address")  # type: ignore[no-any-return]


class ToMend(SimpleListFilter):
    """Only what somebody has to do something about."""

    title = "what to do"
    parameter_name = "mend"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "To mend"), ("ignored", "Ignored for now")]

    def queryset(self, request: Any, queryset: Any) -> Any:
        if self.value() == "yes":
            return queryset.filter(state__in=WRONG).exclude(ignored_until__gt=timezone.now())
        if self.value() == "ignored":
            return queryset.filter(ignored_until__gt=timezone.now())
        return queryset


class LinkInspectView(InspectView):
    """One link with its evidence, its places and what can be done."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        link: Link = self.instance
        context: dict[str, Any] = super().get_context_data(**kwargs)
        ignored = link.ignored_until if link.ignored_until and link.ignored_until > timezone.now() else None
        return context | {
            "link": link,
            "standing": standing_of(link, self.request.user),
            "ignored_until": moment(ignored) if ignored else "",
            "checked_at": moment(link.checked_at) if link.checked_at else "",
            "right_at": moment(link.right_at) if link.right_at else "",
            "failing_since": moment(link.failing_since) if link.failing_since else "",
            "may_change": self.request.user.has_perm("cms.change_link"),
        }


class LinkAdmin(ModelAdmin):
    """Links to other websites, as the last check found them."""

    model = Link
    menu_label = "Links"
    menu_icon = "link"
    menu_order = 420
    base_url_path = "links"
    list_display = ["address", "found", "pages", "checked_at"]
    list_export = ["address", "state", "reason", "new_address", "on_pages", "status", "title", "checked_at"]
    export_filename = "links"
    list_filter = [ToMend, "state"]
    list_per_page = 50
    empty_value_display = ""
    search_fields = ["address"]
    inspect_view_enabled = True
    inspect_view_class = LinkInspectView
    inspect_template_name = "cms/links/inspect.html"
    permission_helper_class = ReadOnly
    index_view_class = SafeExportView

    def get_queryset(self, request: Any) -> Any:
        places = LinkPlace.objects.select_related("item").only("link_id", "item__path").order_by("item__path")
        links = worst_first(Link.objects.all(), timezone.now())
        return links.prefetch_related(Prefetch("places", places))

    def get_ordering(self, request: Any) -> list[str]:
        return ["is_ignored", "rank", "-pages", "address"]

    def found(self, link: Link) -> str:
        """Return the state and why, as the list shows it."""
        if link.ignored_until and link.ignored_until > timezone.now():
            return format_html("Ignored: {}", link.ignored_note)
        return format_html("<strong>{}</strong> {}", link.get_state_display(), link.reason)

    found.short_description = "What was found"  # type: ignore[attr-defined]

    def pages(self, link: Any) -> int:
        """Return on how many pages it stands."""
        return int(link.pages)

    pages.short_description = "Pages"  # type: ignore[attr-defined]

    def on_pages(self, link: Link) -> str:
        """Return the paths of the pages on which it stands."""
        return ", ".join(dict.fromkeys(place.item.path for place in link.places.all()))

    on_pages.short_description = "Stands on"  # type: ignore[attr-defined]
