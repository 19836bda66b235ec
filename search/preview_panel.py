"""A part of an editor's form that shows what people would find, before it is saved."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from wagtail.admin.panels import Panel


class PreviewPanel(Panel):
    """A button that sends the form to a view whose answer stands below it."""

    def __init__(self, view: str, **kwargs: Any) -> None:
        kwargs.setdefault("heading", "What people will find")
        super().__init__(**kwargs)
        self.view = view

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "view": self.view}

    class BoundPanel(Panel.BoundPanel):
        template_name = "search/preview_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            address = reverse(self.panel.view)
            if self.instance.pk:
                address = f"{address}?instance={self.instance.pk}"
            return {**super().get_context_data(parent_context), "address": address}
