"""The state of the whole store: its newest change, and when time alone changes an answer next."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import connection

from cms.content.listing import read_instant
from cms.content.selection import day_start
from cms.dates import local

# What stands beside documents, such as which areas an area covers, can change without a number.
LONGEST = dt.timedelta(minutes=1)


@dataclass(frozen=True)
class Edition:
    """Answers made from the store hold while its sequence is this one and `until` has not come."""

    sequence: int
    until: dt.datetime | None
    read_at: dt.datetime

    def holds(self, sequence: int, now: dt.datetime) -> bool:
        """Return whether an answer of this edition may still be given."""
        return self.sequence == sequence and self.lasts(now)

    def lasts(self, now: dt.datetime) -> bool:
        """Return whether time alone lets an answer of this edition stand."""
        if not self.read_at <= now < self.read_at + LONGEST:
            return False
        return self.until is None or now < self.until


def edition(now: dt.datetime) -> Edition:
    """Return the store's edition at `now`, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT value FROM cms_contentcounter WHERE id = 1),"
            " (SELECT MIN(starts_at) FROM cms_contentperiod WHERE starts_at > %s),"
            " (SELECT MIN(ends_at) FROM cms_contentperiod WHERE ends_at > %s),"
            " (SELECT MIN(archived_from) FROM cms_contentitem WHERE archived_from > %s),"
            " (SELECT MIN(valid_until) FROM cms_contentitem WHERE valid_until > %s)",
            [connection.ops.adapt_datetimefield_value(now)] * 4,
        )
        sequence, *edges = cursor.fetchone()
    until = min((read_instant(edge) for edge in edges if edge), default=None)
    return Edition(int(sequence), until, now)


def last_turn(now: dt.datetime) -> dt.datetime:
    """Return the last instant up to `now` at which a day began or time alone changed an answer.

    From then to `now` everything reads the same, so a cursor that names it is the same in every process.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT MAX(starts_at) FROM cms_contentperiod WHERE starts_at <= %s),"
            " (SELECT MAX(ends_at) FROM cms_contentperiod WHERE ends_at <= %s),"
            " (SELECT MAX(archived_from) FROM cms_contentitem WHERE archived_from <= %s),"
            " (SELECT MAX(valid_until) FROM cms_contentitem WHERE valid_until <= %s)",
            [connection.ops.adapt_datetimefield_value(now)] * 4,
        )
        edges = cursor.fetchone()
    return max([day_start(local(now).date()), *(read_instant(edge) for edge in edges if edge)])
