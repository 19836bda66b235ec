"""`/search/suggest`: what to offer while people type."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import BaseModel, Field

from cms.api import parameters
from cms.api.answers import answer
from cms.api.parameters import StrictQuery, openapi_parameters
from cms.api.problems import ProblemDetails
from cms.content.builder import to_json
from search.schema import MARKED
from search.suggestions.current import current
from search.suggestions.highlights import marked

router = Router(tags=["Search"])
LONGEST_TYPED = 200


class SuggestQuery(StrictQuery):
    """What was typed so far."""

    q: str = Field(
        default="",
        max_length=LONGEST_TYPED,
        description="What was typed so far; suggestions begin with two letters.",
        examples=["sho"],
    )


class Suggestion(BaseModel):
    """Something to offer."""

    text: str
    highlight: str = Field(description=MARKED)
    type: str = Field(
        description=(
            "The type of an item, such as `toolkit`; the kind of a topic, such as `theme`; `area` or `place`;"
            " `query` for what others search for."
        )
    )
    path: str = Field(description="Where it leads on the website: an item's page, or a search.")


class SuggestionList(BaseModel):
    """Suggestions, best first."""

    suggestions: list[Suggestion]


@router.get(
    "/search/suggest",
    response={200: SuggestionList, 422: ProblemDetails},
    operation_id="suggest",
    summary="Suggest while people type",
    openapi_extra={"parameters": openapi_parameters(SuggestQuery)},
)
def suggest(request: HttpRequest) -> HttpResponse:
    """Return topics, places, frequent searches and titles of which words begin with what was typed."""
    now = timezone.now()
    query = parameters.read(request, SuggestQuery)
    made = current(now)
    found = [
        {"text": entry.text, "highlight": marked(entry.text, said), "type": entry.type, "path": entry.path}
        for entry, said in made.table.find(query.q, made.hidden)
    ]
    return answer(request, to_json({"suggestions": found}), now=now)
