"""Events: one-off or regular sessions that parents and carers can join."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from cms.contacts import ContactFields
from cms.content.builder import DocumentBuilder
from cms.content.rich_text import FEATURES
from cms.index_pages import IndexPage
from cms.pages import ClassifiedPage
from events.event_documents import (
    Booking,
    EventCard,
    EventDocument,
    Online,
    Provision,
    RecurrenceValue,
    Venue,
)
from events.occurrences import Occurrences
from events.recurrence import Recurrence, check_rule, words
from events.term_dates import TERM_DATES_KEY, SchoolHoliday

OFFERS = [("yes", "Yes"), ("no", "No"), ("on_request", "If you ask"), ("not_needed", "Does not apply")]
PROVISION = list(Provision.model_fields)


class EventIndexPage(IndexPage):
    """Lists the events."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["events.EventPage"]
    max_count = 1
    content_query = "/api/v1/content?type=event"


def offer_field(label: str, help_text: str = "") -> models.CharField[str, str]:
    """Return a field for one of the facts that decide whether a parent can come."""
    return models.CharField(label, max_length=12, choices=OFFERS, blank=True, default="", help_text=help_text)


class EventPage(ContactFields, ClassifiedPage):
    """One session, or a regular one, that parents and carers can join."""

    parent_page_types = ["events.EventIndexPage"]
    subpage_types: list[str] = []

    description = RichTextField(features=FEATURES)
    status = models.CharField(
        max_length=12,
        default="scheduled",
        choices=[
            ("scheduled", "Going ahead"),
            ("cancelled", "Cancelled"),
            ("postponed", "Postponed"),
            ("moved_online", "Moved online"),
            ("full", "Full"),
        ],
    )
    status_note = models.CharField(
        max_length=300,
        blank=True,
        help_text="Public: why it is cancelled or postponed, and what happens instead.",
    )
    first_day = models.DateField(null=True, help_text="The day of the event, or the first of a regular one.")
    start_time = models.TimeField(null=True, blank=True, help_text="Leave empty for an event of whole days.")
    duration_minutes = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="How long it takes. For whole days, leave it empty or count 1440 for a day.",
    )
    rrule = models.CharField(
        "repeats", max_length=200, blank=True, help_text="An RFC 5545 rule such as FREQ=WEEKLY;BYDAY=TU."
    )
    repeat_count = models.PositiveSmallIntegerField("how many times", null=True, blank=True)
    repeat_until = models.DateField("until", null=True, blank=True)
    term_time_only = models.BooleanField("not in school holidays", default=False)
    skip_bank_holidays = models.BooleanField("not on bank holidays", default=False)
    attendance = models.CharField(
        max_length=10,
        default="in_person",
        choices=[("in_person", "In person"), ("online", "Online"), ("hybrid", "Both"), ("phone", "By phone")],
    )
    venue_name = models.CharField(max_length=150, blank=True)
    venue_address_line = models.CharField(max_length=150, blank=True)
    venue_town = models.CharField(max_length=80, blank=True)
    venue_postcode = models.CharField(max_length=10, blank=True)
    online_note = models.CharField(
        max_length=300, blank=True, help_text="How people join, such as “We send a link.”"
    )
    online_url = models.URLField(blank=True)
    online_url_is_public = models.BooleanField(default=False, help_text="Show the address to everyone.")
    booking_required = models.BooleanField(default=False)
    booking_url = models.URLField(blank=True)
    booking_deadline = models.DateField(null=True, blank=True)
    booking_days_before = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="For a regular event: how many days before each date booking ends."
    )
    capacity = models.PositiveIntegerField(null=True, blank=True)
    cost = models.CharField(max_length=150, blank=True, help_text="Such as “Free, with one hot drink”.")
    childcare = offer_field("childcare")
    travel_expenses = offer_field("travel expenses")
    interpreter_bsl = offer_field("British Sign Language interpreter")
    hearing_loop = offer_field("hearing loop")
    step_free = offer_field("step-free access")
    quiet_space = offer_field("quiet space")
    children_welcome = offer_field("children welcome")
    safety_lead_role = models.CharField(
        max_length=120, blank=True, help_text="The role that answers for safety on the day. Never a name."
    )
    related_consultation = models.ForeignKey(
        "events.ConsultationPage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="related_events",
    )

    content_panels = [
        *ClassifiedPage.content_panels,
        FieldPanel("description"),
        MultiFieldPanel(
            [
                FieldPanel("status"),
                FieldPanel("first_day"),
                FieldPanel("start_time"),
                FieldPanel("duration_minutes"),
                FieldPanel("rrule"),
                FieldPanel("repeat_count"),
                FieldPanel("repeat_until"),
                FieldPanel("term_time_only"),
            ],
            heading="When",
        ),
        MultiFieldPanel(
            [
                FieldPanel("attendance"),
                FieldPanel("venue_name"),
                FieldPanel("venue_address_line"),
                FieldPanel("venue_town"),
                FieldPanel("venue_postcode"),
                FieldPanel("online_note"),
                FieldPanel("online_url"),
                FieldPanel("online_url_is_public"),
            ],
            heading="Where",
        ),
        MultiFieldPanel([FieldPanel(name) for name in PROVISION], heading="Can every parent come?"),
        MultiFieldPanel(
            [
                FieldPanel("cost"),
                FieldPanel("booking_required"),
                FieldPanel("booking_url"),
                FieldPanel("booking_deadline"),
                FieldPanel("booking_days_before"),
                FieldPanel("capacity"),
            ],
            heading="Cost and booking",
        ),
        MultiFieldPanel([FieldPanel("safety_lead_role")], heading="Safety"),
        ContactFields.contact_panel,
        FieldPanel("related_consultation"),
        *ClassifiedPage.classification_panels,
    ]
    search_fields = [*ClassifiedPage.search_fields, index.SearchField("description")]

    document_type = "event"
    card_schema = EventCard
    document_schema = EventDocument
    prefetch_for_document = [*ClassifiedPage.prefetch_for_document, "related_consultation"]

    def clean(self) -> None:
        super().clean()
        faults: dict[str, str] = {}
        if self.rrule:
            check_rule(self.rrule)
        if self.repeat_count and self.repeat_until:
            faults["repeat_until"] = "Give a number of times or a last day, not both."
        if self.repeat_until and self.first_day and self.repeat_until < self.first_day:
            faults["repeat_until"] = "The last day is before the first."
        if (
            self.booking_deadline
            and self.first_day
            and not self.rrule
            and self.booking_deadline > self.first_day
        ):
            faults["booking_deadline"] = "Booking would end after the event."
        if faults:
            raise ValidationError(faults)

    @property
    def recurrence(self) -> Recurrence | None:
        """Return how it repeats, None for one date."""
        if not self.rrule or self.first_day is None:
            return None
        start = dt.datetime.combine(self.first_day, self.start_time or dt.time())
        return Recurrence(self.rrule, start, self.repeat_count, self.repeat_until)

    def build_document(self, build: DocumentBuilder) -> EventDocument:
        self._refuse_gaps()
        occurrences = self._occurrences(build)
        occurrences.record(build, self.status)
        recurrence = self.recurrence
        for name in PROVISION:
            if getattr(self, name) in {"yes", "on_request"}:
                build.tag("provision", name)
        build.tag("attendance", self.attendance)
        build.status = self.status
        return EventDocument(
            **self.common_values(build),
            **occurrences.values(build.now, self.status),
            status=self.status,
            attendance=self.attendance,
            provision=Provision(**{name: getattr(self, name) or "no" for name in PROVISION}),
            cost=self.cost,
            description=build.html(self.description),
            recurrence=RecurrenceValue(
                rule=recurrence.bounded_rule, words=words(recurrence, self.term_time_only, self.all_day)
            )
            if recurrence
            else None,
            schedule=occurrences.schedule(self),
            status_note=self.status_note,
            venue=self._venue(),
            online=self._online(),
            booking=self._booking(occurrences.next_day(build.now)),
            contact=self.public_contact(),
            safety_lead_role=self.safety_lead_role,
            related_consultation=build.related(self.related_consultation),
        )

    @property
    def all_day(self) -> bool:
        """Return whether it takes whole days."""
        return self.start_time is None

    def _refuse_gaps(self) -> None:
        if self.first_day is None:
            raise ValidationError({"first_day": "Say on which day the event is."})
        if self.start_time is not None and not self.duration_minutes:
            raise ValidationError({"duration_minutes": "Say how long the event takes."})

    def _occurrences(self, build: DocumentBuilder) -> Occurrences:
        holidays: list[tuple[dt.date, dt.date]] = []
        if self.term_time_only:
            build.depends_on(TERM_DATES_KEY)
            holidays = list(SchoolHoliday.objects.values_list("first_day", "last_day"))
        return Occurrences.of(self, holidays, build.now)

    def _venue(self) -> Venue | None:
        if not (self.venue_name or self.venue_town):
            return None
        return Venue(
            name=self.venue_name,
            address_line=self.venue_address_line,
            town=self.venue_town,
            postcode=self.venue_postcode,
        )

    def _online(self) -> Online | None:
        url = self.online_url if self.online_url_is_public else ""
        return Online(note=self.online_note, url=url or None) if self.online_note or url else None

    def _booking(self, next_day: dt.date | None) -> Booking:
        deadline = self.booking_deadline
        if self.rrule and self.booking_days_before is not None and next_day:
            deadline = next_day - dt.timedelta(days=self.booking_days_before)
        values: dict[str, Any] = {"required": self.booking_required, "capacity": self.capacity}
        return Booking(**values, url=self.booking_url or None, deadline=deadline)
