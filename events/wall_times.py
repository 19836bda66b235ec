"""Dates with times as editors enter them: wall times of the council, never guessed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from wagtail.admin.widgets import AdminDateTimeInput

from events.recurrence import instant


class WallTimeField(forms.DateTimeField):
    """Refuses, in words, a time that does not exist or happens twice when the clocks change."""

    widget = AdminDateTimeInput

    def to_python(self, value: Any) -> dt.datetime | None:
        try:
            return super().to_python(value)
        except ValidationError as refused:
            for error in refused.error_list:
                if error.code == "ambiguous_timezone" and error.params:
                    raise ValidationError(explain(error.params["datetime"])) from refused
            raise


def explain(wall_time: dt.datetime) -> str:
    """Return why a wall time is not one instant."""
    try:
        instant(wall_time)
    except ValidationError as refused:
        return f"{' '.join(refused.messages)} Choose another time."
    raise ValueError(f"{wall_time} is one instant.")
