"""What every request has, and what the public API adds: problems, HEAD, OPTIONS, CORS."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from cms.api import request_id
from cms.api.answers import EXPOSED
from cms.api.problems import CONTENT_TYPE, Fault, Problem, not_understood, problem_response

API = "/api/"
LONGEST_QUERY = 8_000
READING = "GET, HEAD, OPTIONS"
ACCEPTED = {"*/*", "application/*", "application/json", "application/problem+json"}

GetResponse = Callable[[HttpRequest], HttpResponse]


class RequestIdMiddleware:
    """Give the request an id, in the log and in the answer."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request_id.choose(request.headers.get(request_id.HEADER))
        # Not reset at the end: Django logs a refused request only after all middleware.
        request_id.current.set(chosen)
        response = self.get_response(request)
        response[request_id.HEADER] = chosen
        return response


class PublicApiMiddleware:
    """Answer HEAD and OPTIONS, refuse what no endpoint can use, and turn every error into a problem."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(API):
            return self.get_response(request)
        response = self._answer(request)
        response.headers.setdefault("Access-Control-Allow-Origin", "*")
        response.headers.setdefault("Access-Control-Expose-Headers", EXPOSED)
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        try:
            refuse_unusable(request)
        except Problem as problem:
            return problem.response()
        if request.method == "OPTIONS":
            return preflight()
        if request.method == "HEAD":
            return self._head(request)
        return as_problem(self.get_response(request))

    def _head(self, request: HttpRequest) -> HttpResponse:
        request.method = "GET"
        response = as_problem(self.get_response(request))
        length = len(response.content)
        response.content = b""
        if response.status_code != 304:
            response["Content-Length"] = str(length)
        return response


def refuse_unusable(request: HttpRequest) -> None:
    """Raise Problem for a query string or an `Accept` that no endpoint can use."""
    query = request.META.get("QUERY_STRING", "")
    if len(query) > LONGEST_QUERY:
        raise Problem(414, f"The query string has {len(query)} characters; {LONGEST_QUERY} are the most.")
    faults = [
        Fault(parameter=name, value="", message="It holds a control character. Remove it.", did_you_mean=None)
        for name, values in request.GET.lists()
        if any(has_control_character(text) for text in [name, *values])
    ]
    if faults:
        raise not_understood(faults)
    accept = request.headers.get("Accept", "*/*")
    kinds = {part.partition(";")[0].strip().lower() for part in accept.split(",")}
    if request.path.startswith(f"{API}v1/docs") or kinds & ACCEPTED or kinds == {""}:
        return
    raise Problem(406, "This API answers in application/json. Ask for that, or for */*.")


def has_control_character(text: str) -> bool:
    """Return whether the text holds what databases and logs choke on, such as NUL."""
    return any(unicodedata.category(character) in {"Cc", "Cs"} for character in text)


def preflight() -> HttpResponse:
    """Return the answer to OPTIONS: every origin may read."""
    response = HttpResponse(status=204)
    response["Allow"] = READING
    response["Access-Control-Allow-Methods"] = READING
    response["Access-Control-Allow-Headers"] = "Accept, If-None-Match, If-Modified-Since, X-Request-Id"
    response["Access-Control-Max-Age"] = "86400"
    return response


def as_problem(response: HttpResponse) -> HttpResponse:
    """Return the response itself, or a problem where it is an error in another form."""
    status = response.status_code
    if status < 400 or response.headers.get("Content-Type", "").startswith(CONTENT_TYPE):
        return response
    if status == 405:
        return problem_response(405, f"Use one of {READING}.", headers={"Allow": READING})
    details = {404: "There is nothing at this address. /api/v1/docs lists what there is."}
    return problem_response(status, details.get(status, "The request could not be answered."))
