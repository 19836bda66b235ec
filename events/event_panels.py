"""The panels of an event in the admin."""

from __future__ import annotations

from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel

from cms.contacts import ContactFields
from cms.pages import ClassifiedPage
from events.dates_panels import DatesInWordsPanel, ReadBackPanel
from events.event_checks import PROVISION
from events.repeats import RepeatsWidget

VENUE = ["name", "address_line", "town", "postcode"]
BOOKING = ["booking_url", "booking_deadline", "booking_days_before"]
WITH_A_RULE = ["repeat_count", "repeat_until", "term_time_only", "skip_bank_holidays"]
# The form shows them where the event repeats, or where they hold something.
WHERE_REPEATED = {"data-asked-when": "repeats"}
WHERE_BOOKED = {"data-asked-when": "booked"}
WITH_A_PLACE = {"data-asked-where": "in_person hybrid"}
WITHOUT_A_PLACE = {"data-asked-where": "online hybrid phone"}

WHO, WHOSE = ClassifiedPage.classification_panels

# In the order in which an editor thinks: what, when, where, who, access, safety, sharing.
EVENT_PANELS = [
    FieldPanel("description"),
    MultiFieldPanel(
        [
            DatesInWordsPanel(),
            FieldPanel("first_day"),
            FieldPanel("start_time"),
            FieldPanel("duration_minutes"),
            FieldPanel("rrule", widget=RepeatsWidget),
            *(FieldPanel(name, attrs=WHERE_REPEATED) for name in WITH_A_RULE),
            InlinePanel("skipped_days", label="day", heading="Except on these days", attrs=WHERE_REPEATED),
            InlinePanel("extra_dates", label="date", heading="Also on these dates"),
            ReadBackPanel(),
        ],
        heading="When",
    ),
    MultiFieldPanel(
        [
            FieldPanel("status"),
            FieldPanel("status_note"),
            InlinePanel("date_changes", label="change", heading="Changes to single dates"),
        ],
        heading="Is it going ahead?",
    ),
    MultiFieldPanel(
        [
            FieldPanel("attendance"),
            *(FieldPanel(f"venue_{name}", attrs=WITH_A_PLACE) for name in VENUE),
            FieldPanel("online_note", attrs=WITHOUT_A_PLACE),
            FieldPanel("online_url", attrs=WITHOUT_A_PLACE),
            FieldPanel("online_url_is_public", attrs=WITHOUT_A_PLACE),
        ],
        heading="Where",
    ),
    WHO,
    MultiFieldPanel([FieldPanel(name) for name in PROVISION], heading="Can every parent come?"),
    MultiFieldPanel(
        [
            FieldPanel("cost"),
            FieldPanel("booking_required"),
            *(FieldPanel(name, attrs=WHERE_BOOKED) for name in BOOKING),
            FieldPanel("capacity"),
        ],
        heading="Cost and booking",
    ),
    MultiFieldPanel([FieldPanel("safety_lead_role")], heading="Safety"),
    ContactFields.contact_panel,
    FieldPanel("related_consultation"),
    WHOSE,
]
