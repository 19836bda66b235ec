"""Toolkits and practice examples as drafts."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page

from demo.loading.drafts import Draft
from demo.loading.shelf import Shelf
from demo.pack.practice import ExampleEntry, ResourceEntry, ToolkitEntry
from practice.models import PracticeExamplePage, ToolkitPage


def toolkit_draft(entry: ToolkitEntry, parent: Page, shelf: Shelf) -> Draft:
    """Return a toolkit as the pack wants it."""
    return Draft(
        "toolkits.json",
        ToolkitPage,
        parent,
        entry.slug,
        values={
            "title": entry.title,
            "summary": entry.summary,
            "collection": entry.collection,
            "time_needed": entry.time_needed,
            "cost": entry.cost,
            **shelf.theme_image(entry.themes),
            **shelf.upkeep(),
        },
        streams={
            "body": [("rich_text", entry.body)],
            "resources": [("resource", _resource(resource, shelf)) for resource in entry.resources],
        },
        terms=shelf.terms(entry),
    )


def _resource(entry: ResourceEntry, shelf: Shelf) -> dict[str, Any]:
    file = shelf.files.get(entry.title)
    return {
        "title": entry.title,
        "kind": entry.kind,
        "file": file,
        "url": "" if file else entry.url,
        "format": entry.format,
        "pages": entry.pages,
        "accessible_format_note": entry.accessible_format_note,
    }


def example_draft(entry: ExampleEntry, parent: Page, shelf: Shelf) -> Draft:
    """Return a practice example as the pack wants it; its toolkits exist by now."""
    return Draft(
        "practice_examples.json",
        PracticeExamplePage,
        parent,
        entry.slug,
        values={
            "title": entry.title,
            "summary": entry.summary,
            "year": entry.year,
            **entry.sections.model_dump(),
            "cost_note": entry.cost_note,
            "involvement_level_id": shelf.level_id(entry.involvement_level),
            **shelf.theme_image(entry.themes),
            **shelf.upkeep(),
        },
        streams={"key_figures": [("figure", figure.model_dump()) for figure in entry.key_figures]},
        terms=shelf.terms(entry),
        children={
            "related_toolkits": [
                {"toolkit_id": shelf.page_id("toolkits", slug)} for slug in entry.related_toolkits
            ]
        },
    )
