"""How often somebody may do something, counted in the database so that all processes count together.

Who it is stands there as a keyed hash alone, and is forgotten once the count can not matter any more.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
from dataclasses import dataclass

from django.conf import settings
from django.db import connection

from standard.assessments.models import RateCount


@dataclass(frozen=True)
class Limit:
    """At most `most` of something in any `seconds`."""

    name: str
    most: int
    seconds: int
    words: str


STARTS = Limit("starts", 10, 3600, "From one place you can start ten assessments an hour.")
WRONG_TOKENS = Limit("wrong-tokens", 20, 60, "Too many addresses were tried that lead nowhere.")
MAILS = Limit("mails", 10, 3600, "A link can be sent ten times an hour.")
WRITES = Limit("writes", 120, 60, "You can save 120 times a minute.")


class TooMany(Exception):  # noqa: N818, it is said in words and not an error of ours
    """It was done too often; `seconds` is when it can be tried again."""

    def __init__(self, limit: Limit, seconds: int) -> None:
        super().__init__(f"{limit.words} Try again in {seconds} seconds. Nothing that was saved is lost.")
        self.seconds = seconds


def check(limit: Limit, subject: str, now: dt.datetime) -> None:
    """Raise TooMany where the limit is reached; counts nothing, so asking in vain does not prolong it."""
    _refuse_at(limit, subject, now, limit.most)


def count(limit: Limit, subject: str, now: dt.datetime) -> None:
    """Count one more; raises TooMany, uncounted, where the limit is reached."""
    check(limit, subject, now)
    _add(limit, subject, now)
    # Others may have counted between the two.
    _refuse_at(limit, subject, now, limit.most + 1)


def note(limit: Limit, subject: str, now: dt.datetime) -> None:
    """Count one more of what has happened already."""
    _add(limit, subject, now)


def forget(now: dt.datetime) -> int:
    """Delete the counts that no limit looks at any more; return how many."""
    return RateCount.objects.filter(ends_at__lte=now).delete()[0]


def _refuse_at(limit: Limit, subject: str, now: dt.datetime, most: int) -> None:
    """Raise TooMany where `most` are reached within the last `seconds`.

    Of the period before, as much counts as still lies in them: a limit over fixed periods would let twice as
    many through around the turn of one.
    """
    period, passed = divmod(now.timestamp(), limit.seconds)
    counts = dict(
        RateCount.objects.filter(
            key=_key(limit, subject), period__in=[int(period), int(period) - 1]
        ).values_list("period", "count")
    )
    before, here = counts.get(int(period) - 1, 0), counts.get(int(period), 0)
    if here + before * (1 - passed / limit.seconds) > most - 1:
        raise TooMany(limit, _seconds_until_fewer(limit, before, here, passed))


def _seconds_until_fewer(limit: Limit, before: int, here: int, passed: float) -> int:
    """Return after how many whole seconds one more is let through."""
    if here >= limit.most:
        # In the next period, once so much of this one has gone by.
        share = 1 - (limit.most - 1) / here
        return int(limit.seconds - passed + share * limit.seconds) + 1
    share = 1 - (limit.most - 1 - here) / before if before else 0
    return max(1, int(share * limit.seconds - passed) + 1)


def _add(limit: Limit, subject: str, now: dt.datetime) -> None:
    period = int(now.timestamp() // limit.seconds)
    ends_at = dt.datetime.fromtimestamp((period + 2) * limit.seconds, dt.UTC)
    with connection.cursor() as cursor:
        # One statement, as two processes may make the first one of a period at once.
        cursor.execute(
            "INSERT INTO standard_ratecount (key, period, count, ends_at) VALUES (%s, %s, 1, %s)"
            " ON CONFLICT (key, period) DO UPDATE SET count = standard_ratecount.count + 1",
            [_key(limit, subject), period, connection.ops.adapt_datetimefield_value(ends_at)],
        )


def _key(limit: Limit, subject: str) -> str:
    text = f"{limit.name} {subject}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), text, hashlib.sha256).hexdigest()
