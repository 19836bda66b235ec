"""`/assessments/{token}/links`: share an assessment, send a link, replace or take one back."""

from __future__ import annotations

from typing import Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from cms.api.bodies import StrictBody, body_schema, read_body
from cms.api.problems import Problem, ProblemDetails
from standard.assessments import limits
from standard.assessments.access import OWN, READ
from standard.assessments.api import doors, schemas
from standard.assessments.links import (
    LONGEST_LABEL,
    MadeLink,
    NotSent,
    address_of,
    replace_own,
    send,
    share,
    take_back,
)
from standard.assessments.models import Link

router = Router(tags=["Assessments"])


class LinkBody(StrictBody):
    """A link to share."""

    kind: Literal["colleague", "reader"]
    label: str = Field(default="", max_length=LONGEST_LABEL, description="Whom it is for.")


class SendBody(StrictBody):
    """Where a link goes."""

    to: str = Field(max_length=254, description="An e-mail address, which is not kept.")


@router.get(
    "/assessments/{token}/links",
    response={200: schemas.LinkList, **doors.ERRORS, 403: ProblemDetails},
    operation_id="list_links",
    summary="See who can open an assessment",
)
def list_links(request: HttpRequest, token: doors.Token) -> HttpResponse:
    """Return the links that open the assessment, without their secrets, which nobody can read again."""
    with doors.opened(request, token, OWN) as (access, _):
        links = Link.objects.filter(assessment=access.assessment).order_by("made_at", "kind", "pk")
        return doors.answered(
            schemas.LinkList(
                items=[
                    schemas.LinkValue(id=one.pk, kind=one.kind, label=one.label, made_at=one.made_at)
                    for one in links
                ]
            )
        )


@router.post(
    "/assessments/{token}/links",
    response={201: schemas.NewLink, **doors.WRITE_ERRORS},
    operation_id="make_link",
    summary="Make a link for a colleague or a reader",
    openapi_extra=body_schema(LinkBody),
)
def post_link(request: HttpRequest, token: doors.Token) -> HttpResponse:
    """Make a link with which somebody else can answer, or read alone. Its secret is answered this once."""
    with doors.opened(request, token, OWN) as (access, now):
        body = read_body(request, LinkBody, doors.LONGEST_BODY)
        return _answered(share(access, body.kind, body.label, now))


@router.delete(
    "/assessments/{token}/links/{link_id}",
    response={204: None, **doors.WRITE_ERRORS},
    operation_id="take_back_link",
    summary="Take a link back",
)
def delete_link(request: HttpRequest, token: doors.Token, link_id: doors.Id) -> HttpResponse:
    """Have a link that was shared open nothing from now on."""
    with doors.opened(request, token, OWN) as (access, _):
        if not take_back(access, link_id):
            raise doors.nothing_there("link to take back")
    return doors.done()


@router.post(
    "/assessments/{token}/replacement",
    response={201: schemas.NewLink, **doors.WRITE_ERRORS},
    operation_id="replace_link",
    summary="Replace the owner's link",
)
def post_replacement(request: HttpRequest, token: doors.Token) -> HttpResponse:
    """Make a new owner's link; the one that you used opens nothing from now on."""
    with doors.opened(request, token, OWN) as (access, now):
        return _answered(replace_own(access, now))


@router.post(
    "/assessments/{token}/mail",
    response={204: None, 503: ProblemDetails, **doors.WRITE_ERRORS},
    operation_id="send_link",
    summary="Send the link to an e-mail address",
    openapi_extra=body_schema(SendBody),
)
def post_mail(request: HttpRequest, token: doors.Token) -> HttpResponse:
    """Send the link that you use to an e-mail address, which is not kept. Ten can be sent in an hour."""
    with doors.opened(request, token, READ) as (access, now):
        body = read_body(request, SendBody, doors.LONGEST_BODY)
        limits.count(limits.MAILS, access.link.token_hash, now)
        try:
            send(access, token, body.to)
        except NotSent as error:
            raise Problem(503, str(error), headers={"Retry-After": "300"}) from error
    return doors.done()


def _answered(made: MadeLink) -> HttpResponse:
    link = made.link
    values = schemas.NewLink(
        id=link.pk,
        kind=link.kind,
        label=link.label,
        token=made.token,
        url=address_of(link.kind, made.token),
    )
    return doors.answered(values, status=201)
