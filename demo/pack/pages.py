"""The shape of `pages.json`: the home page, and information pages."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import AfterValidator, model_validator

from demo.pack.values import ONCE, Entry, Html, Slug, fits, fits_block, refers_to
from home.models import HomePage, InformationPage
from home.pages import PanelBlock

HOME = "home"
PANEL = PanelBlock()
target_field = fits(HomePage, "primary_target")


def site_target(target: str) -> str:
    """Return the path of the site that a target of the pack names: `events` is `/events/`."""
    path, mark, query = target.partition("?")
    return f"/{path.strip('/')}/{mark}{query}"


def _target(target: str) -> str:
    target_field.func(site_target(target))  # type: ignore[call-arg]
    return target


Target = Annotated[str, AfterValidator(_target)]


class ActionEntry(Entry):
    """A button."""

    label: Annotated[str, fits(HomePage, "primary_label")]
    target: Target


class HeroEntry(Entry):
    """The first thing on the home page."""

    heading: Annotated[str, fits(HomePage, "hero_heading")]
    lead: Annotated[str, fits(HomePage, "hero_lead")]
    primary_action: ActionEntry
    secondary_action: ActionEntry


class PanelActionEntry(Entry):
    """The button of a panel."""

    label: Annotated[str, fits_block(PANEL, "label")]
    target: Target


class PanelEntry(Entry):
    """A way into one part of the site."""

    heading: Annotated[str, fits_block(PANEL, "heading")]
    text: Annotated[str, fits_block(PANEL, "text")]
    action: PanelActionEntry


class FeaturedEntry(Entry):
    """What the home page puts forward."""

    consultations: Annotated[list[Annotated[str, refers_to("consultations")]], ONCE]
    examples: Annotated[list[Annotated[str, refers_to("examples")]], ONCE]
    events: Annotated[list[Annotated[str, refers_to("events")]], ONCE]


class HelpEntry(Entry):
    """How to get all this another way, and the public contact of the site."""

    heading: Annotated[str, fits(HomePage, "help_heading")]
    text: Annotated[str, fits(HomePage, "help_text")]
    phone: Annotated[str, fits(HomePage, "help_phone")]
    email: Annotated[str, fits(HomePage, "help_email")]


class PageEntry(Entry):
    """An information page, or with its four parts the home page."""

    slug: Slug
    title: Annotated[str, fits(InformationPage, "title")]
    summary: Annotated[str, fits(InformationPage, "summary")]
    body: Html
    prepared_day: int | None = None
    review_by_day: int | None = None
    hero: HeroEntry | None = None
    panels: list[PanelEntry] | None = None
    featured: FeaturedEntry | None = None
    help_strip: HelpEntry | None = None

    @model_validator(mode="after")
    def _has_its_parts(self) -> Self:
        parts = [self.hero, self.panels, self.featured, self.help_strip]
        if self.slug == HOME and any(part is None for part in parts):
            raise ValueError("The home page needs hero, panels, featured and help_strip.")
        if self.slug != HOME and any(part is not None for part in parts):
            raise ValueError("Only the home page has hero, panels, featured or help_strip.")
        return self
