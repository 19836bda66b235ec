"""The plan: steps with who does them, by when, and how parents take part; and its days as a calendar."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import transaction
from icalendar import Calendar, Event

from standard.assessments.access import Access
from standard.assessments.answers import locked, refuse_unknown
from standard.assessments.models import Action, Assessment, touch
from standard.assessments.refusals import Refused

STATUSES = {"todo": "To do", "doing": "Under way", "done": "Done"}
LONGEST = {"what": 500, "owner_role": 120, "parents_part": 500}
MOST_ACTIONS = 100
EARLIEST, LATEST = dt.date(2000, 1, 1), dt.date(2199, 12, 31)


@dataclass(frozen=True)
class Step:
    """What a step of the plan says."""

    what: str
    code: str = ""
    owner_role: str = ""
    due_on: dt.date | None = None
    status: str = "todo"
    parents_part: str = ""


def steps(assessment: Assessment) -> list[Action]:
    """Return the steps of a plan in the order of their days; those without one come last."""
    found = Action.objects.filter(assessment=assessment)
    return sorted(found, key=lambda one: (one.due_on is None, one.due_on or LATEST, one.added_at))


def add_action(access: Access, step: Step, action_id: UUID | None, now: dt.datetime) -> Action:
    """Add a step, or return the one that was sent before with this id; raises Refused."""
    with transaction.atomic():
        assessment = locked(access.assessment)
        values = _checked(assessment, step)
        known = Action.objects.filter(pk=action_id).first() if action_id else None
        if known and known.assessment_id != assessment.pk:
            raise Refused("id", "This id is taken. Leave it out, or make another.")
        if known:
            return known
        if Action.objects.filter(assessment=assessment).count() >= MOST_ACTIONS:
            raise Refused("what", f"A plan can have {MOST_ACTIONS} steps. Remove one first.")
        action = Action.objects.create(
            id=action_id or uuid4(), assessment=assessment, added_at=now, changed_at=now, **values
        )
        touch(assessment, now)
    return action


def change_action(access: Access, action_id: UUID, step: Step, now: dt.datetime) -> Action | None:
    """Keep what a step says now and return it, None where there is none; raises Refused."""
    with transaction.atomic():
        assessment = locked(access.assessment)
        action = Action.objects.filter(assessment=assessment, pk=action_id).first()
        if action is None:
            return None
        values = _checked(assessment, step)
        if values["due_on"] != action.due_on:
            action.reminded_on = None
        for name, value in values.items():
            setattr(action, name, value)
        action.changed_at = now
        action.save()
        touch(assessment, now)
    return action


def remove_action(access: Access, action_id: UUID, now: dt.datetime) -> bool:
    """Delete a step; return whether there was one."""
    with transaction.atomic():
        assessment = locked(access.assessment)
        found = Action.objects.filter(assessment=assessment, pk=action_id).delete()[0]
        if found:
            touch(assessment, now)
    return bool(found)


def calendar_of(assessment: Assessment) -> bytes:
    """Return the days of the steps that are not done, as iCalendar."""
    calendar = Calendar.new(prodid="-//Involvement hub//Plan//EN", name=f"Plan of {assessment.service_name}")
    dated = Action.objects.filter(assessment=assessment, due_on__isnull=False).exclude(status="done")
    for action in dated.order_by("due_on", "added_at"):
        assert action.due_on is not None  # noqa: S101, the query says so
        texts = [
            f"Who: {action.owner_role}" if action.owner_role else "",
            f"How parents are involved: {action.parents_part}" if action.parents_part else "",
        ]
        event = Event.new(
            uid=f"{action.id}@involvement-plan",
            summary=action.what,
            description="\n".join(filter(None, texts)) or None,
            start=action.due_on,
            end=action.due_on + dt.timedelta(days=1),
            stamp=action.changed_at,
        )
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _checked(assessment: Assessment, step: Step) -> dict[str, object]:
    values: dict[str, object] = {name: getattr(step, name).strip() for name in LONGEST}
    if not values["what"]:
        raise Refused("what", "Say what will be done.")
    for name, longest in LONGEST.items():
        length = len(str(values[name]))
        if length > longest:
            raise Refused(name, f"This can have {longest} characters. Yours has {length:,}.")
    if step.code:
        refuse_unknown(assessment.version, step.code)
    if step.due_on and not EARLIEST <= step.due_on <= LATEST:
        raise Refused("due_on", f"Give a day between {EARLIEST} and {LATEST}.", str(step.due_on))
    if step.status not in STATUSES:
        raise Refused("status", f"Choose one of {', '.join(STATUSES)}.", step.status[:20])
    return values | {"code": step.code, "due_on": step.due_on, "status": step.status}
