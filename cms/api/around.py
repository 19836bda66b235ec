"""What a website needs around the content: taxonomies and redirects."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from cms.api import parameters
from cms.api.answers import answer
from cms.api.problems import ProblemDetails
from cms.api.redirects import as_values, public_redirects
from cms.api.schema import RedirectList, Taxonomies
from cms.content.builder import by_code, to_json
from cms.content.models import ContentTag
from cms.indicators import Indicator
from cms.organisations import Organisation
from cms.taxonomies import AgeRange, Area, Audience, InvolvementLevel, Theme

router = Router(tags=["Around the content"])


class RedirectsQuery(parameters.StrictQuery):
    """A page of the list of redirects."""

    limit: parameters.Whole = Field(default=100, ge=1, le=1000, description="How many on a page.")
    after: str | None = Field(
        default=None, min_length=1, max_length=300, description="The last path that you have; in `next`."
    )


@router.get(
    "/taxonomies",
    response={200: Taxonomies, 422: ProblemDetails},
    operation_id="get_taxonomies",
    summary="Read every word that filters take",
)
def get_taxonomies(request: HttpRequest) -> HttpResponse:
    """Return audiences, themes, areas and the rest, each with the number of public items that carry it."""
    parameters.read(request, parameters.NoQuery)
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for row in ContentTag.objects.order_by().values("kind", "slug").annotate(count=Count("item")):
        counts[row["kind"]][row["slug"]] = row["count"]
    kinds: dict[str, Any] = {
        "audiences": Audience,
        "themes": Theme,
        "areas": Area,
        "age_ranges": AgeRange,
        "involvement_levels": InvolvementLevel,
        "organisations": Organisation,
    }
    values: dict[str, list[dict[str, Any]]] = {
        name: [_term(term, counts[model.kind]) for term in model.objects.all()]
        for name, model in kinds.items()
    }
    values["indicators"] = [
        {
            "slug": indicator.code,
            "name": indicator.title,
            "description": indicator.level_3,
            "count": counts["indicator"].get(indicator.code, 0),
            "code": indicator.code,
            "title": indicator.title,
        }
        for indicator in sorted(Indicator.objects.current(), key=by_code)
    ]
    return answer(request, to_json(values), surrogate_keys="taxonomies content", now=timezone.now())


def _term(term: Any, counts: dict[str, int]) -> dict[str, Any]:
    values = {
        "slug": term.slug,
        "name": term.name,
        "description": term.description,
        "count": counts.get(term.slug, 0),
    }
    if isinstance(term, Area):
        values["places"] = term.place_names
    return values


@router.get(
    "/redirects",
    response={200: RedirectList, 422: ProblemDetails},
    operation_id="list_redirects",
    summary="List the paths that have moved",
    openapi_extra={"parameters": parameters.openapi_parameters(RedirectsQuery)},
)
def list_redirects(request: HttpRequest) -> HttpResponse:
    """Return where moved paths lead, for a website that keeps its own list."""
    query = parameters.read(request, RedirectsQuery)
    redirects = public_redirects()
    total = redirects.count()
    if query.after is not None:
        redirects = redirects.filter(old_path__gt=query.after)
    rows = list(redirects[: query.limit + 1])
    following = None
    if len(rows) > query.limit:
        rows = rows[: query.limit]
        terms = urlencode({"after": rows[-1].old_path, "limit": query.limit})
        following = request.build_absolute_uri(f"{request.path}?{terms}")
    values = {"items": [as_values(row) for row in rows], "total": total, "next": following}
    return answer(request, to_json(values), surrogate_keys="redirects content", now=timezone.now())
