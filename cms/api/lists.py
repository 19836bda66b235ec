"""`/content` and `/documents`: lists over the store."""

from __future__ import annotations

import datetime as dt
import hashlib
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from cms.api import kept, parameters
from cms.api.answers import answer
from cms.api.cursors import read_cursor, write_cursor
from cms.api.filters import ListQuery, list_parameters
from cms.api.problems import ProblemDetails
from cms.api.schema import CardList, DocumentList
from cms.content.builder import to_json
from cms.content.clock import Edition, edition
from cms.content.listing import Column, Row, page
from cms.content.models import ContentItem
from cms.content.reading import current
from cms.content.selection import Selection

router = Router(tags=["Content"])
LIST_PARAMETERS = {"parameters": list_parameters()}


@router.get(
    "/content",
    response={200: CardList, 422: ProblemDetails},
    operation_id="list_content",
    summary="List content as cards",
    openapi_extra=LIST_PARAMETERS,
)
def list_content(request: HttpRequest) -> HttpResponse:
    """Return cards of what is public, soonest to happen or close first, then newest.

    Without parameters that is everything that is not archived. Follow `next` for more.
    """
    return _list(request, "card")


@router.get(
    "/documents",
    response={200: DocumentList, 422: ProblemDetails},
    operation_id="list_documents",
    summary="List whole documents",
    openapi_extra=LIST_PARAMETERS,
)
def list_documents(request: HttpRequest) -> HttpResponse:
    """Return whole documents, for builds that copy everything. It takes the same parameters as `/content`."""
    return _list(request, "body")


def _list(request: HttpRequest, column: Column) -> HttpResponse:
    now = timezone.now()
    at = edition(now)
    address = kept.address(request.META)
    found = kept.answers.get(address)
    if found is None or not found.edition.holds(at.sequence, now):
        query = parameters.read(request, ListQuery)
        body = _body(request, query, column, now, at)
        found = kept.KeptAnswer(body, hashlib.sha256(body).hexdigest()[:32], at)
        kept.answers.keep(address, found)
    return answer(request, found.body, etag=found.etag, valid_until=found.edition.until, now=now)


def _body(request: HttpRequest, query: ListQuery, column: Column, now: dt.datetime, at: Edition) -> bytes:
    selection = query.selection()
    started, after = read_cursor(query) if query.cursor else (now, None)
    rows = page(selection, query.order, started, query.limit + 1, after, column)
    following = len(rows) > query.limit
    rows = rows[: query.limit]
    items = b",".join(_contents(rows, column, now))
    following_address = None
    if following:
        cursor = write_cursor(query, started, rows[-1].place)
        following_address = _with_cursor(request, cursor)
    total = _total(selection, now, at)
    return b'{"items":[' + items + b'],"total":%d,"next":' % total + to_json(following_address) + b"}"


def _contents(rows: list[Row], column: Column, now: dt.datetime) -> list[bytes]:
    """Return the rows' JSON; what time has changed since it was stored is built freshly."""
    expired = [row.id for row in rows if row.valid_until and row.valid_until <= now]
    if not expired:
        return [row.content for row in rows]
    fresh = current(ContentItem.objects.filter(id__in=expired), now)
    return [getattr(fresh[row.id], column) if row.id in fresh else row.content for row in rows]


def _total(selection: Selection, now: dt.datetime, at: Edition) -> int:
    found = kept.totals.get(selection)
    if found and found[0].holds(at.sequence, now):
        return found[1]
    total = selection.matching(now).count()
    kept.totals.keep(selection, (at, total))
    return total


def _with_cursor(request: HttpRequest, cursor: str) -> str:
    query = request.GET.copy()
    query["cursor"] = cursor
    return request.build_absolute_uri(f"{request.path}?{urlencode(sorted(query.lists()), doseq=True)}")
