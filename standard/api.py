"""`/standard`: a version of the standard, all of it, as JSON and as PDF."""

from __future__ import annotations

from typing import Annotated

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from ninja.params.functions import Path

from cms.api import parameters
from cms.api.answers import answer
from cms.api.media_types import BINARY, PDF, gives
from cms.api.problems import Problem, ProblemDetails
from cms.printing.pdf import fingerprint, write_pdf
from standard.printing import printed_standard
from standard.whole import WholeStandard, whole_standard

router = Router(tags=["The standard"])
Version = Annotated[str, Path(description="Such as 1.0.", max_length=10)]
ERRORS = {404: ProblemDetails, 422: ProblemDetails}
BASE = "/api/v1/standard"
KEYS = "type:standard type:dimension"
# What nobody has asked for in this long is written again.
SECONDS_KEPT = 7 * 24 * 3600


@router.get(
    "/standard",
    response={200: WholeStandard, **ERRORS},
    operation_id="get_current_standard",
    summary="Read the current version of the standard",
)
def get_current_standard(request: HttpRequest) -> HttpResponse:
    """Return the current version: levels, rules, dimensions with guidance, and each statement in full.

    `changes` says what differs from the version before, statement by statement.
    """
    return _standard(request, None)


# Above the version itself, which would take the whole of this address for its number.
@router.get(
    "/standard/{version}.pdf",
    response={200: None, **ERRORS},
    operation_id="get_standard_pdf",
    summary="Take one version of the standard as a PDF",
    openapi_extra=gives(PDF, BINARY),
)
def get_standard_pdf(request: HttpRequest, version: Version) -> HttpResponse:
    """Return the words of `/standard/{version}` as a tagged PDF (PDF/UA-1) with an outline."""
    parameters.read(request, parameters.NoQuery)
    document = printed_standard(find(request, version))
    name = fingerprint(document)
    pdf = cache.get(f"standard-pdf:{name}")
    if pdf is None:
        pdf = write_pdf(document)
        cache.set(f"standard-pdf:{name}", pdf, SECONDS_KEPT)
    response = answer(request, pdf, etag=name[:32], surrogate_keys=KEYS, now=timezone.now(), content_type=PDF)
    response["Content-Disposition"] = f'inline; filename="standard-{version}.pdf"'
    return response


@router.get(
    "/standard/{version}",
    response={200: WholeStandard, **ERRORS},
    operation_id="get_standard",
    summary="Read one version of the standard",
)
def get_standard(request: HttpRequest, version: Version) -> HttpResponse:
    """Return a version that was published, superseded ones too, in the shape of `/standard`."""
    return _standard(request, version)


def find(request: HttpRequest, version: str | None) -> WholeStandard:
    """Return a version that is public; raises Problem where there is none such."""
    found = whole_standard(version, request.build_absolute_uri(f"{BASE}/"))
    if found is None:
        named = (
            f"There is no version {version[:10]} of the standard." if version else "No version is current."
        )
        raise Problem(404, f"{named} /content?type=standard lists what is published.")
    return found


def _standard(request: HttpRequest, version: str | None) -> HttpResponse:
    parameters.read(request, parameters.NoQuery)
    body = find(request, version).model_dump_json().encode()
    return answer(request, body, surrogate_keys=KEYS, now=timezone.now())
