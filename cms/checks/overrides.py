"""Take reasons for keeping what a check warns of, and put them on record when the page goes out with them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from wagtail.log_actions import LogFormatter, log

from cms.checks.findings import Found
from cms.checks.models import LONGEST_REASON, CheckOverride

FIELD = "check-reason-"
LOG_ACTION = "cms.keep_despite_check"


def reasons_in(data: Mapping[str, str]) -> dict[str, str]:
    """Return the reasons in a sent form, by the fingerprint of what they answer; empty ones too."""
    return {
        name.removeprefix(FIELD): data[name].strip()[:LONGEST_REASON]
        for name in data
        if name.startswith(FIELD)
    }


def overrides_of(page: Any) -> dict[str, CheckOverride]:
    """Return the reasons that are kept for a page, by fingerprint."""
    if page.pk is None:
        return {}
    kept = CheckOverride.objects.filter(page=page.pk).select_related("user")
    return {one.fingerprint: one for one in kept}


def reasons_for(page: Any, given: Mapping[str, str]) -> dict[str, str]:
    """Return the reasons in force: those kept, under those that a form has now."""
    return {print_: one.reason for print_, one in overrides_of(page).items()} | dict(given)


def unanswered(page: Any, found: Iterable[Found], given: Mapping[str, str]) -> list[Found]:
    """Return the warnings that have no reason."""
    warnings = [one for one in found if not one.finding.blocks]
    if not warnings:
        return []
    reasons = reasons_for(page, given)
    return [one for one in warnings if not reasons.get(one.fingerprint)]


def keep_reasons(
    page: Any, found: Iterable[Found], given: Mapping[str, str], user: Any, now: dt.datetime
) -> None:
    """Keep what a form gives, also with a draft, so that no reason is typed twice; an emptied one goes."""
    kept = overrides_of(page)
    for one in found:
        reason, before = given.get(one.fingerprint), kept.get(one.fingerprint)
        if reason is None or one.finding.blocks or (before and before.reason == reason):
            continue
        if not reason:
            CheckOverride.objects.filter(page=page.pk, fingerprint=one.fingerprint).delete()
            continue
        CheckOverride.objects.update_or_create(
            page_id=page.pk,
            fingerprint=one.fingerprint,
            defaults={
                "check_name": one.check,
                "message": one.finding.message,
                "reason": reason,
                "user": user,
                "given_at": now,
                "used_at": None,
            },
        )


def has_unused(page: Any) -> bool:
    """Return whether reasons are kept for a page with which it has not gone out yet."""
    return bool(CheckOverride.objects.filter(page=page.pk, used_at=None).exists())


def record_use(page: Any, found: Iterable[Found], user: Any, now: dt.datetime) -> None:
    """Write into the page's history, once, each reason with which it is published or submitted now."""
    prints = [one.fingerprint for one in found]
    for override in CheckOverride.objects.filter(page=page.pk, fingerprint__in=prints, used_at=None):
        override.used_at = now
        override.save(update_fields=["used_at"])
        data = {"check": override.check_name, "message": override.message, "reason": override.reason}
        log(instance=page, action=LOG_ACTION, user=user, data=data)


class KeptDespiteCheck(LogFormatter):
    """How a reason reads in a page's history."""

    label = "Keep what a check warned of"

    def format_message(self, log_entry: Any) -> str:
        data = log_entry.data
        return f"Kept as it is: {data.get('message', '')} Reason: {data.get('reason', '')}"
