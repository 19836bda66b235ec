"""What was frozen when a consultation was archived, in its editor."""

from __future__ import annotations

from typing import Any

from wagtail.admin.panels import Panel

from events.consultation_records import ConsultationAction


class ArchivePanel(Panel):
    """Shows the facts of the archive; nothing for a consultation that is not archived."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "events/admin/archive_panel.html"

        def is_shown(self) -> bool:
            return bool(super().is_shown() and self.instance.archived_at)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            records = self.instance.actions.filter(kind=ConsultationAction.Kind.ARCHIVED)
            last = records.last()
            missing = last.after.get("missing_files", []) if last else []
            return context | {"page": self.instance, "missing": missing}
