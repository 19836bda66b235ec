"""Pages for addresses that lead nowhere and for faults of ours."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, HttpResponseServerError
from django.template.loader import render_to_string
from django.views import defaults

from cms.api import request_id
from cms.api.middleware import API
from cms.api.problems import Problem
from website.assessment.forgery import unreadable_form
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


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return the page for a form that can not be read; all but the assessment tool keep Django's."""
    if request.path.startswith("/assess/"):
        return unreadable_form(request, exception)
    return defaults.bad_request(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """Return a page that needs neither database nor content, as either may be what is broken."""
    body = render_to_string("website/500.html", {"request_id": request_id.current.get()})
    response = HttpResponseServerError(body, content_type=HTML)
    response["Cache-Control"] = "no-store"
    return response
