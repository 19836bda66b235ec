"""The register of pre-election periods in the admin."""

from __future__ import annotations

from wagtail_modeladmin.options import ModelAdmin

from cms.exports import SafeExportView
from events.pre_election import PreElectionPeriod


class PreElectionAdmin(ModelAdmin):
    """Days before elections, entered when the elections team announces them."""

    model = PreElectionPeriod
    menu_label = "Pre-election periods"
    menu_icon = "calendar"
    menu_order = 320
    base_url_path = "pre-election-periods"
    list_display = ["name", "first_day", "last_day"]
    list_export = ["name", "first_day", "last_day"]
    ordering = ["-first_day"]
    index_view_class = SafeExportView
