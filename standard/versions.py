"""Versions of the standard: one is current, and publishing it supersedes the one before."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from cms.content import log
from cms.content.dependents import mark_stale
from cms.content.publication import sync_pages
from cms.indicators import Indicator
from standard.models import StandardIndexPage


@transaction.atomic
def version_changed(standard: StandardIndexPage, now: dt.datetime) -> None:
    """Bring all that depends on a version in line, after it was published or withdrawn.

    A new current version supersedes the other one, its parts are public when it is, and what carries
    statements has the words of the version that is current now.
    """
    log.hold_publishing_lock()
    if standard.live and standard.status == "current":
        supersede_others(standard)
    sync_pages(standard.get_children(), now)
    mark_stale({indicator.content_key for indicator in Indicator.objects.all()}, now)


def supersede_others(standard: StandardIndexPage) -> None:
    """Publish every other current version as superseded."""
    for other in StandardIndexPage.objects.live().filter(status="current").exclude(pk=standard.pk):
        other.status = "superseded"
        other.save_revision(log_action=True).publish()


@transaction.atomic
def begin_statements(version: str, now: dt.datetime) -> int:
    """Copy the current version's statements to a version that has none yet; return how many.

    A new version mostly keeps the words of the one before, and nobody should have to type them again.
    """
    if Indicator.objects.filter(version=version).exists():
        return 0
    copies = list(Indicator.objects.current())
    if len({indicator.version for indicator in copies}) != 1:
        return 0
    for indicator in copies:
        indicator.pk, indicator.version = None, version
    Indicator.objects.bulk_create(copies)
    # A bulk of rows sends no signals.
    mark_stale([Indicator.kind], now)
    return len(copies)
