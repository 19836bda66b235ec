"""`/search/clicks`: that something found was opened, so that editors see which searches fail."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from cms.api.problems import Fault, Problem, ProblemDetails, not_understood
from search.answers import DEEPEST
from search.parameters import LONGEST_TEXT
from search.statistics.tally import tally

router = Router(tags=["Search"])
LONGEST_BODY = 10_000


class Click(BaseModel):
    """What was searched for, what was opened, and at which place it stood."""

    model_config = ConfigDict(extra="forbid")

    q: str = Field(max_length=LONGEST_TEXT, description="The text as it was searched for.")
    id: UUID
    position: int = Field(ge=1, le=DEEPEST, description="1 for the first one.")


BODY = {"required": True, "content": {"application/json": {"schema": Click.model_json_schema()}}}


@router.post(
    "/search/clicks",
    response={204: None, 413: ProblemDetails, 422: ProblemDetails},
    operation_id="count_click",
    summary="Count a click on something found",
    openapi_extra={"requestBody": BODY},
)
def count_click(request: HttpRequest) -> HttpResponse:
    """Count that something was opened. Nothing is kept of who did it, nor words that may be personal."""
    click = _read(request)
    tally.clicked(click.q, click.position)
    response = HttpResponse(status=204)
    response["Cache-Control"] = "no-store"
    return response


def _read(request: HttpRequest) -> Click:
    """Return the click; raises Problem for a body that is none."""
    length = int(request.META.get("CONTENT_LENGTH") or 0)
    if length > LONGEST_BODY:
        raise Problem(413, f"A click has at most {LONGEST_BODY} bytes. This one has {length}.")
    try:
        return Click.model_validate_json(request.body)
    except ValidationError as error:
        raise not_understood([_fault(one) for one in error.errors()]) from error


def _fault(error: Any) -> Fault:
    name = ".".join(str(step) for step in error["loc"]) or "body"
    value = error["input"] if isinstance(error["input"], str | int | float) else ""
    return Fault(parameter=name, value=str(value)[:100], message=f"{error['msg']}.", did_you_mean=None)
