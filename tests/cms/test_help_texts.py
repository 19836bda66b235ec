"""Every field that editors fill in says what belongs in it, unless its name alone does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import get_page_models
from wagtail.snippets.models import get_snippet_models

OURS = {"cms", "events", "home", "insight", "practice", "search", "standard"}
# A name; a day and a text in a row whose heading says what for; what Wagtail itself explains.
SELF_EXPLANATORY = {"name", "day", "on", "text", "go_live_at", "reviewed_on"}
# The help stands above the rows of these, which ask for one thing each.
SAID_ABOVE = {"FeaturedPage.featured", "RelatedToolkit.toolkit", "ConsultationSession.event"}
# Its choices say it: “Called off”, “Moved to another day or time”.
SAID_BY_CHOICES = {"DateChange.status"}


def fields(panel: Any, model: Any) -> Iterator[tuple[str, str]]:
    """Return each field below a bound panel as `Model.field`, with the help beside it."""
    if isinstance(panel, InlinePanel):
        yield f"{model.__name__}.{panel.relation_name} (rows)", str(panel.help_text)
        yield from fields(panel.child_edit_handler, panel.db_field.related_model)
        return
    if isinstance(panel, FieldPanel):
        help_text = panel.help_text or getattr(panel.db_field, "help_text", "")
        yield f"{model.__name__}.{panel.field_name}", str(help_text)
    for child in getattr(panel, "children", []):
        yield from fields(child, model)


def edited_models() -> list[Any]:
    found = [*get_page_models(), *get_snippet_models()]
    return [model for model in found if model._meta.app_label in OURS]


def test_every_field_says_what_belongs_in_it() -> None:
    found = dict(
        field
        for model in edited_models()
        for field in fields(getattr(model, "snippet_viewset", model).get_edit_handler(), model)
    )
    silent = {field for field, help_text in found.items() if not help_text}

    assert {"EventPage.childcare", "ConsultationPage.we_asked", "HomePage.hero_heading"} <= set(found)
    assert silent >= SAID_ABOVE | SAID_BY_CHOICES
    unsaid = silent - SAID_ABOVE - SAID_BY_CHOICES
    assert {field for field in unsaid if field.split(".")[1] not in SELF_EXPLANATORY} == set()
