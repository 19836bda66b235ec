"""`/search/clicks`: that something found was opened, so that editors see which searches fail."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from cms.api.bodies import StrictBody, body_schema, parse, refuse_larger
from cms.api.problems import ProblemDetails
from search.answers import DEEPEST
from search.parameters import LONGEST_TEXT
from search.statistics.tally import tally

router = Router(tags=["Search"])
LONGEST_BODY = 10_000


class Click(StrictBody):
    """What was searched for, what was opened, and at which place it stood."""

    q: str = Field(max_length=LONGEST_TEXT, description="The text as it was searched for.")
    id: UUID
    position: int = Field(ge=1, le=DEEPEST, description="1 for the first one.")


@router.post(
    "/search/clicks",
    response={204: None, 413: ProblemDetails, 422: ProblemDetails},
    operation_id="count_click",
    summary="Count a click on something found",
    openapi_extra=body_schema(Click),
)
def count_click(request: HttpRequest) -> HttpResponse:
    """Count that something was opened. Nothing is kept of who did it, nor words that may be personal."""
    # Of whatever type it says it is: `sendBeacon` sends text unless it is told otherwise.
    refuse_larger(request, LONGEST_BODY)
    click = parse(Click, request.body)
    tally.clicked(click.q, click.position)
    response = HttpResponse(status=204)
    response["Cache-Control"] = "no-store"
    return response
