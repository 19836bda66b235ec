"""Exports that a spreadsheet can not mistake for formulas."""

from __future__ import annotations

import datetime as dt
from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.admin.views.reports import ReportView
from wagtail_modeladmin.views import IndexView

from cms.dates import local

# What makes a spreadsheet read a cell as a formula (OWASP, CSV injection).
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def inert(value: Any) -> Any:
    """Return the value, as text that no spreadsheet runs."""
    if isinstance(value, str) and value.startswith(STARTS_A_FORMULA):
        return f"'{value}"
    return value


def without_zone(instant: dt.datetime) -> dt.datetime:
    """Return the council's wall time, as a cell of XLSX has no zone."""
    return local(instant).replace(tzinfo=None)


# Wagtail's own writes UTC, which in summer is an hour and at night a day off what the admin shows.
IN_THE_COUNCILS_TIME = SpreadsheetExportMixin.custom_value_preprocess | {
    dt.datetime: {SpreadsheetExportMixin.FORMAT_XLSX: without_zone, SpreadsheetExportMixin.FORMAT_CSV: local}
}


class SafeExportView(IndexView):
    """A register's list, whose CSV and XLSX are safe to open."""

    custom_value_preprocess = IN_THE_COUNCILS_TIME

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        return {name: inert(value) for name, value in super().to_row_dict(item).items()}


class SafeReportView(ReportView):
    """A report whose columns, but for those that are not in `list_export`, are its CSV and XLSX too."""

    custom_value_preprocess = IN_THE_COUNCILS_TIME

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        values = {column.name: column.get_value(item) for column in self.columns}
        return {name: inert(values[name]) for name in self.list_export}
