"""`/feeds/{type}.atom` and `/open-data/{type}.csv`: what is published, for readers and for analysts."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, Any, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from ninja.params.functions import Path
from pydantic import Field, WithJsonSchema

from cms.api import kept, parameters
from cms.api.answers import answer
from cms.api.filters import FilterQuery, list_parameters
from cms.api.made_once import answer_once
from cms.api.media_types import gives
from cms.api.problems import Problem, ProblemDetails
from cms.content.builder import to_json
from cms.content.clock import Edition
from cms.content.listing import page
from cms.content.models import ContentChange
from cms.content.publishing import publishable_models
from cms.content.reading import contents
from cms.content.selection import Selection
from cms.content.tree import PageTree
from cms.feeds.atom import ATOM, FeedHead, write_atom
from cms.feeds.columns import Column, columns_of
from cms.feeds.tables import CSV, DICTIONARY, dictionary, write_csv

router = Router(tags=["Feeds and open data"])
NEWEST = 50
MOST_ROWS = 20_000
AT_ONCE = 200

SCHEMAS = {model.document_type: model.document_schema for model in publishable_models().values()}
DocumentType = Annotated[
    str,
    WithJsonSchema({"type": "string", "enum": sorted(SCHEMAS)}),
    Path(description="The `type` of the items."),
]
ERRORS = {404: ProblemDetails, 422: ProblemDetails}


class FeedQuery(FilterQuery):
    """The filters of one type."""


class OpenDataQuery(FilterQuery):
    """The filters of one type; open data leaves nothing out unless it is asked to."""

    archived: Literal["exclude", "include", "only"] = Field(
        default="include", description="Closed consultations that were archived, and events that are over."
    )


@router.get(
    "/feeds/{document_type}.atom",
    response={200: None, **ERRORS},
    operation_id="get_atom_feed",
    summary="Follow a type in a feed reader",
    openapi_extra={"parameters": list_parameters(FeedQuery), **gives(ATOM)},
)
def get_atom_feed(request: HttpRequest, document_type: DocumentType) -> HttpResponse:
    """Return the 50 items of a type that changed last, as Atom, with the filters of lists."""
    _refuse_unknown(document_type)

    def make(now: dt.datetime, at: Edition) -> bytes:
        selection = parameters.read(request, FeedQuery).of_types([document_type])
        cards = contents(page(selection, "updated", now, NEWEST, None, "card"), "card", now)
        site = PageTree().site.site_name
        head = FeedHead(
            title=f"{site}: {_title(document_type, selection)}",
            publisher=site,
            site_url=f"{settings.PUBLIC_SITE_URL}/",
            address=request.build_absolute_uri(),
            updated=_last_change(now),
        )
        return write_atom(head, [json.loads(card) for card in cards])

    return answer_once(request, make, store=kept.feeds, content_type=ATOM)


@router.get(
    "/open-data/{document_type}.csv",
    response={200: None, **ERRORS},
    operation_id="get_open_data",
    summary="Take a type as a table",
    openapi_extra={"parameters": list_parameters(OpenDataQuery), **gives(CSV)},
)
def get_open_data(request: HttpRequest, document_type: DocumentType) -> HttpResponse:
    """Return every public item of a type as CSV, newest first, archived ones among them.

    The data dictionary stands at the same address with `-metadata.json` after it.
    """
    _refuse_unknown(document_type)

    def make(now: dt.datetime, at: Edition) -> bytes:
        selection = parameters.read(request, OpenDataQuery).of_types([document_type])
        count = selection.matching(now).count()
        if count > MOST_ROWS:
            raise Problem(
                422, f"That is {count} rows; {MOST_ROWS} are the most. Narrow it, such as by updated_since."
            )
        documents = (json.loads(body) for body in _documents(selection, now))
        return write_csv(_columns(document_type), documents)

    response = answer_once(request, make, store=kept.feeds, content_type=CSV)
    response["Content-Disposition"] = f'attachment; filename="{document_type}.csv"'
    response["Link"] = f'<{_table_address(request)}-metadata.json>; rel="describedby"; type="{DICTIONARY}"'
    return response


@router.get(
    "/open-data/{document_type}.csv-metadata.json",
    response={200: None, **ERRORS},
    operation_id="get_data_dictionary",
    summary="Read what a table's columns mean",
    openapi_extra=gives(DICTIONARY, {"type": "object"}),
)
def get_data_dictionary(request: HttpRequest, document_type: DocumentType) -> HttpResponse:
    """Return the columns of a table with their meaning, as CSV on the Web (W3C) has it."""
    _refuse_unknown(document_type)
    parameters.read(request, parameters.NoQuery)
    site = PageTree().site.site_name
    address = _table_address(request).removesuffix("-metadata.json")
    values = dictionary(
        f"{site}: {_title(document_type, Selection())}", site, address, _columns(document_type)
    )
    return answer(
        request, to_json(values), surrogate_keys="openapi", now=timezone.now(), content_type=DICTIONARY
    )


def _refuse_unknown(document_type: str) -> None:
    if document_type not in SCHEMAS:
        near = parameters.nearest(document_type, SCHEMAS)
        meant = f" Did you mean “{near}”?" if near else ""
        raise Problem(404, f"There is no type “{document_type[:100]}”.{meant}")


def _columns(document_type: str) -> list[Column]:
    return columns_of(SCHEMAS[document_type])


def _documents(selection: Selection, now: dt.datetime) -> Iterator[bytes]:
    """Yield the documents of a selection, newest first, some at a time."""
    after = None
    while True:
        rows = page(selection, "published", now, AT_ONCE, after, "body")
        yield from contents(rows, "body", now)
        if len(rows) < AT_ONCE:
            return
        after = rows[-1].place


def _title(document_type: str, selection: Selection) -> str:
    """Return the type and the words by which it is narrowed."""
    words = ", ".join(replace(selection, types=frozenset()).words())
    name = document_type.replace("-", " ")
    return f"{name} ({words})" if words else name


def _last_change(now: dt.datetime) -> dt.datetime:
    last = ContentChange.objects.order_by("-sequence").values_list("at", flat=True).first()
    return last or now


def _table_address(request: HttpRequest) -> Any:
    return request.build_absolute_uri(request.path)
