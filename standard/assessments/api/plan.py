"""`/assessments/{token}/plan`: what the service will do, and its days as a calendar."""

from __future__ import annotations

import datetime as dt
from typing import Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from cms.api.bodies import StrictBody, body_schema, read_body
from cms.api.media_types import gives
from standard.assessments.access import EDIT, READ
from standard.assessments.api import doors, schemas
from standard.assessments.api.values import action_value
from standard.assessments.plan import (
    LONGEST,
    Step,
    add_action,
    calendar_of,
    change_action,
    remove_action,
    steps,
)

router = Router(tags=["Assessments"])
CALENDAR = "text/calendar; charset=utf-8"


class StepBody(StrictBody):
    """What a step of the plan says."""

    what: str = Field(max_length=LONGEST["what"])
    code: str = Field(default="", max_length=20, description="The statement that it is about, or nothing.")
    owner_role: str = Field(default="", max_length=LONGEST["owner_role"], description="A role, not a name.")
    due_on: dt.date | None = None
    status: Literal["todo", "doing", "done"] = "todo"
    parents_part: str = Field(
        default="", max_length=LONGEST["parents_part"], description="How parents are involved in it."
    )

    def step(self) -> Step:
        """Return it as the plan takes it."""
        return Step(self.what, self.code, self.owner_role, self.due_on, self.status, self.parents_part)


class NewStepBody(StepBody):
    """A step to add."""

    id: UUID | None = Field(default=None, description="Of your making: what is sent twice is kept once.")


@router.get(
    "/assessments/{token}/plan",
    response={200: schemas.Plan, **doors.ERRORS},
    operation_id="get_plan",
    summary="Read the plan",
)
def get_plan(request: HttpRequest, token: doors.Token) -> HttpResponse:
    """Return the steps of the plan, in the order of their days; those without one come last."""
    with doors.opened(request, token, READ) as (access, _):
        items = [action_value(one) for one in steps(access.assessment)]
        return doors.answered(schemas.Plan(items=items))


@router.post(
    "/assessments/{token}/plan",
    response={201: schemas.ActionValue, **doors.WRITE_ERRORS},
    operation_id="add_action",
    summary="Add a step to the plan",
    openapi_extra=body_schema(NewStepBody),
)
def post_action(request: HttpRequest, token: doors.Token) -> HttpResponse:
    """Add a step: what will be done, by which role, by when, and how parents are involved."""
    with doors.opened(request, token, EDIT) as (access, now):
        body = read_body(request, NewStepBody, doors.LONGEST_BODY)
        return doors.answered(action_value(add_action(access, body.step(), body.id, now)), status=201)


@router.put(
    "/assessments/{token}/plan/{action_id}",
    response={200: schemas.ActionValue, **doors.WRITE_ERRORS},
    operation_id="change_action",
    summary="Change a step of the plan",
    openapi_extra=body_schema(StepBody),
)
def put_action(request: HttpRequest, token: doors.Token, action_id: doors.Id) -> HttpResponse:
    """Keep what a step says now; a key that is left out is emptied."""
    with doors.opened(request, token, EDIT) as (access, now):
        body = read_body(request, StepBody, doors.LONGEST_BODY)
        action = change_action(access, action_id, body.step(), now)
        if action is None:
            raise doors.nothing_there("step")
        return doors.answered(action_value(action))


@router.delete(
    "/assessments/{token}/plan/{action_id}",
    response={204: None, **doors.WRITE_ERRORS},
    operation_id="remove_action",
    summary="Remove a step of the plan",
)
def delete_action(request: HttpRequest, token: doors.Token, action_id: doors.Id) -> HttpResponse:
    """Delete a step of the plan."""
    with doors.opened(request, token, EDIT) as (access, now):
        if not remove_action(access, action_id, now):
            raise doors.nothing_there("step")
    return doors.done()


@router.get(
    "/assessments/{token}/plan.ics",
    response={200: None, **doors.ERRORS},
    operation_id="get_plan_calendar",
    summary="Take the plan's days into a calendar",
    openapi_extra=gives(CALENDAR),
)
def get_plan_calendar(request: HttpRequest, token: doors.Token) -> HttpResponse:
    """Return the days of the steps that are not done, as iCalendar."""
    with doors.opened(request, token, READ) as (access, _):
        body = calendar_of(access.assessment)
    disposition = 'attachment; filename="plan.ics"'
    return HttpResponse(body, content_type=CALENDAR, headers={"Content-Disposition": disposition})
