"""Extend, pause, re-open, withdraw and correct a live consultation.

Each records its dates before and after with a public note, publishes at once, and carries the change into
drafts, so that publishing one of them later does not undo it. All of it is one transaction.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from cms.content.log import hold_publishing_lock
from cms.dates import local
from events import consultation_changes as changes
from events.consultation_course import Course
from events.consultation_differences import Kind, notices
from events.consultation_drafts import WaitingDraft, write
from events.consultations import ConsultationPage
from events.models import ConsultationAction
from users.models import User

LONGEST_NOTE = 240
LOG_ACTION = "events.consultation."

Change = Callable[[Course], Course]


def extend(
    page_id: int, closes_at: dt.datetime, note: str, user: User, now: dt.datetime, seen: str = ""
) -> ConsultationAction:
    """Move the last closing to a later minute.

    `seen` is the fingerprint of the course that the editor saw; raises ValidationError where somebody
    has changed it since, or where the change can not be made, and PermissionDenied.
    """

    def change(course: Course) -> Course:
        return changes.extended(course, closes_at, note, now)

    return _perform(page_id, Kind.EXTENDED, change, note, user, now, seen)


def pause(
    page_id: int,
    note: str,
    user: User,
    now: dt.datetime,
    last_minute: dt.datetime | None = None,
    opens_again_at: dt.datetime | None = None,
    closes_at: dt.datetime | None = None,
    seen: str = "",
) -> ConsultationAction:
    """End the open window, at once or with `last_minute`, and open it again later if the day is known."""

    def change(course: Course) -> Course:
        return changes.paused(course, note, now, last_minute, opens_again_at, closes_at)

    return _perform(page_id, Kind.PAUSED, change, note, user, now, seen)


def reopen(
    page_id: int,
    closes_at: dt.datetime,
    note: str,
    user: User,
    now: dt.datetime,
    opens_at: dt.datetime | None = None,
    seen: str = "",
) -> ConsultationAction:
    """Add a window, at once or from `opens_at`."""

    def change(course: Course) -> Course:
        return changes.reopened(course, closes_at, note, now, opens_at)

    return _perform(page_id, Kind.REOPENED, change, note, user, now, seen)


def withdraw(page_id: int, note: str, user: User, now: dt.datetime, seen: str = "") -> ConsultationAction:
    """Withdraw it for good, with the reason as its note."""

    def change(course: Course) -> Course:
        return changes.withdrawn(course, now)

    return _perform(page_id, Kind.WITHDRAWN, change, note, user, now, seen)


def correct(
    page_id: int,
    times: Sequence[tuple[dt.datetime, dt.datetime]],
    note: str,
    user: User,
    now: dt.datetime,
    not_withdrawn: bool = False,
    seen: str = "",
) -> ConsultationAction:
    """Give its windows their true opening and last minute, past ones too; the note says what was wrong."""

    def change(course: Course) -> Course:
        return changes.corrected(course, times, not_withdrawn)

    return _perform(page_id, Kind.CORRECTED, change, note, user, now, seen)


def refuse_action(page: ConsultationPage) -> None:
    """Raise ValidationError where a page's course is not changed by actions."""
    if not page.live:
        raise ValidationError(
            "This consultation is not public, so nobody has to be told: change its dates in the page itself."
        )
    if page.archived_at:
        raise ValidationError("This consultation is archived. Take it out of the archive first.")


def refuse_stale(course: Course, seen: str) -> None:
    """Raise ValidationError where somebody has changed the course since its fingerprint was `seen`."""
    if seen != course.fingerprint:
        raise ValidationError(
            "Somebody else changed this consultation meanwhile. Look at what it says now, then decide again."
        )


@transaction.atomic
def _perform(
    page_id: int, kind: Kind, change: Change, note: str, user: User, now: dt.datetime, seen: str
) -> ConsultationAction:
    hold_publishing_lock()
    page = ConsultationPage.objects.get(pk=page_id)
    if not page.permissions_for_user(user).can_publish():
        raise PermissionDenied
    refuse_action(page)
    note = checked_note(note)
    before = Course.of(page)
    if seen:
        refuse_stale(before, seen)
    after = change(before)
    told = notices(kind, before, after, note)
    waiting = WaitingDraft.all_of(page)
    new_notices = write(page, before, after, told, local(now).date())
    page.save()
    action = ConsultationAction.objects.create(
        page=page, kind=kind, at=now, by=user, note=note, before=before.as_json(), after=after.as_json()
    )
    revision = page.save_revision(user=user, log_action=f"{LOG_ACTION}{kind.value}")
    revision.publish(user=user)
    for draft in waiting:
        draft.carry(before, Course.of(ConsultationPage.objects.get(pk=page_id)), new_notices)
    return action


def checked_note(note: str) -> str:
    """Return a public note without space around it; raises ValidationError where it says nothing."""
    note = note.strip()
    if not note:
        raise ValidationError({"note": "Say why, for everyone to read."})
    if len(note) > LONGEST_NOTE:
        raise ValidationError({"note": f"Keep it to {LONGEST_NOTE} characters; it has {len(note)}."})
    return note
