"""The home page, information pages, navigation and what the site says of itself."""

from __future__ import annotations

import json
from typing import Any

from wagtail.models import Page

from cms.pages import BasePage
from demo.drawings import HOME, TOOLKITS
from demo.loading.drafts import Draft, Stream, raw_stream
from demo.loading.shelf import Shelf
from demo.pack.pages import PageEntry, site_target
from events.models import ArchiveIndexPage, ConsultationIndexPage, EventIndexPage
from home.models import HomePage, HubSettings, InformationPage, Navigation
from practice.models import PracticeIndexPage, ToolkitIndexPage
from standard.models import StandardIndexPage

MAIN: list[type[BasePage]] = [
    ConsultationIndexPage,
    EventIndexPage,
    PracticeIndexPage,
    ToolkitIndexPage,
    StandardIndexPage,
    ArchiveIndexPage,
]


def information_draft(entry: PageEntry, parent: Page, shelf: Shelf) -> Draft:
    """Return an information page as the pack wants it."""
    return Draft(
        "pages.json",
        InformationPage,
        parent,
        entry.slug,
        values={"title": entry.title, "summary": entry.summary, **_checks(entry, shelf)},
        streams={"body": [("rich_text", entry.body)]},
    )


def _checks(entry: PageEntry, shelf: Shelf) -> dict[str, Any]:
    """Return when the page was and will be checked, by the pack's own days where it has them."""
    values = shelf.upkeep() | {"reviewed_on": None}
    if entry.prepared_day is not None:
        values["reviewed_on"] = shelf.calendar.day(entry.prepared_day)
    if entry.review_by_day is not None:
        values["review_by"] = shelf.calendar.day(entry.review_by_day)
    return values


def home_draft(entry: PageEntry, home: HomePage, shelf: Shelf) -> Draft:
    """Return the home page, which `prepare_site` has made; all that it features exists by now."""
    hero, help_strip, featured = entry.hero, entry.help_strip, entry.featured
    if hero is None or help_strip is None or featured is None:
        raise ValueError("Only a checked pack can be loaded: the home page lacks a part.")
    links = [("consultations", slug) for slug in featured.consultations]
    links += [("examples", slug) for slug in featured.examples]
    links += [("events", slug) for slug in featured.events]
    panels: Stream = [
        (
            "panel",
            {
                "heading": panel.heading,
                "text": panel.text,
                "label": panel.action.label,
                "target": site_target(panel.action.target),
            },
        )
        for panel in entry.panels or []
    ]
    return Draft(
        "pages.json",
        HomePage,
        home.get_parent(),
        home.slug,
        values={
            "title": entry.title,
            "summary": entry.summary,
            "hero_heading": hero.heading,
            "hero_lead": hero.lead,
            "primary_label": hero.primary_action.label,
            "primary_target": site_target(hero.primary_action.target),
            "secondary_label": hero.secondary_action.label,
            "secondary_target": site_target(hero.secondary_action.target),
            **{f"help_{part}": text for part, text in help_strip.model_dump().items()},
            "image_id": shelf.images[HOME.name],
            **_checks(entry, shelf),
        },
        streams={"body": [("rich_text", entry.body)], "panels": panels},
        children={"featured_pages": [{"featured_id": shelf.page_id(kind, slug)} for kind, slug in links]},
    )


def toolkit_index_draft(page: ToolkitIndexPage, shelf: Shelf) -> Draft:
    """Return the list of toolkits with its drawing; its words are the site's own."""
    return Draft(
        "toolkits.json",
        ToolkitIndexPage,
        page.get_parent(),
        page.slug,
        values={"image_id": shelf.images[TOOLKITS.name], **shelf.upkeep()},
    )


def load_site_settings(entry: PageEntry) -> bool:
    """Write the site's description and public contact; return False where they are so already."""
    hub = HubSettings.load()
    help_strip = entry.help_strip
    values = {
        "description": entry.summary,
        "contact_email": help_strip.email if help_strip else "",
        "contact_phone": help_strip.phone if help_strip else "",
    }
    if hub.pk and all(getattr(hub, name) == value for name, value in values.items()):
        return False
    for name, value in values.items():
        setattr(hub, name, value)
    hub.full_clean()
    hub.save()
    return True


def load_navigation(information_pages: list[Page]) -> bool:
    """Write the main navigation and the footer; return False where they are so already."""
    main = [model.objects.live().first() for model in MAIN]
    wanted = {
        "main": raw_stream(
            "navigation/main",
            [("link", {"page": page.pk, "title": "", "children": []}) for page in main if page],
        ),
        "footer": raw_stream(
            "navigation/footer", [("link", {"page": page.pk, "title": ""}) for page in information_pages]
        ),
    }
    navigation = Navigation.load()
    if all(list(getattr(navigation, name).raw_data) == raw for name, raw in wanted.items()):
        return False
    for name, raw in wanted.items():
        setattr(navigation, name, json.dumps(raw))
    navigation.full_clean()
    navigation.save()
    return True
