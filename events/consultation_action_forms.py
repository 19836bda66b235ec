"""What each action on a consultation asks."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django import forms
from wagtail.admin.widgets import AdminAutoHeightTextInput

from events import consultation_actions as actions
from events import consultation_changes as changes
from events.consultation_course import Course
from events.consultation_differences import Kind
from events.wall_times import WallTimeField
from users.models import User

LAST_MINUTE = "The last minute that counts, such as 23:59. It counts to its end."


class ActionForm(forms.Form):
    """Asks for the public note; each action adds its dates."""

    kind: ClassVar[Kind]
    note_label: ClassVar[str] = "Why? Everyone can read this"

    note = forms.CharField(
        max_length=actions.LONGEST_NOTE,
        widget=AdminAutoHeightTextInput,
        help_text="One or two plain sentences. They stand on the consultation's page, with today's date.",
    )

    def __init__(self, data: Any, course: Course, initial: dict[str, Any]) -> None:
        self.course = course
        super().__init__(data, initial=initial)
        self.fields["note"].label = self.note_label
        self.order_fields([name for name in self.fields if name != "note"])

    def changed(self, now: dt.datetime) -> Course:
        """Return what the course would become; raises ValidationError."""
        raise NotImplementedError

    def act(self, page_id: int, user: User, now: dt.datetime, seen: str) -> None:
        """Do it; raises ValidationError."""
        raise NotImplementedError


class ExtendForm(ActionForm):
    """Give more time."""

    kind = Kind.EXTENDED
    closes_at = WallTimeField(label="New closing", help_text=LAST_MINUTE)

    def __init__(self, data: Any, course: Course, initial: dict[str, Any]) -> None:
        super().__init__(data, course, {"closes_at": course.last.closes_at} | initial)

    def changed(self, now: dt.datetime) -> Course:
        given = self.cleaned_data
        return changes.extended(self.course, given["closes_at"], given["note"], now)

    def act(self, page_id: int, user: User, now: dt.datetime, seen: str) -> None:
        actions.extend(page_id, user=user, now=now, seen=seen, **self.cleaned_data)


class PauseForm(ActionForm):
    """Stop for a while."""

    kind = Kind.PAUSED
    last_minute = WallTimeField(
        label="Pause after", required=False, help_text=f"{LAST_MINUTE} Leave empty to pause at once."
    )
    opens_again_at = WallTimeField(
        label="Opens again", required=False, help_text="Leave empty while nobody knows."
    )
    closes_at = WallTimeField(
        label="Then closes",
        required=False,
        help_text=f"{LAST_MINUTE} Leave empty to keep the closing that it has now.",
    )

    def changed(self, now: dt.datetime) -> Course:
        return changes.paused(self.course, now=now, **self.cleaned_data)

    def act(self, page_id: int, user: User, now: dt.datetime, seen: str) -> None:
        actions.pause(page_id, user=user, now=now, seen=seen, **self.cleaned_data)


class ReopenForm(ActionForm):
    """Take answers again."""

    kind = Kind.REOPENED
    opens_at = WallTimeField(label="Opens", required=False, help_text="Leave empty to open at once.")
    closes_at = WallTimeField(label="Closes", help_text=LAST_MINUTE)

    def changed(self, now: dt.datetime) -> Course:
        return changes.reopened(self.course, now=now, **self.cleaned_data)

    def act(self, page_id: int, user: User, now: dt.datetime, seen: str) -> None:
        actions.reopen(page_id, user=user, now=now, seen=seen, **self.cleaned_data)


class WithdrawForm(ActionForm):
    """End it for good."""

    kind = Kind.WITHDRAWN
    note_label = "Why is it withdrawn? Everyone can read this"

    def changed(self, now: dt.datetime) -> Course:
        return changes.withdrawn(self.course, now)

    def act(self, page_id: int, user: User, now: dt.datetime, seen: str) -> None:
        actions.withdraw(page_id, user=user, now=now, seen=seen, **self.cleaned_data)


class CorrectForm(ActionForm):
    """Mend dates that were typed wrong."""

    kind = Kind.CORRECTED
    note_label = "What was wrong? Everyone can read this"

    def __init__(self, data: Any, course: Course, initial: dict[str, Any]) -> None:
        super().__init__(data, course, initial)
        for number, window in enumerate(course.windows, 1):
            place = f" (window {number})" if len(course.windows) > 1 else ""
            self.fields[f"opens_at_{number}"] = WallTimeField(
                label=f"Opened or opens{place}", initial=window.opens_at
            )
            self.fields[f"closes_at_{number}"] = WallTimeField(
                label=f"Closed or closes{place}", initial=window.closes_at, help_text=LAST_MINUTE
            )
        if course.withdrawn_at:
            self.fields["not_withdrawn"] = forms.BooleanField(
                label="It was withdrawn by mistake: take that back", required=False
            )
        self.order_fields([name for name in self.fields if name != "note"])

    @property
    def times(self) -> list[tuple[dt.datetime, dt.datetime]]:
        """Return the true dates, window by window."""
        numbers = range(1, len(self.course.windows) + 1)
        given = self.cleaned_data
        return [(given[f"opens_at_{number}"], given[f"closes_at_{number}"]) for number in numbers]

    @property
    def not_withdrawn(self) -> bool:
        """Return whether it was withdrawn by mistake."""
        return bool(self.cleaned_data.get("not_withdrawn"))

    def changed(self, now: dt.datetime) -> Course:
        return changes.corrected(self.course, self.times, self.not_withdrawn)

    def act(self, page_id: int, user: User, now: dt.datetime, seen: str) -> None:
        note = self.cleaned_data["note"]
        actions.correct(page_id, self.times, note, user, now, self.not_withdrawn, seen)


FORMS: dict[str, type[ActionForm]] = {
    "extend": ExtendForm,
    "pause": PauseForm,
    "reopen": ReopenForm,
    "withdraw": WithdrawForm,
    "correct": CorrectForm,
}
