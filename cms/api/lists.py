"""`/content` and `/documents`: lists over the store."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from ninja import Router

from cms.api import kept, parameters
from cms.api.cursors import list_place, read_cursor, write_cursor
from cms.api.filters import ListQuery, list_parameters
from cms.api.made_once import answer_once
from cms.api.problems import ProblemDetails
from cms.api.schema import CardList, DocumentList
from cms.content.builder import to_json
from cms.content.clock import Edition, last_turn
from cms.content.listing import Column, page
from cms.content.reading import contents

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
    return list_answer(request, "card", ListQuery)


@router.get(
    "/documents",
    response={200: DocumentList, 422: ProblemDetails},
    operation_id="list_documents",
    summary="List whole documents",
    openapi_extra=LIST_PARAMETERS,
)
def list_documents(request: HttpRequest) -> HttpResponse:
    """Return whole documents, for builds that copy everything. It takes the same parameters as `/content`."""
    return list_answer(request, "body", ListQuery)


def list_answer(request: HttpRequest, column: Column, query_type: type[ListQuery]) -> HttpResponse:
    """Return a page of a list, made once for each change and address."""

    def make(now: dt.datetime, at: Edition) -> bytes:
        query = parameters.read(request, query_type)
        selection = query.selection()
        started, after = read_cursor(query, list_place(query)) if query.cursor else (last_turn(now), None)
        rows = page(selection, query.order, started, query.limit + 1, after, column)
        shown = rows[: query.limit]
        following = None
        if len(rows) > len(shown):
            place = shown[-1].place
            following = next_page(
                request, write_cursor(query, started, [place.part, place.rank, place.id.hex])
            )
        total = total_of(selection.fingerprint(), at, lambda: selection.matching(now).count())
        return page_of(contents(shown, column, now), total, following)

    return answer_once(request, make)


def page_of(items: Iterable[bytes], total: int, following: str | None) -> bytes:
    """Return one page of a list as JSON."""
    return b'{"items":[' + b",".join(items) + b'],"total":%d,"next":' % total + to_json(following) + b"}"


def total_of(key: bytes, at: Edition, count: Callable[[], int]) -> int:
    """Return how many there are on all pages, counted once for each edition."""
    found = kept.totals.get(key)
    if found and found[0].holds(at.sequence, at.read_at):
        return found[1]
    total = count()
    kept.totals.keep(key, (at, total))
    return total


def next_page(request: HttpRequest, cursor: str) -> str:
    """Return the address of the page at a cursor, with the parameters and the host that were asked."""
    query = request.GET.copy()
    query["cursor"] = cursor
    return request.build_absolute_uri(f"{request.path}?{urlencode(sorted(query.lists()), doseq=True)}")
