"""`/assessments/{token}/register`: a service joins the register, answers what it is asked, and steps down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, Field

from cms.api.bodies import StrictBody, body_schema, read_body
from cms.api.problems import Fault, Problem
from cms.content.builder import public_url
from cms.content.schemas import Instant
from standard.assessments.access import OWN, READ
from standard.assessments.api import doors
from standard.assessments.models import Assessment
from standard.register import moderation
from standard.register.models import Application, RegisterEntry
from standard.register.schemas import Recognition

router = Router(tags=["Assessments"])


class JoinBody(StrictBody):
    """What a service wants to be called."""

    recognition: Recognition
    words: str = Field(
        default="", max_length=moderation.LONGEST_WORDS, description="For those who look at it."
    )


class AnswerBody(StrictBody):
    """The answer to what the service was asked."""

    words: str = Field(max_length=moderation.LONGEST_WORDS)


class Step(BaseModel):
    """Something that happened to an application, with what was said."""

    what: str = Field(
        description="sent, asked, answered, accepted_first, accepted, declined, withdrawn or stepped_down."
    )
    at: Instant
    words: str


class ApplicationValue(BaseModel):
    """What a service sent in last, and where that stands."""

    recognition: Recognition
    state: Literal["waiting", "asked", "accepted", "declined", "withdrawn"]
    sent_at: Instant
    expires_on: dt.date = Field(description="The last day on which it would count.")
    steps: list[Step]


class EntryValue(BaseModel):
    """How a service stands on the public register."""

    id: UUID
    url: str
    badge_path: str
    recognition: Recognition
    since: dt.date
    expires_on: dt.date
    lapsed: bool


class OnTheRegister(BaseModel):
    """How a service stands with the register; nothing of an application is public."""

    entry: EntryValue | None = Field(description="Null while it is not on the register.")
    application: ApplicationValue | None


@router.get(
    "/assessments/{token}/register",
    response={200: OnTheRegister, **doors.ERRORS},
    operation_id="get_own_registration",
    summary="See how a service stands with the register",
)
def get_own_registration(request: HttpRequest, token: doors.Token) -> HttpResponse:
    """Return the service's public entry and what it sent in last, with what it was told."""
    with doors.opened(request, token, READ) as (access, now):
        return doors.answered(_standing(access.assessment, now))


@router.post(
    "/assessments/{token}/register",
    response={201: OnTheRegister, **doors.WRITE_ERRORS},
    operation_id="join_register",
    summary="Send a service in for the register",
    openapi_extra=body_schema(JoinBody),
)
def post_registration(request: HttpRequest, token: doors.Token) -> HttpResponse:
    """Send in what the service is today. It is public once the council has accepted it, and not before."""
    with doors.opened(request, token, OWN) as (access, now), _in_words("recognition"):
        body = read_body(request, JoinBody, doors.LONGEST_BODY)
        moderation.send(access.assessment, body.recognition, body.words, now)
        return doors.answered(_standing(access.assessment, now), status=201)


@router.post(
    "/assessments/{token}/register/answer",
    response={200: OnTheRegister, **doors.WRITE_ERRORS},
    operation_id="answer_register",
    summary="Answer what the council asked",
    openapi_extra=body_schema(AnswerBody),
)
def post_answer(request: HttpRequest, token: doors.Token) -> HttpResponse:
    """Give the answer, so that the application is looked at again."""
    with doors.opened(request, token, OWN) as (access, now), _in_words("words"):
        body = read_body(request, AnswerBody, doors.LONGEST_BODY)
        moderation.answer(_open(access.assessment), body.words, now)
        return doors.answered(_standing(access.assessment, now))


@router.delete(
    "/assessments/{token}/register",
    response={204: None, **doors.WRITE_ERRORS},
    operation_id="leave_register",
    summary="Take an application back, or step down from the register",
)
def delete_registration(request: HttpRequest, token: doors.Token) -> HttpResponse:
    """Take back what is not decided yet, or else take the service off the register, at once."""
    with doors.opened(request, token, OWN) as (access, now), _in_words("register"):
        application = _applications(access.assessment).filter(state__in=Application.OPEN).first()
        entry = moderation.entry_of(access.assessment)
        if application:
            moderation.take_back(application, now)
        elif entry and not entry.stepped_down_on:
            moderation.step_down(entry, None, "", now)
        else:
            raise doors.nothing_there("entry or application")
    return doors.done()


@contextmanager
def _in_words(field: str) -> Iterator[None]:
    """Turn what the register refuses into a problem."""
    try:
        yield
    except ValidationError as refused:
        message = " ".join(refused.messages)
        fault = Fault(parameter=field, value="", message=message, did_you_mean=None)
        raise Problem(422, message, [fault]) from refused


def _applications(assessment: Assessment) -> QuerySet[Application]:
    return Application.objects.filter(assessment=assessment).order_by("-sent_at")


def _open(assessment: Assessment) -> Application:
    """Return the application that is not decided yet; raises Problem where there is none."""
    found = _applications(assessment).filter(state__in=Application.OPEN).first()
    if found is None:
        raise doors.nothing_there("open application")
    return found


def _standing(assessment: Assessment, now: dt.datetime) -> OnTheRegister:
    entry, last = moderation.entry_of(assessment), _applications(assessment).first()
    on_it = entry is not None and entry.stepped_down_on is None
    return OnTheRegister(
        entry=_entry(entry, now) if entry and on_it else None,
        application=_application(last) if last else None,
    )


def _entry(entry: RegisterEntry, now: dt.datetime) -> EntryValue:
    return EntryValue(
        id=entry.content_id,
        url=public_url(entry.content_path),
        badge_path=entry.badge_path,
        recognition=entry.recognition,
        since=entry.since,
        expires_on=entry.expires_on,
        lapsed=now >= entry.ends_at,
    )


def _application(application: Application) -> ApplicationValue:
    return ApplicationValue(
        recognition=application.recognition,
        state=application.state,
        sent_at=application.sent_at,
        expires_on=application.expires_on,
        steps=[Step(what=step.what, at=step.at, words=step.words) for step in application.steps.all()],
    )
