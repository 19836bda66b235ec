"""The way into every private endpoint: limits, the secret, the right, and refusals as problems."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja.params.functions import Path
from pydantic import BaseModel

from cms.api import parameters
from cms.api.answers import JSON
from cms.api.callers import caller
from cms.api.problems import Fault, Problem, ProblemDetails
from cms.content.builder import to_json
from standard.assessments import limits
from standard.assessments.access import Access, NoSuchLink, NotWithThisLink, open_link
from standard.assessments.refusals import Refused
from standard.assessments.starting import NoStandard, StartedAgain
from standard.assessments.tokens import hash_of
from standard.parents.links import Closed, NoSuchParentsLink, open_parents_link
from standard.parents.models import ParentsLink

# One answer for every wrong token, so that none tells whether it was ever right.
NO_SUCH_LINK = (
    "This link opens nothing. Check that all of it was copied, as mail programs cut long addresses in two."
    " It may also have been replaced, taken back or deleted by whoever it belongs to."
)
LONGEST_BODY = 64 * 1024
WRITING = {"POST", "PUT", "PATCH", "DELETE"}

PRINTABLE = r"^[^\x00-\x1f\x7f]+$"
Token = Annotated[str, Path(description="The secret of a link.")]
Code = Annotated[str, Path(description="A statement, such as 5.2.", max_length=20, pattern=PRINTABLE)]
Id = Annotated[UUID, Path(description="As it was answered when it was made.")]

ERRORS: dict[int, Any] = {404: ProblemDetails, 422: ProblemDetails, 429: ProblemDetails}
WRITE_ERRORS: dict[int, Any] = ERRORS | {403: ProblemDetails, 413: ProblemDetails, 415: ProblemDetails}


@contextmanager
def opened(request: HttpRequest, token: str, right: str) -> Iterator[tuple[Access, dt.datetime]]:
    """Give what a token opens and the present instant; whatever is refused inside becomes a problem."""
    now = timezone.now()
    parameters.read(request, parameters.NoQuery)
    with told():
        limits.check(limits.WRONG_TOKENS, caller(request), now)
        try:
            access = open_link(token)
        except NoSuchLink:
            limits.note(limits.WRONG_TOKENS, caller(request), now)
            raise
        if request.method in WRITING:
            limits.count(limits.WRITES, access.link.token_hash, now)
        access.need(right)
        yield access, now


@contextmanager
def opened_by_parent(request: HttpRequest, token: str) -> Iterator[tuple[ParentsLink, dt.datetime]]:
    """Give what a parent's token opens and the present instant."""
    now = timezone.now()
    parameters.read(request, parameters.NoQuery)
    with told():
        limits.check(limits.WRONG_TOKENS, caller(request), now)
        try:
            link = open_parents_link(token, now)
        except NoSuchParentsLink:
            limits.note(limits.WRONG_TOKENS, caller(request), now)
            raise
        if request.method in WRITING:
            limits.count(limits.WRITES, hash_of(token), now)
        yield link, now


@contextmanager
def told() -> Iterator[None]:
    """Turn what the rooms below refuse into problems."""
    try:
        yield
    except (NoSuchLink, NoSuchParentsLink) as error:
        raise Problem(404, NO_SUCH_LINK) from error
    except NotWithThisLink as error:
        raise Problem(403, str(error)) from error
    except Closed as error:
        raise Problem(410, str(error)) from error
    except StartedAgain as error:
        raise Problem(409, str(error)) from error
    except NoStandard as error:
        raise Problem(503, str(error), headers={"Retry-After": "3600"}) from error
    except limits.TooMany as error:
        raise Problem(429, str(error), headers={"Retry-After": str(error.seconds)}) from error
    except Refused as error:
        fault = Fault(
            parameter=error.field, value=error.value[:100], message=error.message, did_you_mean=None
        )
        raise Problem(422, error.message, [fault]) from error


def nothing_there(what: str) -> Problem:
    """Return the problem for a part of an assessment that is not there."""
    return Problem(404, f"There is no such {what}. It may have been removed.")


def answered(values: BaseModel, status: int = 200, etag: str | None = None) -> HttpResponse:
    """Return an answer for this caller alone."""
    response = HttpResponse(to_json(values.model_dump(mode="json")), status=status, content_type=JSON)
    if etag is not None:
        response["ETag"] = etag
    return response


def done() -> HttpResponse:
    """Return the answer for what leaves nothing to say."""
    return HttpResponse(status=204)
