"""Pages of the website against a bare view of the same templates and the same bytes; prints JSON."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from statistics import median
from typing import Any
from unittest import mock
from wsgiref.util import setup_testing_defaults

import django

django.setup()

from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.template.loader import render_to_string  # noqa: E402
from django.test import override_settings  # noqa: E402
from django.urls import re_path  # noqa: E402

from cms.content.models import ContentItem  # noqa: E402
from website import pages  # noqa: E402

TYPES = ["practice-example", "toolkit", "event", "consultation"]
EACH = 5
# Many short turns, so that other work on the machine meets both sides alike.
ROUNDS, REQUESTS = 7, 120

# By path: the templates to choose from, and all that they show, as JSON.
shown: dict[str, tuple[Any, bytes]] = {}


def bare(request: HttpRequest) -> HttpResponse:
    """Render what the page showed, and nothing else: no middleware, no queries, no headers."""
    templates, values = shown[request.path]
    return HttpResponse(render_to_string(templates, json.loads(values)))


urlpatterns = [re_path("", bare)]


def ask(application: WSGIHandler, path: str) -> bytes:
    """Return the page at a path; raises where it is none."""
    request: dict[str, Any] = {"PATH_INFO": path, "QUERY_STRING": "", "REMOTE_ADDR": "127.0.0.1"}
    setup_testing_defaults(request)
    request["HTTP_HOST"] = "127.0.0.1"
    told: list[str] = []

    def start(status: str, *more: Any) -> Any:
        told.append(status)

    body = b"".join(application(request, start))
    if not told[0].startswith("200"):
        raise RuntimeError(f"{path} answers {told[0]}.")
    return body


def learn(application: WSGIHandler, path: str) -> bytes:
    """Note what the page at a path is rendered from; return the page."""

    def noted(templates: Any, values: dict[str, Any]) -> str:
        shown[path] = templates, json.dumps(values).encode()
        return render_to_string(templates, values)

    with mock.patch.object(pages, "render_to_string", noted):
        return ask(application, path)


def spent(paths: list[str], application: WSGIHandler) -> float:
    """Return the milliseconds of a processor that a page takes."""
    turns = REQUESTS // len(paths)
    started = time.process_time()
    for _ in range(turns):
        for path in paths:
            ask(application, path)
    return (time.process_time() - started) / (turns * len(paths)) * 1000


def by_turns(paths: list[str], hub: Callable[[], WSGIHandler]) -> dict[str, Any]:
    """Return what a page takes of the hub and of the bare view, and the shares of the rounds."""
    ours = hub()
    pages_of_hub = {path: learn(ours, path) for path in paths}
    rounds = []
    with override_settings(MIDDLEWARE=[], ROOT_URLCONF=__name__):
        theirs = WSGIHandler()
        for path, page in pages_of_hub.items():
            if ask(theirs, path) != page:
                raise RuntimeError(f"The bare view shows something else at {path}.")
    for _ in range(ROUNDS):
        took = spent(paths, ours)
        with override_settings(MIDDLEWARE=[], ROOT_URLCONF=__name__):
            rounds.append((took, spent(paths, theirs)))
    return {
        "shares": [theirs / ours for ours, theirs in rounds],
        "hub": median(ours for ours, _ in rounds),
        "bare": median(theirs for _, theirs in rounds),
    }


def measure() -> dict[str, Any]:
    """Return the measurement of the home page, and of a few pages of each type."""
    items = ContentItem.objects.order_by("path").values_list("path", flat=True)
    of_types = [path for kind in TYPES for path in items.filter(type=kind)[:EACH]]
    return {"home page": by_turns(["/"], WSGIHandler), "pages of items": by_turns(of_types, WSGIHandler)}


if __name__ == "__main__":
    print(json.dumps(measure()))
