"""Events, consultations and the archive."""

from events.consultations import (
    ArchiveIndexPage,
    ConsultationIndexPage,
    ConsultationNotice,
    ConsultationPage,
    ConsultationSession,
    ConsultationWindow,
)
from events.events import EventIndexPage, EventPage
from events.term_dates import SchoolHoliday

__all__ = [
    "ArchiveIndexPage",
    "ConsultationIndexPage",
    "ConsultationNotice",
    "ConsultationPage",
    "ConsultationSession",
    "ConsultationWindow",
    "EventIndexPage",
    "EventPage",
    "SchoolHoliday",
]
