"""Errors as problem details (RFC 9457), each naming what is wrong and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from pydantic import BaseModel, Field

from cms.api import request_id
from cms.content.builder import to_json
from cms.content.schemas import Instant

CONTENT_TYPE = "application/problem+json"
# More would tell a caller nothing new.
MOST_FAULTS = 50
TITLES = {
    400: "Bad request",
    403: "Not with this link",
    404: "Not found",
    405: "Method not allowed",
    406: "Not acceptable",
    409: "Not as it stands",
    410: "Withdrawn",
    412: "Changed in the meantime",
    413: "Too large",
    414: "Address too long",
    415: "Another type of body",
    422: "Parameters not understood",
    429: "Too many requests",
    500: "Something went wrong",
    503: "Not available now",
}


class Fault(BaseModel):
    """One thing that is wrong with the request."""

    parameter: str
    value: str
    message: str
    did_you_mean: str | None


class Tombstone(BaseModel):
    """What stood here until it was withdrawn."""

    id: str
    type: str
    path: str
    withdrawn_at: Instant
    note: str


class ProblemDetails(BaseModel):
    """An error, as RFC 9457 has it."""

    type: str = Field(examples=["about:blank"])
    title: str
    status: int
    detail: str
    errors: list[Fault] = Field(description="What is wrong, one by one; empty where nothing can be named.")
    request_id: str = Field(description="Quote it when you report the error.")


class WithdrawnDetails(ProblemDetails):
    """The error for an item that is not public any more."""

    tombstone: Tombstone


class Problem(Exception):  # noqa: N818, it is what RFC 9457 calls it
    """Raised anywhere below the API to answer with a problem."""

    def __init__(
        self,
        status: int,
        detail: str,
        errors: Iterable[Fault] = (),
        headers: dict[str, str] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(detail)
        self.status, self.detail, self.errors = status, detail, list(errors)
        self.headers = headers or {}
        self.more = more

    def response(self) -> HttpResponse:
        """Return the answer."""
        return problem_response(self.status, self.detail, self.errors, self.headers, self.more)


def problem_response(
    status: int,
    detail: str,
    errors: Iterable[Fault] = (),
    headers: dict[str, str] | None = None,
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    """Return an answer that tells a caller, or a person who reads it, what is wrong."""
    values = {
        "type": "about:blank",
        "title": TITLES.get(status, "Error"),
        "status": status,
        "detail": detail,
        "errors": [fault.model_dump() for fault in errors],
        "request_id": request_id.current.get(),
        **(more or {}),
    }
    content = to_json(values)
    response = HttpResponse(content, status=status, content_type=CONTENT_TYPE)
    response["Cache-Control"] = "no-store" if status >= 500 else "public, max-age=10"
    # What is missing may be published at any moment; a refused `Accept` must not meet other callers.
    response["Surrogate-Key"] = "content"
    response["Vary"] = "Accept"
    for name, value in (headers or {}).items():
        response[name] = value
    return response


def not_understood(errors: list[Fault]) -> Problem:
    """Return the problem for parameters that can not be used."""
    errors = errors[:MOST_FAULTS]
    names = ", ".join(dict.fromkeys(fault.parameter for fault in errors))
    return Problem(422, f"Check {names}: {errors[0].message}", errors)
