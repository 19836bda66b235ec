"""Show editors what people would find with a best bet or a synonym as it is written, before it is saved."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.forms import modelform_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST
from wagtail.permission_policies import ModelPermissionPolicy

from cms.content import log
from search.answers import Page, page
from search.best_bets import BestBet, Bets, current, on_top
from search.engines import SearchUnavailable
from search.engines.chosen import engine
from search.parameters import LONGEST_TEXT, SearchQuery
from search.synonyms import SynonymRule
from search.understanding.rules import Rules, rules

MOST_QUERIES = 3
SHOWN = 5
BestBetForm = modelform_factory(BestBet, fields=["queries", "item", "starts_on", "ends_on"])
SynonymRuleForm = modelform_factory(SynonymRule, fields=["kind", "words", "finds"])


@dataclass(frozen=True)
class Previewed:
    """A search with what it would find."""

    query: str
    total: int
    items: list[dict[str, Any]]


@require_POST
def preview_best_bet(request: HttpRequest) -> HttpResponse:
    """Answer with what the searches of an unsaved best bet would find on a day on which it counts."""
    refuse_others(request, BestBet)
    form = BestBetForm(request.POST)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        bet: BestBet = form.instance
        now = timezone.now()
        context["waits"] = not bet.is_on(timezone.localtime(now).date())
        bet.starts_on = bet.ends_on = None
        context |= found(bet.lines(), on_top([bet], now, edition="unsaved"), rules(now))
    return render(request, "search/preview.html", context)


@require_POST
def preview_synonym_rule(request: HttpRequest) -> HttpResponse:
    """Answer with what the words of an unsaved rule would find, beside all others."""
    refuse_others(request, SynonymRule)
    known = request.GET.get("instance")
    form = SynonymRuleForm(request.POST, instance=get_object_or_404(SynonymRule, pk=known) if known else None)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        rule: SynonymRule = form.instance
        others = SynonymRule.objects.exclude(pk=rule.pk)
        context |= found(rule.lines("words"), current(timezone.now()), Rules([*others, rule]))
    return render(request, "search/preview.html", context)


def refuse_others(request: HttpRequest, model: type[Model]) -> None:
    """Raise PermissionDenied for people who may not write what they would see the result of."""
    if not ModelPermissionPolicy(model).user_has_any_permission(request.user, ["add", "change"]):
        raise PermissionDenied


def found(queries: list[str], bets: Bets, rules: Rules) -> dict[str, Any]:
    """Return what the first few searches find, or why they can not be tried now."""
    try:
        return {"found": [_found(query, bets, rules) for query in queries[:MOST_QUERIES]]}
    except SearchUnavailable as unavailable:
        return {"fault": str(unavailable)}


def _found(query: str, bets: Bets, rules: Rules) -> Previewed:
    asked = SearchQuery.model_validate({"q": query[:LONGEST_TEXT], "limit": str(SHOWN)})
    answer: Page = page(asked, engine(), timezone.now(), log.latest_sequence(), bets, rules)
    return Previewed(
        query,
        answer.total,
        [{**json.loads(item.card), "promoted": item.promoted} for item in answer.items],
    )


urls = [
    path("search/preview/best-bet/", preview_best_bet, name="preview_best_bet"),
    path("search/preview/synonym-rule/", preview_synonym_rule, name="preview_synonym_rule"),
]
