"""Events: one-off or regular sessions that parents and carers can join."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, Self
from uuid import UUID

from django.db import models
from django.utils.functional import cached_property
from wagtail.fields import RichTextField
from wagtail.search import index

from cms.classified_pages import ClassifiedPage
from cms.contacts import ContactFields
from cms.content.builder import BuiltDocument, DocumentBuilder
from cms.content.rich_text import FEATURES
from cms.content.tree import PageTree
from cms.index_pages import IndexPage
from events import calendar_revision, history
from events.event_checks import (
    PROVISION,
    check_deadline,
    check_rule_fields,
    missing_dates,
    missing_facts,
    refuse,
)
from events.event_documents import (
    Booking,
    EventCard,
    EventDocument,
    Online,
    Provision,
    RecurrenceValue,
    Venue,
)
from events.event_panels import EVENT_PANELS
from events.holidays import Holidays
from events.occurrences import Occurrences
from events.offers import offer_field
from events.plan import EventDate
from events.recurrence import Recurrence, words
from events.statuses import EVENT_STATUSES
from events.term_dates import BANK_HOLIDAYS_KEY, TERM_DATES_KEY


class EventIndexPage(IndexPage):
    """Lists the events."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["events.EventPage"]
    max_count = 1
    content_query = "/api/v1/content?type=event"


class EventPage(ContactFields, ClassifiedPage):
    """One session, or a regular one, that parents and carers can join."""

    parent_page_types = ["events.EventIndexPage"]
    subpage_types: list[str] = []

    description = RichTextField(features=FEATURES)
    status = models.CharField(
        "the event as a whole",
        max_length=12,
        default="scheduled",
        choices=EVENT_STATUSES,
        help_text="What holds for every date that is still to come. Single dates are changed below.",
    )
    status_note = models.CharField(
        "public note",
        max_length=300,
        blank=True,
        help_text="Why it is cancelled or postponed, and what happens instead.",
    )
    first_day = models.DateField(null=True, help_text="The day of the event, or the first of a regular one.")
    start_time = models.TimeField(null=True, blank=True, help_text="Leave empty for an event of whole days.")
    duration_minutes = models.PositiveIntegerField(
        "how long, in minutes",
        null=True,
        blank=True,
        help_text="Such as 90. For whole days, leave it empty, or count 1440 for each day.",
    )
    rrule = models.CharField("repeats", max_length=200, blank=True)
    repeat_count = models.PositiveSmallIntegerField(
        "how many times?",
        null=True,
        blank=True,
        help_text="With the first. Leave empty where it ends on a day, or goes on until further notice.",
    )
    repeat_until = models.DateField(
        "until when?",
        null=True,
        blank=True,
        help_text="The last day on which it can be. Leave empty where it goes on until further notice.",
    )
    term_time_only = models.BooleanField("not in school holidays", default=False)
    skip_bank_holidays = models.BooleanField("not on bank holidays", default=False)
    attendance = models.CharField(
        "how people take part",
        max_length=10,
        default="in_person",
        choices=[("in_person", "In person"), ("online", "Online"), ("hybrid", "Both"), ("phone", "By phone")],
    )
    venue_name = models.CharField("venue", max_length=150, blank=True)
    venue_address_line = models.CharField("street", max_length=150, blank=True)
    venue_town = models.CharField("town or village", max_length=80, blank=True)
    venue_postcode = models.CharField("postcode", max_length=10, blank=True)
    online_note = models.CharField(
        "how to join online or by phone",
        max_length=300,
        blank=True,
        help_text="Public, such as “We send a link once you have booked.”",
    )
    online_url = models.URLField(
        "web address to join",
        blank=True,
        help_text="Readers, lists and calendars get it only if you tick that it is public.",
    )
    online_url_is_public = models.BooleanField("show that address to everyone", default=False)
    booking_required = models.BooleanField("people must book", default=False)
    booking_url = models.URLField("web address to book", blank=True)
    booking_deadline = models.DateField("last day to book", null=True, blank=True)
    booking_days_before = models.PositiveSmallIntegerField(
        "or days before each date",
        null=True,
        blank=True,
        help_text="For a regular event: how many days before each of its dates booking ends.",
    )
    capacity = models.PositiveIntegerField("places", null=True, blank=True)
    cost = models.CharField(max_length=150, blank=True, help_text="Such as “Free, with one hot drink”.")
    childcare = offer_field("childcare")
    travel_expenses = offer_field("travel expenses")
    interpreter_bsl = offer_field("British Sign Language interpreter")
    hearing_loop = offer_field("hearing loop")
    step_free = offer_field("step-free access")
    quiet_space = offer_field("quiet space")
    children_welcome = offer_field("children welcome")
    safety_lead_role = models.CharField(
        "who answers for safety on the day",
        max_length=120,
        blank=True,
        help_text="A role such as “Family hub manager”. Never a name.",
    )
    related_consultation = models.ForeignKey(
        "events.ConsultationPage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="related_events",
    )

    content_panels = [*ClassifiedPage.content_panels, *EVENT_PANELS]
    search_fields = [*ClassifiedPage.search_fields, index.SearchField("description")]

    # Places, times and prices of sessions change more often than words do.
    review_months = 6
    guide_section = "events"
    document_type = "event"
    card_schema = EventCard
    document_schema = EventDocument
    select_for_document = [*ClassifiedPage.select_for_document, "calendar_revision"]
    prefetch_for_document = [
        *ClassifiedPage.prefetch_for_document,
        "related_consultation",
        "extra_dates",
        "skipped_days",
        "date_changes",
        "published_dates",
    ]

    def clean(self) -> None:
        super().clean()
        check_rule_fields(self)

    @property
    def recurrence(self) -> Recurrence | None:
        """Return how it repeats, None for one date."""
        if not self.rrule or self.first_day is None:
            return None
        start = dt.datetime.combine(self.first_day, self.start_time or dt.time())
        return Recurrence(self.rrule, start, self.repeat_count, self.repeat_until)

    @property
    def recurrence_words(self) -> str:
        """Return how it repeats as people read it, nothing for one date."""
        recurrence = self.recurrence
        if recurrence is None:
            return ""
        return words(
            recurrence, self.term_time_only, self.all_day, skip_bank_holidays=self.skip_bank_holidays
        )

    @property
    def all_day(self) -> bool:
        """Return whether it takes whole days."""
        return self.start_time is None

    @property
    def leaves_out_holidays(self) -> bool:
        """Return whether its dates depend on a register of holidays."""
        return self.term_time_only or self.skip_bank_holidays

    @cached_property
    def holidays(self) -> Holidays:
        """Return the registers of holidays, which a batch of events shares."""
        return Holidays()

    @classmethod
    def public_by_id(cls, ids: Iterable[UUID], tree: PageTree) -> dict[UUID, Self]:
        events = super().public_by_id(ids, tree)
        holidays = Holidays()
        for event in events.values():
            event.holidays = holidays
        return events

    def check_dates(self) -> None:
        """Raise ValidationError where it is not said when the event is."""
        check_rule_fields(self)
        refuse(missing_dates(self))

    def occurrences(self, now: dt.datetime) -> Occurrences:
        """Return its dates as of `now`; raises ValidationError where what is said of them does not fit."""
        return Occurrences.of(self, self.holidays, now)

    def build_document(self, build: DocumentBuilder) -> EventDocument:
        check_rule_fields(self)
        refuse(missing_dates(self) | missing_facts(self))
        if self.term_time_only:
            build.depends_on(TERM_DATES_KEY)
        if self.skip_bank_holidays:
            build.depends_on(BANK_HOLIDAYS_KEY)
        occurrences = self.occurrences(build.now)
        check_deadline(self, occurrences)
        occurrences.record(build)
        self._tag(build)
        document = self._document(build, occurrences)
        values = document.model_dump(mode="json", include=calendar_revision.COMPARED)
        document.schedule.sequence = calendar_revision.sequence(self, values, build.periods, build.now)
        return document

    def document_stored(self, built: BuiltDocument, now: dt.datetime) -> None:
        history.keep(self, built.periods)
        calendar_revision.keep(self, built.values, built.periods, now)

    def _tag(self, build: DocumentBuilder) -> None:
        for name in PROVISION:
            if getattr(self, name) in {"yes", "on_request"}:
                build.tag("provision", name)
        build.tag("attendance", self.attendance)
        build.status = self.status

    def _document(self, build: DocumentBuilder, occurrences: Occurrences) -> EventDocument:
        recurrence = self.recurrence
        return EventDocument(
            **self.common_values(build),
            **occurrences.values(build.now),
            status=self.status,
            attendance=self.attendance,
            provision=Provision(**{name: getattr(self, name) or "no" for name in PROVISION}),
            cost=self.cost,
            description=build.html(self.description),
            recurrence=RecurrenceValue(rule=recurrence.bounded_rule, words=self.recurrence_words)
            if recurrence
            else None,
            schedule=occurrences.schedule(self),
            status_note=self.status_note,
            venue=self._venue(),
            online=self._online(),
            booking=self._booking(occurrences.next(build.now)),
            contact=self.public_contact(),
            safety_lead_role=self.safety_lead_role,
            related_consultation=build.related(self.related_consultation),
        )

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

    def _booking(self, coming: EventDate | None) -> Booking:
        deadline = self.booking_deadline
        several = self.rrule or self.extra_dates.all()
        if several and self.booking_days_before is not None and coming:
            deadline = coming.day - dt.timedelta(days=self.booking_days_before)
        values: dict[str, Any] = {"required": self.booking_required, "capacity": self.capacity}
        return Booking(**values, url=self.booking_url or None, deadline=deadline)
