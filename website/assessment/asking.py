"""Ask the private operations of the API in this process, on behalf of whoever asked for a page."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse, QueryDict

from website.reading import OF_THE_ORIGIN, Values

# What limits are counted by, and what tells one parent's phone from another.
OF_THE_CALLER = {"REMOTE_ADDR", "HTTP_X_FORWARDED_FOR", "HTTP_USER_AGENT"}
Operation = Callable[..., HttpResponse]


class FormRequest(WSGIRequest):
    """A request whose form was read already: a body can be read only once."""

    def __init__(self, environ: dict[str, Any], fields: Mapping[str, str], files: Any) -> None:
        super().__init__(environ)
        self._post, self._files = QueryDict(mutable=True), files
        self._post.update(fields)


def ask(request: HttpRequest, operation: Operation, *values: Any) -> Values:
    """Return what an operation that reads answers; raises the Problem that it would answer with."""
    return _answer(operation(WSGIRequest(_environ(request, "GET")), *values))


def send(
    request: HttpRequest,
    method: str,
    operation: Operation,
    *values: Any,
    body: Values | None = None,
    if_match: str | None = None,
) -> Values:
    """Return what an operation that writes answers; raises the Problem that it would answer with."""
    content = json.dumps(body or {}).encode()
    environ = _environ(request, method) | {
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(content)),
        "wsgi.input": BytesIO(content),
    }
    if if_match:
        environ["HTTP_IF_MATCH"] = if_match
    return _answer(operation(WSGIRequest(environ), *values))


def send_form(request: HttpRequest, operation: Operation, *values: Any, fields: Mapping[str, str]) -> Values:
    """Hand fields, and the file that was posted, to an operation; raises the Problem that it answers with."""
    environ = _environ(request, "POST") | {
        "CONTENT_TYPE": "multipart/form-data; boundary=read-already",
        "CONTENT_LENGTH": request.META.get("CONTENT_LENGTH", ""),
    }
    return _answer(operation(FormRequest(environ, fields, request.FILES), *values))


def _environ(request: HttpRequest, method: str) -> dict[str, Any]:
    kept = OF_THE_ORIGIN | OF_THE_CALLER
    environ = {name: value for name, value in request.META.items() if name in kept}
    return environ | {"REQUEST_METHOD": method, "PATH_INFO": "/", "QUERY_STRING": "", "wsgi.input": BytesIO()}


def _answer(response: HttpResponse) -> Values:
    answered: Values = json.loads(response.content) if response.content else {}
    return answered
