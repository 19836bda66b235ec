"""Exports that a spreadsheet can not mistake for formulas."""

from __future__ import annotations

from typing import Any

from wagtail.admin.views.reports import ReportView
from wagtail_modeladmin.views import IndexView

# What makes a spreadsheet read a cell as a formula (OWASP, CSV injection).
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def inert(value: Any) -> Any:
    """Return the value, as text that no spreadsheet runs."""
    if isinstance(value, str) and value.startswith(STARTS_A_FORMULA):
        return f"'{value}"
    return value


class SafeExportView(IndexView):
    """A register's list, whose CSV and XLSX are safe to open."""

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        return {name: inert(value) for name, value in super().to_row_dict(item).items()}


class SafeReportView(ReportView):
    """A report whose columns, but for those that are not in `list_export`, are its CSV and XLSX too."""

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        values = {column.name: column.get_value(item) for column in self.columns}
        return {name: inert(values[name]) for name in self.list_export}
