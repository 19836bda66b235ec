"""The public API: one NinjaAPI to which each area adds its router."""

from __future__ import annotations

import logging

from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import register_converter
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from cms.api import around, calendar, changes, feeds, items, lists, previews
from cms.api.converters import AnyCaseUUIDConverter
from cms.api.description import make_router
from cms.api.problems import Problem, problem_response
from cms.api.routers import area_routers

logger = logging.getLogger(__name__)
register_converter(AnyCaseUUIDConverter, "any_uuid")

DESCRIPTION = """
Everything that parents, carers and services can read, as JSON.

* Lists give **cards**; one item by id or path is a whole **document**. `type` says which shape it has.
* Ask for a word that filters take at `/taxonomies`. An unknown parameter or word is a 422 that names it.
* Send `If-None-Match` with the `ETag` you have: 304 means that nothing has changed.
* Follow `/changes` to keep a copy; purge caches by the keys in `Surrogate-Key`.
* Subscribe to `/calendar.ics` in a calendar program, to `/feeds/{type}.atom` in a feed reader; take
  `/open-data/{type}.csv` as tables.
* Times are RFC 3339 in UTC; what people read about time comes ready in `when`.
"""


def make_api() -> NinjaAPI:
    """Return the API with the endpoints of every area."""
    api = NinjaAPI(
        title="Parent and Carer Involvement hub",
        version="1.0.0",
        description=DESCRIPTION,
        # Ninja's own views know neither ETags nor methods: `description` has both.
        openapi_url=None,
        urls_namespace="api-v1",
    )
    areas = area_routers()
    own = [
        lists.router,
        items.router,
        calendar.router,
        feeds.router,
        changes.router,
        around.router,
        previews.router,
    ]
    for router in [*own, *areas, make_router(api)]:
        api.add_router("", router)
    _add_exception_handlers(api)
    return api


def _add_exception_handlers(api: NinjaAPI) -> None:
    @api.exception_handler(Problem)
    def known(request: HttpRequest, problem: Problem) -> HttpResponse:
        return problem.response()

    @api.exception_handler(Http404)
    def missing(request: HttpRequest, error: Http404) -> HttpResponse:
        return problem_response(404, "There is nothing at this address.")

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        return problem_response(422, "The address holds something that is not understood.")

    @api.exception_handler(HttpError)
    def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem_response(error.status_code, str(error))

    @api.exception_handler(OperationalError)
    def unreachable(request: HttpRequest, error: OperationalError) -> HttpResponse:
        logger.exception("The database did not answer.", exc_info=error)
        return problem_response(503, "The database does not answer now.", headers={"Retry-After": "5"})

    @api.exception_handler(Exception)
    def unexpected(request: HttpRequest, error: Exception) -> HttpResponse:
        logger.exception("The request could not be answered.", exc_info=error)
        return problem_response(500, "Something went wrong here. Quote the request id when you report it.")
