"""An editor's draft, drawn as readers will see it: as its page, in a list, or as something found."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.html import escape

from cms.api.problems import Problem
from website.items import SHOWN_BY, item_page
from website.pages import page, page_view
from website.reading import Reading, Values

MODES = ["page", "card", "search"]


@page_view
def show(reading: Reading, token: str) -> HttpResponse:
    """Return a draft's page, or why there is none; neither is for anybody but its editor."""
    reading.is_draft = True
    mode = reading.request.GET.get("as", MODES[0])
    try:
        if mode not in MODES:
            raise Problem(
                422, f"A draft can be shown as {', '.join(MODES)}. It can not be shown as “{mode}”."
            )
        draft = reading.draft(token)
    except Problem as problem:
        return page(reading, "website/preview/none.html", {"problem": problem}, status=problem.status)
    document, card = draft["document"], draft["card"]
    reading.path = document["path"]
    if mode == "page":
        return SHOWN_BY.get(document["type"], item_page)(reading, document)
    return page(reading, f"website/preview/{mode}.html", {"card": card, "item": _found(card)})


def _found(card: Values) -> Values:
    """Return a card as search finds it, without a word that is marked."""
    highlight = {"title": escape(card["title"]), "summary": escape(card["summary"]), "text": ""}
    return {"card": card, "highlight": highlight, "promoted": False, "file": None}
