"""The tasks of the shared parts; each can run twice, or die half-way, without harm."""

from __future__ import annotations

import logging

from celery import shared_task
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from cms.checks.live import check_live_pages
from cms.content.dependents import REFRESH_TASK
from cms.content.refresh import refresh_all
from cms.content.schedule import publish_scheduled as publish_due
from cms.links.checking import check_by_settings
from cms.links.following import follow
from cms.links.manners import forget_hosts
from cms.media.consent.ending import send_warnings
from cms.media.consent.withdrawal import SWEEP_TASK, complete_withdrawals, withdraw_ended
from cms.media.inspections import INSPECT_TASK
from cms.media.inspections import inspect_files as inspect_waiting
from cms.media.renditions import make_missing_renditions as make_renditions
from cms.previews.drafts import forget_ended
from cms.upkeep.digests import send_digests

logger = logging.getLogger(__name__)

RENDITIONS_AT_ONCE = 20


@shared_task(name=REFRESH_TASK)
def refresh_content() -> int:
    """Build all stale and due documents again, batch by batch; return how many."""
    total = refresh_all()
    if total:
        logger.info("Built %s documents again.", total)
    return total


@shared_task(name="cms.publish_scheduled")
def publish_scheduled() -> int:
    """Publish the pages whose time has come, and see to expired ones; return how many were published."""
    run = publish_due(timezone.now())
    if run.anything:
        logger.info("Scheduled publishing: %s", run)
    return run.published


@shared_task(name="cms.make_missing_renditions")
def make_missing_renditions() -> int:
    """Make the sizes of images that lack some; return how many images were mended."""
    return make_renditions(RENDITIONS_AT_ONCE)


@shared_task(name=INSPECT_TASK)
def inspect_files() -> int:
    """Look at uploads that nobody has looked at; return how many."""
    return inspect_waiting()


@shared_task(name="cms.mend_admin_indexes")
def mend_admin_indexes() -> None:
    """Make the admin's search and its "used in" lists right again where a lost message left them behind."""
    call_command("rebuild_references_index", verbosity=0)
    call_command("update_index", verbosity=0)


@shared_task(name="cms.check_live_pages")
def check_pages() -> int:
    """Ask the checks about the pages whose turn it is; return how many."""
    return check_live_pages(timezone.now())


@shared_task(name="cms.check_links")
def check_links() -> int:
    """Take in the links of what was published, then check those whose turn it is; return how many."""
    follow(timezone.now())
    checked = check_by_settings()
    if checked:
        logger.info("Checked %s links to other websites.", checked)
    return checked


@shared_task(name="cms.send_review_digests")
def send_review_digests() -> int:
    """Send this week's reminders of pages to be looked at again; return how many went out."""
    run = send_digests(timezone.now)
    logger.info(
        "Digests of reviews: %s sent, %s failed, %s pages name nobody.", run.sent, run.failed, run.nobody
    )
    return run.sent


@shared_task(name="cms.warn_of_ending_consent")
def warn_of_ending_consent() -> int:
    """Write about the pictures whose consent ends within 60 days, once each; return how many went out."""
    run = send_warnings(timezone.now)
    logger.info("Ending consent: %s sent, %s failed, %s name nobody.", run.sent, run.failed, run.nobody)
    return run.sent


@shared_task(name=SWEEP_TASK)
def withdraw_images() -> int:
    """Take back the pictures whose consent has ended, and complete what was taken back; return how many."""
    withdraw_ended(timezone.now())
    done = complete_withdrawals(timezone.now())
    if done:
        logger.info("%s pictures are gone from every document and address.", done)
    return done


@shared_task(name="cms.tidy_database")
def tidy_database() -> None:
    """Drop what has expired, and on SQLite fold the write-ahead log back into the file."""
    call_command("clearsessions")
    forget_ended(timezone.now())
    forget_hosts(timezone.now())
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
