"""What every request has, and what the public API adds: problems, HEAD, OPTIONS, CORS."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.middleware.common import CommonMiddleware

from cms.api import request_id
from cms.api.answers import EXPOSED
from cms.api.characters import MESSAGE, has_control_character
from cms.api.media_types import ENDINGS
from cms.api.private import make_private, private_methods
from cms.api.problems import CONTENT_TYPE, Fault, Problem, not_understood, problem_response

API = "/api/"
LONGEST_QUERY = 8_000
READING = "GET, HEAD, OPTIONS"
# Where callers write, so that browsers of other sites may.
WRITTEN = {f"{API}v1/search/clicks": "POST, OPTIONS"}
ACCEPTED = {"*/*", "application/*", "application/json", "application/problem+json"}
# What a caller says that it does not want.
UNWANTED = re.compile(r"q\s*=\s*0(\.0*)?\s*")
# Of an answer that becomes a problem; its other headers stay.
OF_THE_BODY = {"content-type", "content-length", "content-encoding", "cache-control", "allow"}

EMPTY = {204, 304}

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


class SlashMiddleware(CommonMiddleware):
    """Lead to an address with a slash at its end, but not in the API: none of its addresses has one."""

    def should_redirect_with_slash(self, request: HttpRequest) -> bool:
        return not request.path.startswith(API) and super().should_redirect_with_slash(request)


class PublicApiMiddleware:
    """Answer HEAD and OPTIONS, refuse what no endpoint can use, and turn every error into a problem."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(API):
            return self.get_response(request)
        response = self._answer(request)
        if private_methods(request.path):
            make_private(request, response)
            return response
        response.headers.setdefault("Access-Control-Allow-Origin", "*")
        response.headers.setdefault("Access-Control-Expose-Headers", EXPOSED)
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        if request.method == "OPTIONS":
            return preflight(request.path)
        head = request.method == "HEAD"
        if head:
            request.method = "GET"
        response = self._get(request)
        if response.status_code in EMPTY:
            # With 304 it would be read as the length of what the caller has; 204 may have none.
            response.headers.pop("Content-Length", None)
        else:
            response["Content-Length"] = str(len(response.content))
        if head:
            response.content = b""
        return response

    def _get(self, request: HttpRequest) -> HttpResponse:
        try:
            refuse_unusable(request)
        except Problem as problem:
            return problem.response()
        return as_problem(self.get_response(request), methods(request.path))


def refuse_unusable(request: HttpRequest) -> None:
    """Raise Problem for an address, a body or an `Accept` that no endpoint can use."""
    # Every secret that opens nothing is answered alike, whatever is in it.
    if has_control_character(request.path) and not private_methods(request.path):
        raise Problem(404, "There is nothing at this address: it holds a control character.")
    if request.headers.get("Transfer-Encoding") and not request.headers.get("Content-Length"):
        raise Problem(411, "Say how long the body is in `Content-Length`: one sent in pieces is not read.")
    query = request.META.get("QUERY_STRING", "")
    if len(query) > LONGEST_QUERY:
        raise Problem(414, f"The query string has {len(query)} characters; {LONGEST_QUERY} are the most.")
    faults = [
        Fault(parameter=name[:100], value="", message=MESSAGE, did_you_mean=None)
        for name, values in request.GET.lists()
        if any(has_control_character(text) for text in [name, *values])
    ]
    if faults:
        raise not_understood(faults)
    if is_json(request) and not accepts_json(request.headers.get("Accept", "")):
        raise Problem(406, "This API answers in application/json. Ask for that, or for */*.")


def is_json(request: HttpRequest) -> bool:
    """Return whether this is neither for a browser nor for a program that takes files of one kind."""
    return request.path != f"{API}v1/docs" and not request.path.endswith(ENDINGS)


def accepts_json(accept: str) -> bool:
    """Return whether a caller that sends this `Accept` takes JSON."""
    for part in accept.split(","):
        kind, *terms = part.lower().split(";")
        if kind.strip() in ACCEPTED and not any(UNWANTED.fullmatch(term.strip()) for term in terms):
            return True
    return not accept.strip()


def methods(path: str) -> str:
    """Return the methods that an address takes."""
    return private_methods(path) or WRITTEN.get(path, READING)


def preflight(path: str) -> HttpResponse:
    """Return the answer to OPTIONS: every origin may use the API, but for what is private."""
    response = HttpResponse(status=204)
    response["Allow"] = methods(path)
    if private_methods(path):
        return response
    response["Access-Control-Allow-Methods"] = methods(path)
    response["Access-Control-Allow-Headers"] = (
        "Accept, Content-Type, If-None-Match, If-Modified-Since, X-Request-Id"
    )
    response["Access-Control-Max-Age"] = "86400"
    return response


def as_problem(response: HttpResponse, allowed: str = READING) -> HttpResponse:
    """Return the response itself, or a problem where it is an error in another form."""
    status = response.status_code
    if status < 400 or response.headers.get("Content-Type", "").startswith(CONTENT_TYPE):
        return response
    if status == 405:
        problem = problem_response(405, f"Use one of {allowed}.", headers={"Allow": allowed})
    else:
        details = {404: "There is nothing at this address. /api/v1/docs lists what there is."}
        problem = problem_response(status, details.get(status, "The request could not be answered."))
    for name, value in response.headers.items():
        if name.lower() not in OF_THE_BODY:
            problem.headers.setdefault(name, value)
    return problem
