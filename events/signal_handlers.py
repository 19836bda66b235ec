"""Rebuild events whose dates leave out holidays, when those change."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.utils import timezone

from cms.content.dependents import mark_stale
from events.term_dates import BANK_HOLIDAYS_KEY, TERM_DATES_KEY, BankHoliday, SchoolHoliday


@transaction.atomic
def refresh_term_time_events(**kwargs: Any) -> None:
    mark_stale([TERM_DATES_KEY], timezone.now())


@transaction.atomic
def refresh_events_without_bank_holidays(**kwargs: Any) -> None:
    mark_stale([BANK_HOLIDAYS_KEY], timezone.now())


def connect() -> None:
    """Connect every handler."""
    post_save.connect(refresh_term_time_events, sender=SchoolHoliday)
    post_delete.connect(refresh_term_time_events, sender=SchoolHoliday)
    post_save.connect(refresh_events_without_bank_holidays, sender=BankHoliday)
    post_delete.connect(refresh_events_without_bank_holidays, sender=BankHoliday)
