"""`/site` and `/navigation`."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import BaseModel

from cms.api import parameters
from cms.api.answers import answer
from cms.api.problems import ProblemDetails
from cms.content import schemas
from cms.content.builder import to_json
from cms.content.tree import PageTree, site_path
from home.site_settings import HubSettings, Navigation


class SiteContact(schemas.Value):
    """How to reach those who run the hub."""

    email: str
    phone: str


class SiteNotice(schemas.Value):
    """Something that every page of the website should show."""

    text: str
    level: Literal["information", "important"]
    until: schemas.Instant | None


class Site(schemas.Value):
    """How the hub describes itself."""

    name: str
    url: str
    description: str
    contact: SiteContact
    notice: SiteNotice | None
    logo: schemas.Image | None


class NavigationLink(BaseModel):
    """A page of the footer."""

    title: str
    path: str


class NavigationGroup(NavigationLink):
    """A page of the main navigation with those below it."""

    children: list[NavigationLink]


class NavigationDocument(BaseModel):
    """The navigation; a page that is not public is left out."""

    main: list[NavigationGroup]
    footer: list[NavigationLink]


router = Router(tags=["Around the content"])


@router.get(
    "/site", response={200: Site, 422: ProblemDetails}, operation_id="get_site", summary="Read about the hub"
)
def get_site(request: HttpRequest) -> HttpResponse:
    """Return the hub's name, its public contact and the notice that every page should show."""
    parameters.read(request, parameters.NoQuery)
    now = timezone.now()
    # Wagtail's `load` would write the first time that somebody reads.
    hub = HubSettings.objects.first() or HubSettings()
    values = Site(
        name=PageTree().site.site_name,
        url=settings.PUBLIC_SITE_URL,
        description=hub.description,
        contact=SiteContact(email=hub.contact_email, phone=hub.contact_phone),
        notice=_notice(hub, now),
        logo=hub.logo.public_value(now) if hub.logo else None,
    )
    body = values.model_dump_json().encode()
    ends = [hub.next_change(now), hub.logo.consent_ends_at if hub.logo else None]
    valid_until = min((end for end in ends if end and end > now), default=None)
    return answer(request, body, surrogate_keys="site", valid_until=valid_until, now=now)


def _notice(hub: HubSettings, now: dt.datetime) -> SiteNotice | None:
    if not hub.shows_notice(now):
        return None
    return SiteNotice(text=hub.notice_text, level=hub.notice_level, until=hub.notice_until)


@router.get(
    "/navigation",
    response={200: NavigationDocument, 422: ProblemDetails},
    operation_id="get_navigation",
    summary="Read the navigation",
)
def get_navigation(request: HttpRequest) -> HttpResponse:
    """Return the main navigation and the links of the footer."""
    parameters.read(request, parameters.NoQuery)
    navigation = Navigation.objects.first() or Navigation()
    tree = PageTree()
    values = {
        "main": [
            {**link, "children": [one for child in block.value["children"] if (one := _link(child, tree))]}
            for block in navigation.main
            if (link := _link(block.value, tree))
        ],
        "footer": [link for block in navigation.footer if (link := _link(block.value, tree))],
    }
    return answer(request, to_json(values), surrogate_keys="navigation content", now=timezone.now())


def _link(value: Any, tree: PageTree) -> dict[str, str] | None:
    page = value["page"]
    if page is None or not tree.is_public(page):
        return None
    return {"title": value["title"] or page.title, "path": site_path(page)}
