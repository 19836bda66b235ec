"""The panel that shows an editor what the checks say, as the page was opened and while it is changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from wagtail.admin.panels import Panel

from cms.checks.findings import Finding, Found
from cms.checks.overrides import FIELD, overrides_of, reasons_in
from cms.checks.registry import findings_of

ROWS_TEMPLATE = "cms/checks/rows.html"


@dataclass(frozen=True)
class Row:
    """A finding as the panel shows it; `given` says who gave the reason, and when."""

    label: str
    finding: Finding
    where: str
    input_name: str
    reason: str
    given: str


def rows_context(page: Any, found: Iterable[Found], given: Mapping[str, str]) -> dict[str, Any]:
    """Return what the template of the rows shows."""
    kept = overrides_of(page)
    rows = []
    for one in found:
        override = kept.get(one.fingerprint)
        reason = given.get(one.fingerprint, override.reason if override else "")
        rows.append(
            Row(
                one.label,
                one.finding,
                _where(page, one.finding.field),
                f"{FIELD}{one.fingerprint}",
                reason,
                _given(override) if override and override.reason == reason else "",
            )
        )
    blocking = [row for row in rows if row.finding.blocks]
    warnings = [row for row in rows if not row.finding.blocks]
    answered = sum(bool(row.reason) for row in warnings)
    return {"blocking": blocking, "warnings": warnings, "unanswered": len(warnings) - answered}


def _where(page: Any, field: str) -> str:
    """Return the name that the form has for a field."""
    names = {one.name: one for one in page._meta.get_fields()}
    if not field or field not in names:
        return ""
    return str(getattr(names[field], "verbose_name", field)).replace("_", " ").capitalize()


def _given(override: Any) -> str:
    at: dt.datetime = timezone.localtime(override.given_at)
    who = override.user.get_full_name() or override.user.get_username() if override.user else "somebody"
    return f"{who}, {at:%d/%m/%Y}"


class ChecksPanel(Panel):
    """What has to be mended before the page is published, and what should be."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "cms/checks/panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            page = self.instance
            found = self.form.found if self.form.is_bound else None
            if found is None:
                # Of a new page, all is missing still.
                found = findings_of(page, timezone.now()) if page.pk else []
            given = reasons_in(self.form.data) if self.form.is_bound else {}
            return (
                context
                | rows_context(page, found, given)
                | {
                    "is_refused": self.form.is_bound and bool(self.form.errors),
                    "is_new": page.pk is None,
                    "guide_section": page.guide_section,
                    "saved_address": reverse("check_page", args=[0]),
                    "new_address": self._new_address(),
                }
            )

        def _new_address(self) -> str:
            parent = getattr(self.form, "parent_page", None)
            if self.instance.pk or parent is None:
                return ""
            meta = self.instance._meta
            return reverse("check_new_page", args=[meta.app_label, meta.model_name, parent.pk])
