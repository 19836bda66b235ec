"""`/assessments/{token}/answers/{code}`: one answer, saved as it is given."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags
from ninja import Router
from pydantic import Field

from cms.api.bodies import StrictBody, body_schema, read_body
from cms.api.problems import Problem
from standard.assessments.access import EDIT
from standard.assessments.answers import LONGEST_NOTE, LONGEST_REASON, ChangedMeanwhile, Words, save_answer
from standard.assessments.api import doors, schemas
from standard.assessments.api.values import answer_value, etag_of, saved_value
from standard.assessments.models import Answer

router = Router(tags=["Assessments"])
Level = Annotated[int, Field(strict=True, ge=0, le=3)]
IF_MATCH = {
    "parameters": [
        {
            "in": "header",
            "name": "If-Match",
            "required": False,
            "description": 'The `etag` of the answer that you have, or `"0"` where there was none.',
            "schema": {"type": "string"},
        }
    ]
}


class AnswerBody(StrictBody):
    """A level, or why the statement does not apply; a note that is left out stays as it is."""

    level: Level | None
    not_applicable_reason: str = Field(default="", max_length=LONGEST_REASON)
    note: str | None = Field(default=None, max_length=LONGEST_NOTE)


@router.put(
    "/assessments/{token}/answers/{code}",
    response={200: schemas.SavedAnswer, 412: schemas.ChangedDetails, **doors.WRITE_ERRORS},
    operation_id="save_answer",
    summary="Save one answer",
    openapi_extra=body_schema(AnswerBody) | IF_MATCH,
)
def put_answer(request: HttpRequest, token: doors.Token, code: doors.Code) -> HttpResponse:
    """Save what the service says of a statement. With 200 it is kept, whatever happens then.

    One statement in each part may be left out, with a reason. With `If-Match` an answer that somebody else
    has changed is not written over: 412 has both. Without it, what was there is kept as `earlier`.
    """
    with doors.opened(request, token, EDIT) as (access, now):
        body = read_body(request, AnswerBody, doors.LONGEST_BODY)
        known = Answer.objects.filter(assessment=access.assessment, code=code).first()
        note = body.note if body.note is not None else known.note if known else ""
        words = Words(body.level, body.not_applicable_reason, note)
        try:
            answer = save_answer(access, code, words, now, _revision(request, known))
        except ChangedMeanwhile as changed:
            raise _changed(changed, words) from changed
        return doors.answered(saved_value(access.assessment, answer, now), etag=etag_of(answer))


def _revision(request: HttpRequest, known: Answer | None) -> int | None:
    """Return the revision that the caller has seen: that which is known, or -1, which none has."""
    given = request.headers.get("If-Match")
    if given is None or given.strip() == "*":
        return None
    # A proxy that compresses makes validators weak.
    seen = {tag.removeprefix("W/") for tag in parse_etags(given)}
    if etag_of(known) not in seen:
        return -1
    return known.revision if known else 0


def _changed(changed: ChangedMeanwhile, words: Words) -> Problem:
    current = answer_value(changed.current) if changed.current else None
    return Problem(
        412,
        f"{changed} Nothing was saved. Look at both, and send yours again with the new `etag` to keep it.",
        headers={"ETag": etag_of(changed.current)},
        yours=schemas.AnswerTaken(**vars(words)).model_dump(mode="json"),
        current=current.model_dump(mode="json") if current else None,
    )
