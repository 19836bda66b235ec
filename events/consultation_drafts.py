"""Write a changed course into a page, and carry it into drafts that wait to be published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from wagtail.models import Revision

from events.consultation_course import Course, CourseWindow
from events.consultation_records import ConsultationNotice, ConsultationWindow
from events.consultations import ConsultationPage


def write(
    page: ConsultationPage, before: Course, after: Course, told: Sequence[str], today: dt.date
) -> list[ConsultationNotice]:
    """Write the course and its notices into a live page in memory; return the notices."""
    _write_windows(page, before, after)
    new = [ConsultationNotice(on=today, text=text) for text in told]
    _add_notices(page, new)
    page.paused_since, page.withdrawn_at = after.paused_since, after.withdrawn_at
    return new


@dataclass(frozen=True)
class WaitingDraft:
    """A revision that is not public yet, with the instant for which it is scheduled."""

    revision: Revision
    due: dt.datetime | None

    @classmethod
    def all_of(cls, page: ConsultationPage) -> list[WaitingDraft]:
        """Return the latest draft and what is scheduled, oldest first; to be asked before a publish."""
        scheduled = page.revisions.filter(approved_go_live_at__isnull=False)
        latest = page.revisions.none()
        if page.has_unpublished_changes:
            latest = page.revisions.filter(pk=page.latest_revision_id).exclude(pk=page.live_revision_id)
        both = (scheduled | latest).distinct().order_by("created_at", "pk")
        return [cls(revision, revision.approved_go_live_at) for revision in both]

    def carry(self, before: Course, after: Course, told: Sequence[ConsultationNotice]) -> None:
        """Save the draft once more with the change in it, as its author's, for the same day."""
        draft = self.revision.as_object()
        _write_windows(draft, before, after)
        _add_notices(draft, told)
        # A draft may have gaps, which are looked at when it is published.
        draft.save_revision(user=self.revision.user, approved_go_live_at=self.due, clean=False)


def _write_windows(page: ConsultationPage, before: Course, after: Course) -> None:
    """Change in a page what differs between two courses, and leave alone what was edited in it beside."""
    rows = {row.pk: row for row in page.windows.all()}
    old = {window.id: window for window in before.windows}
    kept = list(rows.values())
    for window in after.windows:
        was = old.get(window.id) if window.id is not None else None
        if was is None:
            kept.append(_row(window, len(kept)))
        elif was != window and window.id in rows:
            _change(rows[window.id], was, window)
    page.windows = kept


def _row(window: CourseWindow, place: int) -> ConsultationWindow:
    return ConsultationWindow(
        pk=window.id,
        opens_at=window.opens_at,
        closes_at=window.closes_at,
        note=window.note,
        sort_order=place,
    )


def _change(row: ConsultationWindow, was: CourseWindow, new: CourseWindow) -> None:
    for name in ("opens_at", "closes_at", "note"):
        if getattr(was, name) != getattr(new, name):
            setattr(row, name, getattr(new, name))


def _add_notices(page: ConsultationPage, new: Sequence[ConsultationNotice]) -> None:
    rows = list(page.notices.all())
    for notice in new:
        notice.sort_order = len(rows)
        rows.append(notice)
    page.notices = rows
