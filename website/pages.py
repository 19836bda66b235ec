"""A page of the website: its view, what all pages know, and its headers."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponsePermanentRedirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import get_conditional_response

from cms.api.answers import first_keys
from cms.api.characters import has_control_character
from cms.api.private import PRIVATE
from cms.api.problems import Problem
from website.around import around
from website.reading import Reading, Values

HTML = "text/html; charset=utf-8"
View = Callable[..., HttpResponse]
NOT_READABLE = (
    "The address of this page holds characters that no page has. Check it, or start from our home page."
)


def page_view(view: View) -> View:
    """Have a view read through a `Reading`, answer only to reads, and tell people of problems on a page."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        reading = Reading(request, timezone.now())
        try:
            _refuse_unreadable(request)
            return view(reading, *args, **kwargs)
        except Problem as problem:
            return problem_page(reading, problem)

    return answer


def page(reading: Reading, template: str | list[str], values: Values, *, status: int = 200) -> HttpResponse:
    """Return a page, or 304 where the reader has it."""
    body = render_to_string(template, {**common(reading), **values}).encode()
    return with_headers(reading, HttpResponse(body, content_type=HTML, status=status))


def with_headers(reading: Reading, response: HttpResponse) -> HttpResponse:
    """Return the answer with its validators, for as long as all that was read for it holds."""
    if reading.is_draft:
        for name, value in PRIVATE.items():
            response[name] = value
        return response
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={reading.seconds}" if reading.seconds > 0 else "no-cache"
    response["Surrogate-Key"] = first_keys(" ".join(reading.keys) or "content")
    if response.status_code != 200:
        return response
    conditional = get_conditional_response(reading.request, etag=etag, response=response)
    return conditional if isinstance(conditional, HttpResponse) else response


def problem_page(reading: Reading, problem: Problem) -> HttpResponse:
    """Return the page that tells a person what is wrong, and where to go from there."""
    templates = [f"website/problems/{problem.status}.html", "website/problems/other.html"]
    values = {"problem": problem, "tombstone": problem.more.get("tombstone"), "is_problem": True}
    reading.keys["content"] = None
    reading.seconds = 0 if problem.status >= 500 else min(reading.seconds, 10)
    return page(reading, templates, values, status=problem.status)


def moved(address: str, permanent: bool = True) -> HttpResponse:
    """Return the hop to where something is now; a page can move back, so no browser keeps it for ever."""
    response = HttpResponsePermanentRedirect(address)
    if not permanent:
        response.status_code = 302
    response["Cache-Control"] = "public, max-age=60"
    response["Surrogate-Key"] = "redirects content"
    return response


def common(reading: Reading) -> Values:
    """Return what every page knows."""
    found = around(reading)
    return {
        "site": found.site,
        "navigation": found.navigation,
        "notice": found.site["notice"],
        "path": reading.path,
        "canonical": f"{settings.PUBLIC_SITE_URL}{reading.path}",
        "is_draft": reading.is_draft,
        "development": settings.DEBUG,
    }


def _refuse_unreadable(request: HttpRequest) -> None:
    texts = [request.path, *(text for name, given in request.GET.lists() for text in [name, *given])]
    if any(has_control_character(text) for text in texts):
        raise Problem(400, NOT_READABLE)
