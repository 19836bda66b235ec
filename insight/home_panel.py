"""The admin's home: how much there is to do of each kind, and the worst of it."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from wagtail.admin.ui.components import Component

from insight.ranking import all_tasks, kinds, open_tasks

FIRST = 5
# Wagtail's own panels of approvals cost several queries for each; the number and its list stand here.
REPLACED = {"user_objects_in_workflow_moderation", "workflow_objects_to_moderate"}


class UpkeepPanel(Component):
    """Numbers that open their lists."""

    name = "upkeep"
    order = 50
    template_name = "insight/home_panel.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        tasks = open_tasks(all_tasks(parent_context["request"].user, timezone.now()))
        return {"kinds": list(kinds(tasks)), "first": tasks[:FIRST], "total": len(tasks)}


def put_first(request: Any, panels: list[Any]) -> None:
    """Have it on the home, in the place of panels that say the same."""
    panels[:] = [panel for panel in panels if getattr(panel, "name", "") not in REPLACED]
    panels.append(UpkeepPanel())
