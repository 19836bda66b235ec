"""The API's own description: the OpenAPI document, and a page on which people read and try it."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import NinjaAPI, Router
from ninja.openapi.docs import Swagger

from cms.api import parameters
from cms.api.answers import answer
from cms.api.private import private_methods
from cms.api.problems import CONTENT_TYPE, ProblemDetails
from cms.content.builder import to_json

# What any endpoint can answer, beside what it says itself.
REFUSALS = {
    "405": "There is no such method here. `Allow` names those that there are.",
    "406": "The caller does not take JSON.",
    "414": "The query string is too long.",
    "500": "Something went wrong here. Quote `request_id` when you report it.",
}
CLOSED = ("additionalProperties", False)
HTML = "text/html; charset=utf-8"
MEANINGS = {
    "201": "It was made.",
    "204": "It was done.",
    "403": "The link is right, but may not do this.",
    "409": "It was done already.",
    "412": "Somebody has changed it since. The answer has both versions; nothing was saved.",
    "413": "The body is too large.",
    "415": "The body is of another type.",
    "429": "It was done too often. `Retry-After` says when to ask again.",
    "200": "What was asked for.",
    "404": "There is nothing there, and never was.",
    "410": "It was withdrawn. `tombstone` says what it was.",
    "422": "A parameter is unknown, malformed or not a known word. `errors` names each.",
    "503": "It is not available now. `Retry-After` says when to ask again.",
}
HEADERS = {
    "ETag": "Send it back in `If-None-Match`; it changes with every change of the answer.",
    "Last-Modified": "When the item changed last; on answers for one item.",
    "Cache-Control": "Never longer than until time changes the answer.",
    "Surrogate-Key": "By these keys a cache purges the answer; `/changes` gives those of items.",
    "X-Request-Id": "The caller's own if it sent one of 8 to 64 letters, digits, - and _.",
}


# An answer to one caller is kept by nobody.
PRIVATE_HEADERS = ["Cache-Control", "X-Request-Id"]


def make_router(api: NinjaAPI) -> Router:
    """Return the router with `/openapi.json` and `/docs`."""
    router = Router()
    swagger = Swagger({"layout": "BaseLayout", "deepLinking": True, "defaultModelsExpandDepth": 0})

    @cache
    def document() -> bytes:
        return to_json(describe(api))

    @router.get("/openapi.json", url_name="openapi-json", include_in_schema=False)
    def get_openapi(request: HttpRequest) -> HttpResponse:
        parameters.read(request, parameters.NoQuery)
        return answer(request, document(), surrogate_keys="openapi", now=timezone.now())

    @router.get("/docs", url_name="docs", include_in_schema=False)
    def get_docs(request: HttpRequest) -> HttpResponse:
        page = swagger.render_page(request, api).content
        return answer(
            request,
            page,
            surrogate_keys="openapi",
            now=timezone.now(),
            content_type="text/html; charset=utf-8",
        )

    return router


def describe(api: NinjaAPI) -> dict[str, Any]:
    """Return the OpenAPI document of all endpoints."""
    document: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema()))
    components = document["components"]
    components["headers"] = {
        name: {"description": text, "schema": {"type": "string"}} for name, text in HEADERS.items()
    }
    components["responses"] = {code: _problem(text) for code, text in REFUSALS.items()} | {
        "304": {"description": "What the caller has is still right."}
    }
    components["parameters"] = {
        "IfNoneMatch": {
            "in": "header",
            "name": "If-None-Match",
            "required": False,
            "description": "The `ETag` of the answer that you have.",
            "schema": {"type": "string"},
        }
    }
    for path, operations in document["paths"].items():
        for operation in operations.values():
            _complete(path, operation)
    opened: dict[str, Any] = _open(document)
    return opened


def _problem(text: str) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{ProblemDetails.__name__}"}
    return {"description": text, "content": {CONTENT_TYPE: {"schema": schema}}}


def _complete(path: str, operation: dict[str, Any]) -> None:
    """Say of an operation what every answer has and what every endpoint can refuse."""
    private = private_methods(path) is not None
    for code, response in operation["responses"].items():
        response["description"] = MEANINGS[code]
        if code in {"200", "201"} and private:
            response["headers"] = {name: {"$ref": f"#/components/headers/{name}"} for name in PRIVATE_HEADERS}
        elif code == "200":
            response["headers"] = {name: {"$ref": f"#/components/headers/{name}"} for name in HEADERS}
        elif "content" in response:
            response["content"] = {CONTENT_TYPE: response["content"]["application/json"]}
    reads = "200" in operation["responses"]
    is_json = not reads or "application/json" in operation["responses"]["200"]["content"]
    kept = reads and not private
    for code in ["304", *REFUSALS] if kept else REFUSALS:
        if code == "406" and not is_json:
            continue
        operation["responses"][code] = {"$ref": f"#/components/responses/{code}"}
    operation["responses"] = dict(sorted(operation["responses"].items()))
    if kept:
        operation["parameters"] = [
            *operation.get("parameters", []),
            {"$ref": "#/components/parameters/IfNoneMatch"},
        ]


def _open(schema: Any) -> Any:
    """Return the schema without its ban on further keys: the contract grows, and callers must let it."""
    if isinstance(schema, dict):
        return {
            key: _open(value)
            for key, value in schema.items()
            if (key, value) != ("additionalProperties", False)
        }
    return [_open(value) for value in schema] if isinstance(schema, list) else schema
