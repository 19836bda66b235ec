"""Pages that every hub has: each area registers its own, `manage.py prepare_site` makes what is missing."""

from __future__ import annotations

from dataclasses import dataclass

from cms.pages import BasePage


@dataclass(frozen=True)
class StandingPage:
    """A page right below the home page."""

    model: type[BasePage]
    slug: str
    title: str
    summary: str


_standing_pages: list[StandingPage] = []


def register_standing_page(model: type[BasePage], slug: str, title: str, summary: str) -> None:
    """Have `prepare_site` make this page where the site has none of its model."""
    _standing_pages.append(StandingPage(model, slug, title, summary))


def standing_pages() -> list[StandingPage]:
    """Return what areas have registered."""
    return list(_standing_pages)
