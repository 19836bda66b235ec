"""The panels of an event in the admin."""

from __future__ import annotations

from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel

from cms.contacts import ContactFields
from events.dates_panel import DatesPanel
from events.event_checks import PROVISION
from events.repeats import RepeatsWidget

EVENT_PANELS = [
    FieldPanel("description"),
    MultiFieldPanel(
        [
            DatesPanel(),
            FieldPanel("first_day"),
            FieldPanel("start_time"),
            FieldPanel("duration_minutes"),
            FieldPanel("rrule", widget=RepeatsWidget),
            FieldPanel("repeat_count"),
            FieldPanel("repeat_until"),
            FieldPanel("term_time_only"),
            FieldPanel("skip_bank_holidays"),
            InlinePanel("skipped_days", label="Day", heading="Except on these days"),
            InlinePanel("extra_dates", label="Date", heading="Also on these dates"),
        ],
        heading="When",
    ),
    MultiFieldPanel(
        [
            FieldPanel("status"),
            FieldPanel("status_note"),
            InlinePanel("date_changes", label="Change", heading="Changes to single dates"),
        ],
        heading="Is it going ahead?",
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
]
