"""The panels of an event in the admin."""

from __future__ import annotations

from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel

from cms.classified_pages import ClassifiedPage
from cms.contacts import ContactFields
from events.dates_panels import DatesInWordsPanel, ReadBackPanel
from events.event_checks import PROVISION
from events.repeats import RepeatsWidget

# By field, the help that its model does not give.
VENUE = {
    "venue_name": "Such as “Example Family Hub, the garden room”. Never somebody's home.",
    "venue_address_line": "Number and street, such as “12 Mill Lane”.",
    "venue_town": "Such as “Market Harborough”.",
    "venue_postcode": "Of the venue, such as LE16 9ZZ: people look the way up by it.",
}
BOOKING = {
    "booking_url": "Where people book by themselves, such as https://example.org/book.",
    "booking_deadline": "For a single event, such as the Friday before it. That day still counts.",
    "booking_days_before": "",
}
WITH_A_RULE = {
    "repeat_count": "",
    "repeat_until": "",
    "term_time_only": (
        "Tick it where dates in the school holidays fall away, such as for a group at a school."
    ),
    "skip_bank_holidays": "Tick it where dates on bank holidays fall away, such as Easter Monday.",
}
OFFERED = {
    "childcare": "Care for children while their parents take part, such as a crèche in the next room.",
    "travel_expenses": "Such as bus fares or petrol paid back on the day.",
    "interpreter_bsl": "“If you ask” where you book one for whoever says so in time.",
    "hearing_loop": "Ask the venue whether it works in the very room, such as the upstairs hall.",
    "step_free": "From the street to the room and to a toilet, such as by a ramp or a lift.",
    "quiet_space": "A room to go to when it is too much, such as for an autistic parent.",
    "children_welcome": "“Yes” where children may be with their parents in the room, such as babies in arms.",
}
# The form shows them where the event repeats, or where they hold something.
WHERE_REPEATED = {"data-asked-when": "repeats"}
WHERE_BOOKED = {"data-asked-when": "booked"}
WITH_A_PLACE = {"data-asked-where": "in_person hybrid"}
WITHOUT_A_PLACE = {"data-asked-where": "online hybrid phone"}

WHO, WHOSE = ClassifiedPage.classification_panels

# In the order in which an editor thinks: what, when, where, who, access, safety, sharing.
EVENT_PANELS = [
    FieldPanel(
        "description",
        help_text="What happens there, and what people need to bring, such as “Tea first, then "
        "we look at the plans in small groups.”",
    ),
    MultiFieldPanel(
        [
            DatesInWordsPanel(),
            FieldPanel("first_day"),
            FieldPanel("start_time"),
            FieldPanel("duration_minutes"),
            FieldPanel(
                "rrule",
                widget=RepeatsWidget,
                help_text="Such as every second Tuesday, or monthly on the last Wednesday.",
            ),
            *(FieldPanel(name, help_text=words, attrs=WHERE_REPEATED) for name, words in WITH_A_RULE.items()),
            InlinePanel(
                "skipped_days",
                label="day",
                heading="Except on these days",
                help_text="Days that fall away without a word, such as half-term.",
                attrs=WHERE_REPEATED,
            ),
            InlinePanel(
                "extra_dates",
                label="date",
                heading="Also on these dates",
                help_text="Dates beside the usual ones, such as one more session in June.",
            ),
            ReadBackPanel(),
        ],
        heading="When",
    ),
    MultiFieldPanel(
        [
            FieldPanel("status"),
            FieldPanel("status_note"),
            InlinePanel(
                "date_changes",
                label="change",
                heading="Changes to single dates",
                help_text="Such as one Tuesday on which the hall is closed. "
                "Readers see what changed, and why.",
            ),
        ],
        heading="Is it going ahead?",
    ),
    MultiFieldPanel(
        [
            FieldPanel(
                "attendance",
                help_text="Such as “Both” where people can also join from home. The "
                "next questions follow from it.",
            ),
            *(FieldPanel(name, help_text=words, attrs=WITH_A_PLACE) for name, words in VENUE.items()),
            FieldPanel("online_note", attrs=WITHOUT_A_PLACE),
            FieldPanel("online_url", attrs=WITHOUT_A_PLACE),
            FieldPanel(
                "online_url_is_public",
                help_text="Tick it only where strangers may join, such as for a webinar. "
                "Else send the link to those who book.",
                attrs=WITHOUT_A_PLACE,
            ),
        ],
        heading="Where",
    ),
    WHO,
    MultiFieldPanel(
        [FieldPanel(name, help_text=OFFERED[name]) for name in PROVISION],
        heading="Can every parent come?",
        help_text="What you leave empty is published as “No”.",
    ),
    MultiFieldPanel(
        [
            FieldPanel("cost"),
            FieldPanel(
                "booking_required",
                help_text="Tick it where nobody can just turn up, such as for a course with 12 places.",
            ),
            *(FieldPanel(name, help_text=words, attrs=WHERE_BOOKED) for name, words in BOOKING.items()),
            FieldPanel(
                "capacity",
                help_text="How many can come, such as 12. Leave empty where there is room for all.",
            ),
        ],
        heading="Cost and booking",
    ),
    MultiFieldPanel([FieldPanel("safety_lead_role")], heading="Safety"),
    ContactFields.contact_panel,
    FieldPanel(
        "related_consultation",
        help_text="Where people come to answer one, such as “Short breaks: what matters to you?”",
    ),
    WHOSE,
]
