"""`/search`: full text over everything public."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from cms.api import kept, parameters
from cms.api.answers import answer
from cms.api.filters import list_parameters
from cms.api.lists import next_page
from cms.api.problems import Problem, ProblemDetails
from cms.content.builder import to_json
from cms.content.clock import Edition, edition
from search import best_bets
from search.answers import Page, page
from search.engines import SearchUnavailable
from search.engines.chosen import engine
from search.parameters import SearchQuery
from search.schema import SearchList
from search.statistics.tally import tally
from search.understanding import rules

logger = logging.getLogger(__name__)
router = Router(tags=["Search"])
RETRY_AFTER = "5"


@dataclass(frozen=True)
class Kept:
    """An answer as bytes, with the states of index, synonyms and store that it was made from."""

    body: bytes
    etag: str
    index: str
    bets: str
    edition: Edition
    total: int

    def holds(self, index: str, bets: str, at: Edition, now: dt.datetime) -> bool:
        """Return whether it may still be given."""
        return (self.index, self.bets) == (index, bets) and self.edition.holds(at.sequence, now)


answers: kept.RecentlyUsed[kept.Address, Kept] = kept.RecentlyUsed(
    kept.MOST_BYTES, lambda answer: len(answer.body)
)


@router.get(
    "/search",
    response={200: SearchList, 422: ProblemDetails, 503: ProblemDetails},
    operation_id="search",
    summary="Search everything",
    openapi_extra={"parameters": list_parameters(SearchQuery)},
)
def search(request: HttpRequest) -> HttpResponse:
    """Return what a text finds, best first, with facets, highlights and what was understood.

    Without a text it is everything that the filters let through. Follow `next` for more.
    """
    now = timezone.now()
    try:
        at, bets = edition(now), best_bets.current(now)
        index = f"{engine().edition()} {rules.edition(now)}"
        address = kept.address(request.META)
        found = answers.get(address)
        if found is None or not found.holds(index, bets.edition, at, now):
            query = parameters.read(request, SearchQuery)
            answered = page(query, engine(), now, at.sequence, bets, rules.rules(now))
            body = _json(request, answered)
            etag = hashlib.sha256(body).hexdigest()[:32]
            found = Kept(body, etag, index, bets.edition, at, answered.total)
            answers.keep(address, found)
    except SearchUnavailable as unavailable:
        logger.warning("Search is not available: %s", unavailable)
        raise Problem(
            503, "Search is not available now. Everything else is.", headers={"Retry-After": RETRY_AFTER}
        ) from unavailable
    if "cursor" not in request.GET:
        tally.searched(request.GET.get("q", "").strip(), found.total > 0)
    return answer(request, found.body, etag=found.etag, valid_until=found.edition.until, now=now)


def _json(request: HttpRequest, found: Page) -> bytes:
    """Return a page as JSON; cards stay the bytes that they are."""
    items = [
        b'{"card":%b,"highlight":%b,"promoted":%b,"file":%b}'
        % (
            item.card,
            to_json(vars(item.highlight)),
            b"true" if item.promoted else b"false",
            to_json({"title": item.file.title, "url": item.file.url} if item.file else None),
        )
        for item in found.items
    ]
    rest = to_json(
        {
            "total": found.total,
            "facets": found.facets,
            "spelling": found.spelling,
            "understood": found.understood,
            "relaxed": found.relaxed,
            "topics": found.topics,
            "next": next_page(request, found.cursor) if found.cursor else None,
        }
    )
    return b'{"items":[' + b",".join(items) + b"]," + rest[1:]
