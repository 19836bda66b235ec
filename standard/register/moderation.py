"""From a service's word that it wants to be on the register to its entry, and off it again.

Each function is one step, in one transaction, and leaves its line in the application's history. Each raises
ValidationError, in words for whoever did it, where the step can not be taken.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from cms.content import log, store
from cms.dates import local
from standard.assessments.models import Assessment
from standard.assessments.results import result
from standard.assessments.scoring import Result
from standard.register.models import Application, ApplicationStep, RegisterEntry
from standard.register.schemas import RECOGNITIONS

What = ApplicationStep.What
State = Application.State
# "Working": it happens as planned, and something dated shows it.
LOWEST_LEVEL = 2
MONTHS_OF_A_PLEDGE = 12
LONGEST_WORDS = 2000
# What an entry has of the application that it comes from.
COPIED = ["assessment", "recognition", "service_name", "service_kind", "version", "levels", "expires_on"]


@transaction.atomic
def send(assessment: Assessment, recognition: str, words: str, now: dt.datetime) -> Application:
    """Send in what a service is today, so that it may stand on the register."""
    log.hold_publishing_lock()
    if recognition not in RECOGNITIONS:
        raise ValidationError(f"Choose one of {', '.join(RECOGNITIONS)}.")
    if Application.objects.filter(assessment=assessment, state__in=Application.OPEN).exists():
        raise ValidationError("You have sent this in already. We are looking at it.")
    today = local(now).date()
    levels: list[dict[str, Any]] = []
    expires_on = today + relativedelta(months=MONTHS_OF_A_PLEDGE)
    if recognition == "meets":
        levels, expires_on = _levels_that_meet(assessment, today)
    application = Application.objects.create(
        assessment=assessment,
        recognition=recognition,
        service_name=assessment.service_name,
        service_kind=assessment.service_kind,
        version=assessment.version,
        levels=levels,
        expires_on=expires_on,
        sent_at=now,
    )
    application.areas.set(assessment.areas.all())
    _note(application, What.SENT, now, None, words)
    return application


def _levels_that_meet(assessment: Assessment, today: dt.date) -> tuple[list[dict[str, Any]], dt.date]:
    """Return the level of each dimension and the last day on which they count."""
    found: Result = result(assessment, today)
    if not found.is_whole or assessment.lapses_on is None:
        left = found.statements - found.answered
        raise ValidationError(f"Answer every statement first: {left} of {found.statements} are left.")
    if assessment.lapses_on <= today:
        raise ValidationError("This assessment is more than a year old. Do it again, then send it in.")
    low = [one for one in found.dimensions if one.level is None or one.level < LOWEST_LEVEL]
    if low:
        named = ", ".join(f"{one.code} {one.title} is at {one.level}" for one in low)
        raise ValidationError(
            f"To meet the standard, each part has to be at level {LOWEST_LEVEL} or above. {named}. "
            "You can say that you are working to it."
        )
    levels = [{"code": one.code, "title": one.title, "level": one.level} for one in found.dimensions]
    return levels, assessment.lapses_on - dt.timedelta(days=1)


@transaction.atomic
def answer(application: Application, words: str, now: dt.datetime) -> None:
    """Take the service's answer to what it was asked."""
    _lock(application)
    if application.state != State.ASKED:
        raise ValidationError("Nothing is asked of you now.")
    _move(application, State.WAITING, What.ANSWERED, now, None, _given(words, "Write your answer."))


@transaction.atomic
def take_back(application: Application, now: dt.datetime) -> None:
    """Take an application back before it is decided."""
    _lock(application)
    _refuse_decided(application)
    _move(application, State.WITHDRAWN, What.WITHDRAWN, now, None, "")


@transaction.atomic
def accept(application: Application, user: Any, now: dt.datetime) -> RegisterEntry | None:
    """Accept an application; with four eyes the first acceptance waits for another's, and gives None."""
    _lock(application)
    _refuse_decided(application)
    if application.expires_on < local(now).date():
        raise ValidationError("What it was sent in for has lapsed meanwhile. Decline it, and say so.")
    if settings.REGISTER_FOUR_EYES:
        if application.accepted_first_by is None:
            application.accepted_first_by = user
            _move(application, application.state, What.ACCEPTED_FIRST, now, user, "")
            return None
        if application.accepted_first_by == user:
            raise ValidationError("You have accepted it. Somebody else has to accept it too.")
    _move(application, State.ACCEPTED, What.ACCEPTED, now, user, "")
    return _publish(application, now)


@transaction.atomic
def ask(application: Application, user: Any, words: str, now: dt.datetime) -> None:
    """Ask the service for something before it is decided; a first acceptance does not outlast it."""
    _lock(application)
    _refuse_decided(application)
    application.accepted_first_by = None
    _move(application, State.ASKED, What.ASKED, now, user, _given(words, "Write what you want to know."))


@transaction.atomic
def decline(application: Application, user: Any, reason: str, now: dt.datetime) -> None:
    """Decline an application, with the reason that the service reads."""
    _lock(application)
    _refuse_decided(application)
    _move(application, State.DECLINED, What.DECLINED, now, user, _given(reason, "Give the reason."))


@transaction.atomic
def step_down(entry: RegisterEntry, user: Any | None, words: str, now: dt.datetime) -> None:
    """Take a service off the register: by its own word (no user), or by the council's with a reason."""
    log.hold_publishing_lock()
    entry.refresh_from_db()
    if entry.stepped_down_on:
        raise ValidationError("This service is not on the register any more.")
    if user is not None:
        words = _given(words, "Give the reason.")
    entry.stepped_down_on = local(now).date()
    entry.save()
    store.withdraw(entry.content_id, now, "It is not on the register any more.")
    last = Application.objects.filter(assessment=entry.assessment, state=State.ACCEPTED).first()
    if last:
        _note(last, What.STEPPED_DOWN, now, user, words)


def _publish(application: Application, now: dt.datetime) -> RegisterEntry:
    """Write the entry of the service, or bring up to date the one that it has."""
    entry = entry_of(application.assessment) or RegisterEntry(
        slug=free_slug(application.service_name), content_first_published_at=now
    )
    for name in (
        "assessment",
        "recognition",
        "service_name",
        "service_kind",
        "version",
        "levels",
        "expires_on",
    ):
        setattr(entry, name, getattr(application, name))
    entry.since, entry.stepped_down_on = local(now).date(), None
    entry.save()
    entry.areas.set(application.areas.all())
    store.write(entry, now)
    return entry


def entry_of(assessment: Assessment) -> RegisterEntry | None:
    """Return the entry of an assessment or of the nearest one before it."""
    step: Assessment | None = assessment
    while step is not None:
        entry = RegisterEntry.objects.filter(assessment=step).first()
        if entry:
            return entry
        step = step.previous
    return None


def free_slug(name: str) -> str:
    """Return the last part of an address that no other service has."""
    wanted = slugify(name)[:100] or "service"
    slug, number = wanted, 1
    while RegisterEntry.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def _lock(application: Application) -> None:
    """Let nobody else decide meanwhile, and see what somebody may have decided just before."""
    log.hold_publishing_lock()
    application.refresh_from_db()


def _refuse_decided(application: Application) -> None:
    if not application.is_open:
        raise ValidationError(f"It is decided: {application.get_state_display()}.")


def _given(words: str, otherwise: str) -> str:
    words = words.strip()
    if not words:
        raise ValidationError(otherwise)
    if len(words) > LONGEST_WORDS:
        raise ValidationError(f"{len(words)} characters are too many; {LONGEST_WORDS} are the most.")
    return words


def _move(
    application: Application, state: str, what: str, now: dt.datetime, user: Any | None, words: str
) -> None:
    application.state = state
    application.save()
    _note(application, what, now, user, words)


def _note(application: Application, what: str, now: dt.datetime, user: Any | None, words: str) -> None:
    ApplicationStep.objects.create(application=application, what=what, at=now, by=user, words=words.strip())
