"""`/assessments`: start one, read it, change what it is about, start it again, delete it."""

from __future__ import annotations

from typing import Annotated

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from cms.api import parameters
from cms.api.bodies import StrictBody, body_schema, read_body
from cms.api.callers import caller
from cms.api.problems import ProblemDetails
from standard.assessments import limits, starting
from standard.assessments.access import OWN, READ
from standard.assessments.api import doors, schemas
from standard.assessments.api.values import assessment_value
from standard.assessments.links import address_of
from standard.assessments.models import OWNER, READER
from standard.assessments.refusals import Refused
from standard.assessments.starting import LONGEST_NAME, Service, Started

router = Router(tags=["Assessments"])
Areas = Annotated[list[str], Field(max_length=50, description="Slugs from `/taxonomies`.")]
Name = Annotated[str, Field(max_length=LONGEST_NAME)]


class StartBody(StrictBody):
    """Whose assessment it is."""

    service_name: Name
    service_kind: schemas.ServiceKind
    areas: Areas


class ChangeBody(StrictBody):
    """What changes; a key that is left out stays as it is."""

    service_name: Name | None = None
    service_kind: schemas.ServiceKind | None = None
    areas: Areas | None = None
    reminders_to: str | None = Field(
        default=None, max_length=254, description="An e-mail address that is kept for reminders; empty: none."
    )


@router.post(
    "/assessments",
    response={201: schemas.NewAssessment, 503: ProblemDetails, **doors.WRITE_ERRORS},
    operation_id="start_assessment",
    summary="Start an assessment",
    openapi_extra=body_schema(StartBody),
)
def start_assessment(request: HttpRequest) -> HttpResponse:
    """Start an empty assessment by the current standard. Its links are answered this once: keep them.

    Ten can be started in an hour from one address.
    """
    now = timezone.now()
    with doors.told():
        parameters.read(request, parameters.NoQuery)
        body = read_body(request, StartBody, doors.LONGEST_BODY)
        limits.count(limits.STARTS, caller(request), now)
        started = starting.start(Service(body.service_name, body.service_kind, body.areas), now)
    return _answered(started)


@router.get(
    "/assessments/{token}",
    response={200: schemas.AssessmentDetail, **doors.ERRORS},
    operation_id="get_assessment",
    summary="Read an assessment",
)
def get_assessment(request: HttpRequest, token: doors.Token) -> HttpResponse:
    """Return all of an assessment by any of its links: statements, answers, evidence and levels."""
    with doors.opened(request, token, READ) as (access, now):
        etag = f'"r{access.assessment.revision}"'
        return doors.answered(assessment_value(access, now), etag=etag)


@router.patch(
    "/assessments/{token}",
    response={200: schemas.AssessmentDetail, **doors.WRITE_ERRORS},
    operation_id="change_assessment",
    summary="Change what an assessment is about",
    openapi_extra=body_schema(ChangeBody),
)
def change_assessment(request: HttpRequest, token: doors.Token) -> HttpResponse:
    """Change the service's name, kind or areas, or where reminders go. Only the owner's link can."""
    with doors.opened(request, token, OWN) as (access, now):
        body = read_body(request, ChangeBody, doors.LONGEST_BODY)
        before = access.assessment
        areas = [area.slug for area in before.areas.all()] if body.areas is None else body.areas
        service = Service(
            before.service_name if body.service_name is None else body.service_name,
            body.service_kind or before.service_kind,
            areas,
        )
        _refuse_no_address(body.reminders_to)
        starting.change_service(access, service, body.reminders_to, now)
        before.refresh_from_db()
        return doors.answered(assessment_value(access, now), etag=f'"r{before.revision}"')


@router.delete(
    "/assessments/{token}",
    response={204: None, **doors.WRITE_ERRORS},
    operation_id="delete_assessment",
    summary="Delete an assessment for good",
)
def delete_assessment(request: HttpRequest, token: doors.Token) -> HttpResponse:
    """Delete an assessment and those of the years before it, at once: answers, evidence, plan and views.

    Only the owner's link can, and nobody can bring it back.
    """
    with doors.opened(request, token, OWN) as (access, _):
        starting.delete(access.assessment)
    return doors.done()


@router.post(
    "/assessments/{token}/again",
    response={201: schemas.NewAssessment, 409: ProblemDetails, 503: ProblemDetails, **doors.WRITE_ERRORS},
    operation_id="start_assessment_again",
    summary="Start next year's assessment",
)
def start_assessment_again(request: HttpRequest, token: doors.Token) -> HttpResponse:
    """Start the next assessment from this one.

    Evidence and open steps go over; answers stand beside, as `last_time`.
    It is of the standard that is current now, and has links of its own.
    """
    with doors.opened(request, token, OWN) as (access, now):
        return _answered(starting.start_again(access, now))


def _answered(started: Started) -> HttpResponse:
    values = schemas.NewAssessment(
        token=started.owner_token,
        edit_url=address_of(OWNER, started.owner_token),
        read_url=address_of(READER, started.reader_token),
        standard=started.assessment.version,
        expires_on=started.assessment.expires_on,
    )
    return doors.answered(values, status=201)


def _refuse_no_address(address: str | None) -> None:
    if not address:
        return
    try:
        validate_email(address)
    except ValidationError as error:
        raise Refused(
            "reminders_to", "Give an e-mail address such as name@example.org.", address[:100]
        ) from error
