"""Answer the editor's form while dates are typed, before anything is saved."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import timezone
from modelcluster.forms import ClusterForm

from events.dates_panels import read_back, shown
from events.events import EventPage
from events.phrases import Reading, read_phrase
from events.repeats import RepeatsQuestions, RepeatsWidget, answers_of


class DatesForm(ClusterForm):
    """The fields of an event that say when it is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            # What is missing is said once, by the event itself.
            field.required = False

    class Meta:
        model = EventPage
        fields = [
            "status",
            "status_note",
            "first_day",
            "start_time",
            "duration_minutes",
            "rrule",
            "repeat_count",
            "repeat_until",
            "term_time_only",
            "skip_bank_holidays",
        ]
        widgets = {"rrule": RepeatsWidget}
        formsets = {
            "extra_dates": {"fields": ["day", "start_time"]},
            "skipped_days": {"fields": ["day"]},
            "date_changes": {
                "fields": ["day", "status", "new_day", "new_start_time", "new_duration_minutes", "note"]
            },
        }


def read_fields(request: HttpRequest) -> JsonResponse:
    """Answer what the fields of the form mean as they stand, saved or not."""
    form = DatesForm(request.GET, instance=_edited(request))
    if not form.is_valid():
        return JsonResponse(shown(faults=_faults(form)))
    return JsonResponse(read_back(form.save(commit=False), timezone.now()))


def _edited(request: HttpRequest) -> EventPage:
    """Return the event as its editor last saved it, or a new one."""
    number = request.GET.get("page", "")
    if not number:
        return EventPage()
    if not number.isdecimal():
        raise Http404
    page = get_object_or_404(EventPage, pk=number)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    event: EventPage = page.get_latest_revision_as_object()
    return event


def _faults(form: DatesForm) -> list[str]:
    """Return what is wrong, each fault with the label of its field."""
    forms_of_rows = [row for formset in form.formsets.values() for row in formset.forms]
    faults = [
        f"{one.fields[name].label or name}: {message}" if name in one.fields else str(message)
        for one in [form, *forms_of_rows]
        for name, messages in one.errors.items()
        for message in messages
    ]
    faults += [str(message) for formset in form.formsets.values() for message in formset.non_form_errors()]
    return list(dict.fromkeys(faults))


def read_words(request: HttpRequest) -> JsonResponse:
    """Answer the fields that a phrase gives, or why it is not certain."""
    try:
        reading = read_phrase(request.GET.get("words", ""), timezone.localdate())
    except ValidationError as refused:
        return JsonResponse({"fields": {}, "fault": " ".join(refused.messages)})
    return JsonResponse({"fields": fields_of(reading), "fault": ""})


def fields_of(reading: Reading) -> dict[str, Any]:
    """Return the values of the form's inputs that a phrase gives; what it does not say is left alone."""
    answers = RepeatsQuestions(initial=answers_of(reading.rrule), prefix="rrule")
    fields: dict[str, Any] = {field.html_name: field.value() or "" for field in answers}
    fields |= {
        "repeat_count": reading.count or "",
        "repeat_until": reading.until or "",
        "term_time_only": reading.term_time_only,
        "skip_bank_holidays": reading.skip_bank_holidays,
    }
    said = {
        "first_day": reading.first_day,
        "start_time": f"{reading.start_time:%H:%M}" if reading.start_time else None,
        "duration_minutes": _minutes(reading),
    }
    fields |= {name: value for name, value in said.items() if value is not None}
    if reading.all_day:
        fields |= {"start_time": "", "duration_minutes": ""}
    if reading.month_day and not reading.first_day:
        # The day of a yearly event comes from its first, and the one that stands there may be another.
        fields["first_day"] = ""
    return fields


def _minutes(reading: Reading) -> int | None:
    if reading.duration_minutes or not (reading.start_time and reading.end_time):
        return reading.duration_minutes
    day = dt.date.min
    ends, starts = (dt.datetime.combine(day, time) for time in (reading.end_time, reading.start_time))
    return int((ends - starts).total_seconds()) // 60


urls = [
    path("events/read-back/", read_fields, name="read_back_dates"),
    path("events/read-words/", read_words, name="read_words_into_dates"),
]
