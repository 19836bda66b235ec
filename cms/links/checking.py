"""Check links in turn, within an hourly budget, one at a time."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import logging
import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.utils import timezone

from cms.content.models import Checkpoint
from cms.content.schemas import write_instant
from cms.links.asking import Asker
from cms.links.guard import Guard
from cms.links.manners import HostManners, user_agent
from cms.links.models import Link, LinkState
from cms.links.verdicts import Course, judge, next_check
from cms.links.visits import Manners, visit

logger = logging.getLogger(__name__)

Clock = Callable[[], dt.datetime]

# A run ends after this long, so that the worker is free for readers; its last visit may take a minute more.
RUN_SECONDS = 30.0
RUNS_IN_AN_HOUR = 60
# Longer than any run takes. Who dies holding it keeps others away this long at most.
LEASE = dt.timedelta(minutes=10)
LEASE_NAME, BUDGET_NAME = "links:running-until", "links:checked"
AFTER_OUR_FAULT = dt.timedelta(days=1)


def check_by_settings() -> int:
    """Check what is due with the deployment's own budget and contact; return how many links."""
    if not settings.LINK_CHECKS_PER_HOUR:
        return 0
    asker = Asker(user_agent(settings.LINK_CHECKS_CONTACT), Guard())
    manners = HostManners(asker, timezone.now)
    return check_due(asker, manners, timezone.now, settings.LINK_CHECKS_PER_HOUR)


def check_due(asker: Asker, manners: Manners, now: Clock, per_hour: int) -> int:
    """Check links whose turn it is; return how many. Nothing where another run is on its way.

    The budget is spread over the hour. What is due and does not fit waits for a later run.
    """
    if not Link.objects.due(now()).exists():
        return 0
    ends = time.monotonic() + RUN_SECONDS
    count = 0
    with _lease(now()) as is_ours:
        if not is_ours:
            return 0
        for pk in Link.objects.due(now()).values_list("pk", flat=True)[: _allowance(now(), per_hour)]:
            if time.monotonic() > ends:
                break
            _spend(now())
            _check(pk, asker, manners, now)
            count += 1
    return count


def check(link: Link, asker: Asker, manners: Manners, now: Clock) -> None:
    """Visit an address and keep what was found."""
    evidence = visit(link.address, asker, manners)
    at = now()
    verdict, course = judge(evidence, Course(link.failures, link.failing_since), at)
    works = verdict.state in {LinkState.RIGHT, LinkState.MOVED}
    # Not `save`: meanwhile an editor may have said that it is ignored, or removed it.
    Link.objects.filter(pk=link.pk).update(
        state=verdict.state,
        reason=verdict.reason,
        new_address=verdict.new_address,
        status=evidence.status,
        hops=[dataclasses.asdict(hop) for hop in evidence.hops],
        title=evidence.title,
        seconds=evidence.seconds,
        checked_at=at,
        right_at=at if works else link.right_at,
        failures=course.failures,
        failing_since=course.since,
        next_check_at=next_check(verdict, evidence, at),
    )


def _check(pk: int, asker: Asker, manners: Manners, now: Clock) -> None:
    link = Link.objects.filter(pk=pk).first()
    if link is None:
        return
    try:
        check(link, asker, manners, now)
    except Exception:
        # One address must not keep the others from being checked.
        logger.exception("The check of %s failed by a fault of the hub's own.", link.address)
        Link.objects.filter(pk=pk).update(next_check_at=now() + AFTER_OUR_FAULT)


@contextmanager
def _lease(now: dt.datetime) -> Iterator[bool]:
    """Give whether this run is the only one; one at a time is what hosts are promised."""
    Checkpoint.objects.get_or_create(name=LEASE_NAME, defaults={"value": ""})
    # Instants in UTC are in order as texts too.
    free = Checkpoint.objects.filter(name=LEASE_NAME, value__lte=write_instant(now))
    until = write_instant(now + LEASE)
    if not free.update(value=until):
        yield False
        return
    try:
        yield True
    finally:
        Checkpoint.objects.filter(name=LEASE_NAME, value=until).update(value="")


def _allowance(now: dt.datetime, per_hour: int) -> int:
    """Return how many links this run may check."""
    return max(min(math.ceil(per_hour / RUNS_IN_AN_HOUR), per_hour - _spent(now)), 0)


def _spent(now: dt.datetime) -> int:
    kept = Checkpoint.objects.filter(name=BUDGET_NAME).first()
    hour, count = json.loads(kept.value) if kept else ("", 0)
    return int(count) if hour == _hour(now) else 0


def _spend(now: dt.datetime) -> None:
    # Before the visit: one that ends with the worker has been paid for.
    value = json.dumps([_hour(now), _spent(now) + 1])
    Checkpoint.objects.update_or_create(name=BUDGET_NAME, defaults={"value": value})


def _hour(now: dt.datetime) -> str:
    return write_instant(now)[:13]
