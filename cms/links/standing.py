"""Where a link stands, with the way to mend it there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page

from cms.content.models import ContentItem
from cms.content.publishing import publishable_models
from cms.links.models import WRONG, Link, LinkPlace, LinkState


@dataclass(frozen=True)
class Standing:
    """One place of a link: its item, the words of the link, and where the reader of this may edit it."""

    title: str
    path: str
    part: str
    words: str
    edit_url: str


@dataclass(frozen=True)
class WrongLinks:
    """An item with the links on it that somebody has to mend, the worst first."""

    item_id: UUID
    title: str
    path: str
    links: tuple[Link, ...]


def wrong_links_by_item(now: dt.datetime) -> list[WrongLinks]:
    """Return the items on which links are to be mended: by the worst link, then by how many, then by path."""
    places = LinkPlace.objects.filter(link__in=Link.objects.wrong(now)).select_related("link", "item")
    places = places.defer("item__card", "item__body")
    by_item: dict[UUID, tuple[ContentItem, dict[int, Link]]] = {}
    for place in places:
        by_item.setdefault(place.item_id, (place.item, {}))[1][place.link_id] = place.link
    found = [
        WrongLinks(item.id, item.title, item.path, tuple(sorted(links.values(), key=_harm)))
        for item, links in by_item.values()
    ]
    return sorted(found, key=lambda one: (_harm(one.links[0])[0], -len(one.links), one.path))


def _harm(link: Link) -> tuple[int, str]:
    return WRONG.index(LinkState(link.state)), link.address


def sources(items: Iterable[ContentItem]) -> Iterator[tuple[ContentItem, models.Model]]:
    """Yield the pages and records that items are built from, in a query for each kind."""
    by_model: dict[str, dict[object, ContentItem]] = {}
    for item in items:
        by_model.setdefault(item.source, {})[item.id] = item
    for name, wanted in by_model.items():
        model: Any = publishable_models().get(name)
        if model is None:
            continue
        key = "translation_key" if issubclass(model, Page) else "content_id"
        for source in model.objects.filter(**{f"{key}__in": wanted}):
            yield wanted[getattr(source, key)], source


def standing_of(link: Link, user: Any) -> list[Standing]:
    """Return where a link stands, by path."""
    places = link.places.select_related("item").only(
        "part", "words", "item__title", "item__path", "item__source"
    )
    ordered = list(places.order_by("item__path", "pk"))
    finder = AdminURLFinder(user)
    urls = {item.id: finder.get_edit_url(source) or "" for item, source in sources(p.item for p in ordered)}
    return [
        Standing(
            place.item.title,
            place.item.path,
            place.part.replace("_", " "),
            place.words,
            urls.get(place.item_id, ""),
        )
        for place in ordered
    ]
