"""Pages for addresses that lead nowhere and for faults of ours."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, HttpResponseServerError
from django.template.loader import render_to_string

from cms.api import request_id
from cms.api.middleware import API
from cms.api.problems import Problem
from website.pages import HTML, page_view
from website.reading import Reading


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return the page for an address at which nothing stands; the API turns its own into problems."""
    if request.path.startswith((API, "/admin/")):
        return HttpResponseNotFound(b"Not found", content_type="text/plain")
    return _nothing_here(request)


@page_view
def _nothing_here(reading: Reading) -> HttpResponse:
    raise Problem(404, f"There is nothing at {reading.request.path[:200]}.")


def server_error(request: HttpRequest) -> HttpResponse:
    """Return a page that needs neither database nor content, as either may be what is broken."""
    body = render_to_string("website/500.html", {"request_id": request_id.current.get()})
    response = HttpResponseServerError(body, content_type=HTML)
    response["Cache-Control"] = "no-store"
    return response
