"""`/parent-views/{token}` for parents, and what a service does with their links and held answers."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, Field

from cms.api.bodies import StrictBody, body_schema, read_body
from cms.api.callers import caller
from cms.api.problems import ProblemDetails
from cms.content.schemas import Instant
from standard.assessments.access import EDIT
from standard.assessments.api import doors
from standard.assessments.links import LONGEST_LABEL
from standard.assessments.statements import indicators
from standard.parents.links import make_parents_link, take_back_parents_link
from standard.parents.models import HELD, ParentsLink, ParentsView
from standard.parents.results import CHOICES
from standard.parents.views import give_view, settle

router = Router(tags=["Parents' views"])
Level = Annotated[int, Field(strict=True, ge=0, le=3)]


class AskedStatement(BaseModel):
    """A statement as a parent is asked."""

    code: str
    text: str


class AskedDimension(BaseModel):
    """The statements of a part."""

    code: str
    statements: list[AskedStatement]


class AskedParents(BaseModel):
    """What a parent is asked about a service."""

    service_name: str
    closes_on: dt.date
    choices: list[str] = Field(description="What each answer means in everyday words, from 0 to 3.")
    dimensions: list[AskedDimension]


class GivenView(BaseModel):
    """A parent's answer is kept."""

    id: UUID = Field(description="Send it again with changed ratings to change this answer.")
    status: Literal["counted", "held", "left_out"] = Field(
        description="`held`: this phone or computer has answered already, or many have in a few minutes,"
        " so that the service looks before it counts."
    )


class ViewBody(StrictBody):
    """A parent's ratings; leave out what you can not say."""

    ratings: dict[str, Level] = Field(
        description="Levels by the code of the statement.", examples=[{"1.1": 2}]
    )
    id: UUID | None = Field(default=None, description="Of your making: what is sent twice is kept once.")


class ParentsLinkBody(StrictBody):
    """A link for parents."""

    label: str = Field(default="", max_length=LONGEST_LABEL, description="Such as where its sheet hangs.")
    closes_on: dt.date | None = Field(default=None, description="Its last day; in 60 days if left out.")


class ParentsLinkValue(BaseModel):
    """A link for parents, without its secret."""

    id: UUID
    label: str
    made_at: Instant
    closes_on: dt.date


class HeldView(BaseModel):
    """A parent's answer that waits for the service; its ratings are shown to nobody."""

    id: UUID
    given_on: dt.date
    held_for: Literal["repeat", "burst"]


class ParentsLinkList(BaseModel):
    """The links by which parents answer, and the answers that were held."""

    items: list[ParentsLinkValue]
    held: list[HeldView]


class NewParentsLink(ParentsLinkValue):
    """A new link for parents with its secret, which is answered this once."""

    token: str
    url: str


class SettleBody(StrictBody):
    """Whether a held answer counts."""

    status: Literal["counted", "left_out"]


GONE = {410: ProblemDetails}


@router.get(
    "/parent-views/{token}",
    response={200: AskedParents, **GONE, **doors.ERRORS},
    operation_id="get_parents_questions",
    summary="Read what a parent is asked",
)
def get_parents_questions(request: HttpRequest, token: doors.Token) -> HttpResponse:
    """Return the statements that a parent is asked to rate, in everyday words."""
    with doors.opened_by_parent(request, token) as (link, _):
        parts: dict[str, list[AskedStatement]] = {}
        for one in indicators(link.assessment.version):
            asked = AskedStatement(code=one.code, text=one.for_parents or one.title)
            parts.setdefault(one.code.partition(".")[0], []).append(asked)
        return doors.answered(
            AskedParents(
                service_name=link.assessment.service_name,
                closes_on=link.closes_on,
                choices=CHOICES,
                dimensions=[AskedDimension(code=code, statements=asked) for code, asked in parts.items()],
            )
        )


@router.put(
    "/parent-views/{token}",
    response={200: GivenView, **GONE, **doors.WRITE_ERRORS},
    operation_id="give_parents_view",
    summary="Rate a service as a parent",
    openapi_extra=body_schema(ViewBody),
)
def give_parents_view(request: HttpRequest, token: doors.Token) -> HttpResponse:
    """Keep what a parent says, without a name or an address; the service sees five or more together."""
    with doors.opened_by_parent(request, token) as (link, now):
        body = read_body(request, ViewBody, doors.LONGEST_BODY)
        came_from = f"{caller(request)} {request.headers.get('User-Agent', '')[:500]}"
        view = give_view(link, body.id, body.ratings, came_from, now)
        return doors.answered(GivenView(id=view.pk, status=view.status))


@router.get(
    "/assessments/{token}/parent-links",
    response={200: ParentsLinkList, **doors.ERRORS, 403: ProblemDetails},
    operation_id="list_parents_links",
    summary="See the links for parents and the answers that are held",
)
def list_parents_links(request: HttpRequest, token: doors.Token) -> HttpResponse:
    """Return the links by which parents answer, and the answers that wait for the service to look at them."""
    with doors.opened(request, token, EDIT) as (access, _):
        links = ParentsLink.objects.filter(assessment=access.assessment)
        held = ParentsView.objects.filter(assessment=access.assessment, status=HELD).order_by(
            "given_on", "pk"
        )
        return doors.answered(
            ParentsLinkList(
                items=[
                    ParentsLinkValue(id=one.pk, label=one.label, made_at=one.made_at, closes_on=one.closes_on)
                    for one in links
                ],
                held=[HeldView(id=one.pk, given_on=one.given_on, held_for=one.held_for) for one in held],
            )
        )


@router.post(
    "/assessments/{token}/parent-links",
    response={201: NewParentsLink, **doors.WRITE_ERRORS},
    operation_id="make_parents_link",
    summary="Make a link for parents",
    openapi_extra=body_schema(ParentsLinkBody),
)
def post_parents_link(request: HttpRequest, token: doors.Token) -> HttpResponse:
    """Make a link by which parents rate the same statements. Its secret is answered this once."""
    with doors.opened(request, token, EDIT) as (access, now):
        body = read_body(request, ParentsLinkBody, doors.LONGEST_BODY)
        made = make_parents_link(access, body.label, body.closes_on, now)
        link = made.link
        return doors.answered(
            NewParentsLink(
                id=link.pk,
                label=link.label,
                made_at=link.made_at,
                closes_on=link.closes_on,
                token=made.token,
                url=made.address,
            ),
            status=201,
        )


@router.delete(
    "/assessments/{token}/parent-links/{link_id}",
    response={204: None, **doors.WRITE_ERRORS},
    operation_id="take_back_parents_link",
    summary="Take a link for parents back",
)
def delete_parents_link(request: HttpRequest, token: doors.Token, link_id: doors.Id) -> HttpResponse:
    """Have a link take no more answers; those that came by it stay."""
    with doors.opened(request, token, EDIT) as (access, _):
        if not take_back_parents_link(access, link_id):
            raise doors.nothing_there("link for parents")
    return doors.done()


@router.put(
    "/assessments/{token}/parent-views/{view_id}",
    response={200: GivenView, **doors.WRITE_ERRORS},
    operation_id="settle_parents_view",
    summary="Count a held answer, or leave it out",
    openapi_extra=body_schema(SettleBody),
)
def settle_parents_view(request: HttpRequest, token: doors.Token, view_id: doors.Id) -> HttpResponse:
    """Say of an answer that was held whether it counts. Others can not be left out."""
    with doors.opened(request, token, EDIT) as (access, _):
        body = read_body(request, SettleBody, doors.LONGEST_BODY)
        view = settle(access, view_id, body.status)
        if view is None:
            raise doors.nothing_there("held answer")
        return doors.answered(GivenView(id=view.pk, status=view.status))
