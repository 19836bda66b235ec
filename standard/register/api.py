"""`/register`: who has adopted the standard, and the badges that they show."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import BaseModel, Field

from cms.api import parameters
from cms.api.answers import answer
from cms.api.filters import ListQuery, list_parameters
from cms.api.items import ERRORS, ContentId, item_of
from cms.api.lists import list_answer
from cms.api.media_types import gives
from cms.api.problems import Problem, ProblemDetails
from cms.content import schemas
from cms.content.builder import to_json
from cms.content.reading import CurrentDocument, current
from cms.content.selection import Selection
from standard.register.badges import SVG, draw_badge, label
from standard.register.models import RegisterEntry
from standard.register.schemas import DimensionLevel, Recognition, RegisterEntryCard

router = Router(tags=["The standard"])


class RegisterQuery(ListQuery):
    """Filters are repeatable: values of one kind widen, kinds narrow."""

    # All else that lists take says nothing of a service on the register.
    taken = frozenset(
        ["area", "service_kind", "recognition", "archived", "updated_since", "order", "limit", "cursor"]
    )

    archived: Literal["exclude", "include", "only"] = Field(
        default="include", description="Services whose recognition has lapsed."
    )
    order: Literal["relevance_date", "updated", "published", "title"] = Field(
        default="title", description="By name, unless something else is asked for."
    )

    def selection(self) -> Selection:
        """Return what is asked for, of the register alone."""
        return self.of_types([RegisterEntry.document_type])


class RegisterList(BaseModel):
    """One page of the register."""

    items: list[RegisterEntryCard]
    total: int
    next: str | None


class Badge(schemas.Value):
    """What a badge says, for those who draw their own."""

    id: str
    name: str
    recognition: Recognition
    label: str = Field(examples=["Meets the standard until 3 June 2027"])
    version: str
    levels: list[DimensionLevel]
    since: dt.date
    expires_on: dt.date
    lapsed: bool
    verify_url: str = Field(description="The page that proves it; a badge links there.")
    svg_url: str


@router.get(
    "/register",
    response={200: RegisterList, 422: ProblemDetails},
    operation_id="list_register",
    summary="List who has adopted the standard",
    openapi_extra={"parameters": list_parameters(RegisterQuery)},
)
def list_register(request: HttpRequest) -> HttpResponse:
    """Return services that work to the standard or meet it, those whose recognition has lapsed among them."""
    return list_answer(request, "card", RegisterQuery)


@router.get(
    "/register/{uuid:content_id}/badge.svg",
    response={200: None, **ERRORS},
    operation_id="get_badge",
    summary="Show a service's badge",
    openapi_extra=gives(SVG),
)
def get_badge(request: HttpRequest, content_id: ContentId) -> HttpResponse:
    """Return a service's badge, which says by itself when it has lapsed. It needs no script to be shown."""
    document, now = _entry(request, content_id)
    svg = draw_badge(json.loads(document.body)).encode()
    response = answer(
        request,
        svg,
        valid_until=document.valid_until,
        surrogate_keys=document.surrogate_keys,
        now=now,
        content_type=SVG,
    )
    # Alone in a tab, an SVG is a document of this origin: it holds no script, and may run none.
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@router.get(
    "/register/{uuid:content_id}/badge",
    response={200: Badge, **ERRORS},
    operation_id="get_badge_facts",
    summary="Read what a service's badge says",
)
def get_badge_facts(request: HttpRequest, content_id: ContentId) -> HttpResponse:
    """Return what a badge says and until when, with the page that proves it."""
    document, now = _entry(request, content_id)
    entry = json.loads(document.body)
    same = ["id", "recognition", "version", "levels", "since", "expires_on", "lapsed"]
    values = {
        **{key: entry[key] for key in same},
        "name": entry["title"],
        "label": label(entry),
        "verify_url": entry["url"],
        "svg_url": request.build_absolute_uri(entry["badge_path"]),
    }
    return answer(
        request,
        to_json(values),
        valid_until=document.valid_until,
        surrogate_keys=document.surrogate_keys,
        now=now,
    )


def _entry(request: HttpRequest, content_id: Any) -> tuple[CurrentDocument, dt.datetime]:
    """Return an entry's document as of now; raises Problem where there is none."""
    parameters.read(request, parameters.NoQuery)
    item = item_of(content_id)
    if item.type != RegisterEntry.document_type:
        raise Problem(404, "There is no such service on the register.")
    now = timezone.now()
    return current([item], now)[item.id], now
