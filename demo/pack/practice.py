"""The shapes of `practice_examples.json` and `toolkits.json`."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from cms.resources import ResourceBlock
from demo.pack.values import (
    ONCE,
    AgeRanges,
    Areas,
    Audiences,
    Entry,
    Html,
    Indicators,
    InvolvementLevelName,
    Organisations,
    Slug,
    Themes,
    fits,
    fits_block,
    refers_to,
)
from practice.examples import KeyFigureBlock
from practice.models import PracticeExamplePage, ToolkitPage

FIGURE = KeyFigureBlock()
RESOURCE = ResourceBlock()


class SectionsEntry(Entry):
    """The story of an example."""

    problem: Annotated[Html, fits(PracticeExamplePage, "problem")]
    what_we_did: Annotated[Html, fits(PracticeExamplePage, "what_we_did")]
    what_families_said: Annotated[Html, fits(PracticeExamplePage, "what_families_said")]
    what_changed: Annotated[Html, fits(PracticeExamplePage, "what_changed")]
    what_we_learned: Annotated[Html, fits(PracticeExamplePage, "what_we_learned")]


class FigureEntry(Entry):
    """A number that tells the story."""

    label: Annotated[str, fits_block(FIGURE, "label")]
    value: Annotated[str, fits_block(FIGURE, "value")]


class ExampleEntry(Entry):
    """A practice example."""

    slug: Slug
    title: Annotated[str, fits(PracticeExamplePage, "title")]
    summary: Annotated[str, fits(PracticeExamplePage, "summary")]
    organisations: Organisations
    themes: Themes
    audiences: Audiences
    areas: Areas
    age_ranges: AgeRanges
    involvement_level: InvolvementLevelName
    indicators: Indicators
    year: Annotated[int, fits(PracticeExamplePage, "year")]
    sections: SectionsEntry
    key_figures: Annotated[list[FigureEntry], Field(max_length=6)]
    cost_note: Annotated[str, fits(PracticeExamplePage, "cost_note")]
    related_toolkits: Annotated[list[Annotated[str, refers_to("toolkits")]], ONCE]


class ResourceEntry(Entry):
    """Something to open or download."""

    title: Annotated[str, fits_block(RESOURCE, "title")]
    kind: Annotated[str, fits_block(RESOURCE, "kind")]
    url: Annotated[str, fits_block(RESOURCE, "url")]
    format: Annotated[str, fits_block(RESOURCE, "format")]
    pages: Annotated[int, fits_block(RESOURCE, "pages")] | None = None
    accessible_format_note: Annotated[str, fits_block(RESOURCE, "accessible_format_note")]


class ToolkitEntry(Entry):
    """A toolkit or a collection of useful sites."""

    slug: Slug
    title: Annotated[str, fits(ToolkitPage, "title")]
    summary: Annotated[str, fits(ToolkitPage, "summary")]
    themes: Themes
    audiences: Audiences
    indicators: Indicators
    organisations: Organisations
    collection: bool
    body: Html
    time_needed: Annotated[str, fits(ToolkitPage, "time_needed")]
    cost: Annotated[str, fits(ToolkitPage, "cost")]
    resources: list[ResourceEntry]
