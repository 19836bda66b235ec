"""What a reviewer needs before approving a page: what changed, what was kept despite a check, a preview."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from wagtail.admin.panels import Panel

from cms.review.facts import facts_of


class ReviewPanel(Panel):
    """Shown at the top of a page while it waits for a check before publishing."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "cms/review/panel.html"

        def is_shown(self) -> bool:
            return bool(super().is_shown() and self.instance.pk and self.instance.workflow_in_progress)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            page = self.instance
            facts = facts_of(page, timezone.now())
            return context | {
                "live": facts.live,
                "differences": facts.differences,
                "kept": facts.kept,
                "requested_by": page.current_workflow_state.requested_by,
                "preview": reverse("wagtailadmin_pages:view_draft", args=[page.pk])
                if page.is_previewable()
                else "",
            }
