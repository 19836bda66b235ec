"""The standard and its parts as drafts."""

from __future__ import annotations

from wagtail.models import Page

from demo.drawings import STANDARD
from demo.loading.drafts import Draft
from demo.loading.shelf import Shelf
from demo.pack.vocabulary import DimensionEntry, StandardFile
from standard.models import DimensionPage, StandardIndexPage

# Where the standard stands on the site; the pack's own slug names the document.
SLUG = "standard"


def standard_draft(entry: StandardFile, parent: Page, shelf: Shelf) -> Draft:
    """Return the page of the standard."""
    return Draft(
        "standard.json",
        StandardIndexPage,
        parent,
        SLUG,
        values={
            "title": entry.title,
            "summary": entry.summary,
            "version": entry.version,
            "status": "current",
            "rules": "\n".join(entry.rules),
            "image_id": shelf.images[STANDARD.name],
            **shelf.upkeep(),
        },
        streams={
            "levels": [
                ("level", {"name": level.name, "description": level.description}) for level in entry.levels
            ]
        },
    )


def dimension_draft(entry: DimensionEntry, parent: Page, shelf: Shelf) -> Draft:
    """Return the page of one part of the standard; the pack gives it no summary but why it matters."""
    return Draft(
        "standard.json",
        DimensionPage,
        parent,
        entry.slug,
        values={
            "title": entry.title,
            "summary": entry.why_it_matters,
            "code": entry.code,
            "why_it_matters": entry.why_it_matters,
            "guidance": entry.guidance,
            "image_id": shelf.images[STANDARD.name],
            **shelf.upkeep(),
        },
    )
