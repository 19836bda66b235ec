"""Events, consultations and the archive."""

from events.consultation_records import (
    ConsultationAction,
    ConsultationNotice,
    ConsultationSession,
    ConsultationWindow,
    FeedbackUpdate,
)
from events.consultations import ArchiveIndexPage, ConsultationIndexPage, ConsultationPage
from events.event_dates import CalendarRevision, DateChange, ExtraDate, PublishedDate, SkippedDay
from events.events import EventIndexPage, EventPage
from events.pre_election import PreElectionPeriod
from events.term_dates import BankHoliday, SchoolHoliday

__all__ = [
    "ArchiveIndexPage",
    "BankHoliday",
    "CalendarRevision",
    "ConsultationAction",
    "ConsultationIndexPage",
    "ConsultationNotice",
    "ConsultationPage",
    "ConsultationSession",
    "ConsultationWindow",
    "DateChange",
    "EventIndexPage",
    "EventPage",
    "ExtraDate",
    "FeedbackUpdate",
    "PreElectionPeriod",
    "PublishedDate",
    "SchoolHoliday",
    "SkippedDay",
]
