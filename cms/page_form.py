"""The form of every page: what is wrong with a page stands at its field before anything is saved."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.pages import CopyForm
from wagtail.models import Page

from cms.checks.overrides import reasons_in, unanswered
from cms.checks.registry import findings_of
from cms.indicators import Indicator

if TYPE_CHECKING:
    from cms.checks.findings import Finding, Found
    from cms.pages import BasePage


def asks_to_publish(data: Any) -> bool:
    """Return whether an editor's form is sent to be published, or to somebody who will publish it."""
    if {"action-publish", "action-submit", "action-restart-workflow"} & set(data):
        return True
    return "action-workflow-action" in data and data.get("workflow-action-name") == "approve"


class HubCopyForm(CopyForm):
    """Makes drafts: a copy has another page's dates, and goes out once somebody has looked at it.

    Published at once it would be public before Wagtail has made it as private as the page it is of.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("publish_copies", None)


class HubPageForm(WagtailAdminPageForm):
    """Refuses to publish what a check blocks, and what it warns of without a reason to keep it."""

    # What the checks said when the form was sent to be published.
    found: list[Found] | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "indicators" in self.fields:
            self._offer_current_statements(self.fields["indicators"])

    def _offer_current_statements(self, field: Any) -> None:
        """Offer the current version's statements, and tick those whose codes the page carries."""
        carried = {indicator.code for indicator in self.initial.get("indicators", [])}
        field.queryset = Indicator.objects.current()
        self.initial["indicators"] = [indicator for indicator in field.queryset if indicator.code in carried]

    def is_valid(self) -> bool:
        if not super().is_valid():
            return False
        if not asks_to_publish(self.data):
            return True
        page = self.save(commit=False)
        if page._state.adding:
            # A place below its parent, whom some pages ask; adding it gives it its own.
            page.path = self.parent_page.path + "0" * Page.steplen
            page.depth = self.parent_page.depth + 1
            page.set_url_path(self.parent_page)
        return self._passes_checks

    @cached_property
    def _passes_checks(self) -> bool:
        page = self.instance
        self.found = findings_of(page, timezone.now())
        for one in self.found:
            if one.finding.blocks:
                self._add_fault(page, one.finding)
        open_warnings = unanswered(page, self.found, reasons_in(self.data))
        if open_warnings:
            many = len(open_warnings)
            need = "1 warning needs" if many == 1 else f"{many} warnings need"
            self.add_error(
                None,
                f"{need} to be mended, or a reason why the page is right as it is. See “Checks”.",
            )
        return not open_warnings and not any(one.finding.blocks for one in self.found)

    def _add_fault(self, page: BasePage, finding: Finding) -> None:
        """Put a fault at its field; `windows.1.note` is one of the second of the page's rows."""
        name, _, rest = finding.place.partition(".")
        number, _, column = rest.partition(".")
        if name in self.formsets and number.isdecimal():
            row = list(getattr(page, name).all())[int(number)]
            for form in self.formsets[name].forms:
                if form.instance is row and column in form.fields:
                    form.add_error(column, finding.message)
                    return
        self.add_error(name if name in self.fields else None, finding.message)
        if name in self.formsets:
            # What stands above the whole form is out of sight where its rows are.
            self.formsets[name].non_form_errors().append(finding.message)
