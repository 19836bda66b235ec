"""One item: by id, by path; moved paths and tombstones."""

from __future__ import annotations

import datetime as dt
import unicodedata
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from ninja.params.functions import Path
from pydantic import Field

from cms.api import parameters
from cms.api.answers import answer
from cms.api.problems import Problem, ProblemDetails, WithdrawnDetails
from cms.api.redirects import redirect_for
from cms.api.schema import AnyDocument, DocumentOrRedirect
from cms.content.builder import item_key, to_json
from cms.content.models import ContentChange, ContentItem
from cms.content.reading import WholeDocument, current, document_at
from cms.content.schemas import write_instant

router = Router(tags=["Content"])
ContentId = Annotated[UUID, Path(description="It stays the same when the item moves.")]
ERRORS = {404: ProblemDetails, 410: WithdrawnDetails, 422: ProblemDetails}


class PathQuery(parameters.StrictQuery):
    """The path of a page on the website."""

    path: str = Field(
        min_length=1, max_length=600, examples=["/events/"], description="With or without its last slash."
    )


@router.get(
    "/content/by-path",
    response={200: DocumentOrRedirect, **ERRORS},
    operation_id="get_content_by_path",
    summary="Read the item at a path",
    openapi_extra={"parameters": parameters.openapi_parameters(PathQuery)},
)
def get_content_by_path(request: HttpRequest) -> HttpResponse:
    """Return the document at a path of the website.

    A path that has moved answers 200 with `{"type": "redirect"}`, as a website needs the fact and not a hop;
    a withdrawn one answers 410 with its tombstone.
    """
    given = parameters.read(request, PathQuery).path
    path = normal_path(given)
    now = timezone.now()
    document = document_at(path, now)
    if document:
        return _answer(request, document, now)
    last = ContentChange.objects.filter(path=path).order_by("-sequence").first()
    # Old addresses may end in a query, after which no slash can stand.
    redirect = redirect_for(f"/{given.lstrip('/')}") or _moved(path, last)
    if redirect:
        return answer(
            request, to_json({"type": "redirect", **redirect}), surrogate_keys="redirects content", now=now
        )
    raise _missing(last, f"There is nothing at {path[:200]}.")


@router.get(
    "/content/{any_uuid:content_id}",
    response={200: AnyDocument, **ERRORS},
    operation_id="get_content",
    summary="Read one item in full",
)
def get_content(request: HttpRequest, content_id: ContentId) -> HttpResponse:
    """Return the document with this id, which stays the same when an item moves."""
    parameters.read(request, parameters.NoQuery)
    now = timezone.now()
    item = item_of(content_id)
    return _answer(request, current([item], now)[item.id], now)


def item_of(content_id: UUID) -> ContentItem:
    """Return the item with this id; raises Problem where it is not public."""
    item = ContentItem.objects.filter(id=content_id).first()
    if item is None:
        last = ContentChange.objects.filter(item=content_id).order_by("-sequence").first()
        raise _missing(last, f"There is no item {content_id}.")
    return item


def normal_path(path: str) -> str:
    """Return the path as the store has it: with a slash at both ends, letters with their accents in one."""
    path = unicodedata.normalize("NFC", path)
    return f"/{path.strip('/')}/" if path.strip("/") else "/"


def _answer(request: HttpRequest, document: WholeDocument, now: dt.datetime) -> HttpResponse:
    return answer(
        request,
        document.body,
        etag=document.etag,
        changed_at=document.updated_at,
        valid_until=document.valid_until,
        surrogate_keys=document.surrogate_keys,
        now=now,
    )


def _moved(path: str, last: ContentChange | None) -> dict[str, Any] | None:
    """Return where the item is now that was last at a path.

    Wagtail writes its redirect only after the commit that moves a page, and none for records.
    """
    item = ContentItem.objects.filter(id=last.item).only("path").first() if last else None
    return {"path": path, "to": item.path, "permanent": True} if item else None


def _missing(last: ContentChange | None, detail: str) -> Problem:
    """Return the problem for what is not there: 410 with its tombstone if it once was."""
    if last is None:
        return Problem(404, detail)
    if last.event != ContentChange.Event.WITHDRAWN:
        last = ContentChange.objects.filter(item=last.item).latest("sequence")
    tombstone = {
        "id": str(last.item),
        "type": last.type,
        "path": last.path,
        "withdrawn_at": write_instant(last.at),
        "note": last.note,
    }
    keys = {"Surrogate-Key": f"{item_key(last.item)} content"}
    return Problem(410, "It is not public any more.", headers=keys, tombstone=tombstone)
