"""What search adds to the admin."""

from __future__ import annotations

from wagtail_modeladmin.options import ModelAdmin, modeladmin_register

from cms.exports import SafeExportView
from cms.registers import ReadOnly
from search.models import SearchFault


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
