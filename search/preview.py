"""Show editors what people would find with a best bet as it is written, before it is saved."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import modelform_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST
from wagtail.permission_policies import ModelPermissionPolicy

from cms.content import log
from search.answers import Page, page
from search.best_bets import BestBet, Bets, on_top
from search.engines import SearchUnavailable
from search.engines.chosen import engine
from search.parameters import LONGEST_TEXT, SearchQuery

MOST_QUERIES = 3
SHOWN = 5
BestBetForm = modelform_factory(BestBet, fields=["queries", "item", "starts_on", "ends_on"])


@dataclass(frozen=True)
class Previewed:
    """A search with what it would find."""

    query: str
    total: int
    items: list[dict[str, Any]]


@require_POST
def preview_best_bet(request: HttpRequest) -> HttpResponse:
    """Answer with what the searches of an unsaved best bet would find today."""
    if not ModelPermissionPolicy(BestBet).user_has_any_permission(request.user, ["add", "change"]):
        raise PermissionDenied
    form = BestBetForm(request.POST)
    context: dict[str, Any] = {"form": form, "found": [], "fault": "", "waits": False}
    if form.is_valid():
        bet: BestBet = form.instance
        now = timezone.now()
        context["waits"] = not bet.is_on(timezone.localtime(now).date())
        # It is shown as on a day on which it counts.
        bet.starts_on = bet.ends_on = None
        try:
            context["found"] = [
                _found(line, on_top([bet], now, edition="unsaved")) for line in bet.lines()[:MOST_QUERIES]
            ]
        except SearchUnavailable as unavailable:
            context["fault"] = str(unavailable)
    return render(request, "search/preview.html", context)


def _found(query: str, bets: Bets) -> Previewed:
    asked = SearchQuery.model_validate({"q": query[:LONGEST_TEXT], "limit": str(SHOWN)})
    answer: Page = page(asked, engine(), timezone.now(), log.latest_sequence(), bets)
    return Previewed(
        query,
        answer.total,
        [{**json.loads(item.card), "promoted": item.promoted} for item in answer.items],
    )


urls = [path("search/preview/best-bet/", preview_best_bet, name="preview_best_bet")]
