"""Take a picture back: from every document, from the media store, and from all that ask for it."""

from __future__ import annotations

import datetime as dt
import logging
from typing import Any
from uuid import UUID

from celery import current_app
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from wagtail.log_actions import log

from cms.content.dependents import mark_stale
from cms.content.models import ContentDependency, ContentItem
from cms.dates import local
from cms.media.consent.models import ImageWithdrawal
from cms.media.models import HubImage

logger = logging.getLogger(__name__)

LOG_ACTION = "hub.image_withdrawn"
SWEEP_TASK = "cms.withdraw_images"
AT_ONCE = 20
# Another picture has another address: what needs nobody's consent may be kept as long as caches keep things.
LONG, SHORT = dt.timedelta(days=365), dt.timedelta(minutes=1)


@transaction.atomic
def withdraw_image(image: HubImage, by: Any, now: dt.datetime, reason: str) -> ImageWithdrawal:
    """Take a picture back for good; return the record, which the worker completes within a minute.

    From the commit on its addresses answer 410 and its documents are marked to be built with the drawing. The
    files, the original among them, are deleted after that: a rollback would bring back no file.
    """
    items = ContentItem.objects.filter(
        id__in=ContentDependency.objects.filter(key=image.content_key).values("item")
    ).order_by("path")
    places = [
        {"id": str(item.id), "type": item.type, "title": item.title, "path": item.path}
        for item in items.only("id", "type", "title", "path")
    ]
    renditions = list(image.renditions.all())
    record = ImageWithdrawal.objects.create(
        image=image.uuid,
        version=image.file_version,
        title=image.title,
        reason=reason,
        by=by,
        at=now,
        places=places,
        addresses=sorted(rendition.public_url for rendition in renditions),
        purge_keys=[image.content_key, *(f"item:{place['id']}" for place in places)],
        files=sorted({str(image.file.name), *(str(rendition.file.name) for rendition in renditions)}),
    )
    HubImage.objects.filter(pk=image.pk).update(withdrawn_at=now)
    image.withdrawn_at = now
    mark_stale([image.content_key], now)
    log(image, LOG_ACTION, user=by, title=image.title, data={"reason": reason, "record": record.pk})
    logger.info("The picture %s was taken back from %s documents: %s", image.uuid, len(places), reason)
    # The message only wakes the worker: the sweep takes what a lost one left.
    transaction.on_commit(wake_sweep, robust=True)
    return record


def wake_sweep() -> None:
    """Ask the worker to complete withdrawals now."""
    current_app.send_task(SWEEP_TASK, ignore_result=True)


def withdraw_ended(now: dt.datetime) -> int:
    """Take back the pictures whose consent has ended; return how many.

    Readers see the drawing from that instant on, whether or not this has run.
    """
    ended = HubImage.objects.filter(withdrawn_at=None, consent_expires_on__lt=local(now).date())
    count = 0
    for image in ended.order_by("pk")[:AT_ONCE]:
        withdraw_image(image, None, now, f"Consent ended on {image.consent_expires_on:%d/%m/%Y}.")
        count += 1
    return count


def complete_withdrawals(now: dt.datetime) -> int:
    """Delete the files of what was taken back, note when no document shows it; return how many are done."""
    done = 0
    unfinished = Q(files_gone_at=None) | Q(documents_changed_at=None)
    for record in ImageWithdrawal.objects.filter(unfinished).order_by("pk"):
        if record.files_gone_at is None:
            _delete_files(record, now)
        if record.documents_changed_at is None and not _shown(record):
            record.documents_changed_at = now
        record.save(update_fields=["files_gone_at", "documents_changed_at", "fault", "files"])
        done += record.is_complete
    return done


def _delete_files(record: ImageWithdrawal, now: dt.datetime) -> None:
    """Delete every file of the version, also sizes that the admin has made for itself since."""
    image = HubImage.objects.filter(uuid=record.image).first()
    if image is not None and image.file_version == record.version:
        later = {str(rendition.file.name) for rendition in image.renditions.all()}
        record.files = sorted({*record.files, *later})
    try:
        for name in record.files:
            default_storage.delete(name)
    except Exception as fault:
        # The store may be away: their addresses answer 410 all the same, and the next sweep tries again.
        logger.exception("Files of the picture %s could not be deleted.", record.image)
        record.fault = str(fault) or type(fault).__name__
        return
    if image is not None and image.file_version == record.version:
        image.renditions.all().delete()
    record.files_gone_at, record.fault = now, ""


def _shown(record: ImageWithdrawal) -> bool:
    """Return whether a document waits to be built without the picture."""
    shown = ContentDependency.objects.filter(key=f"image:{record.image}", item__stale_since__isnull=False)
    return shown.exists()


def kept_for(image: UUID, version: str, now: dt.datetime) -> dt.timedelta | None:
    """Return how long caches may keep this version of a picture, None where nobody may have it any more.

    One that shows people is asked for again each minute: they can take their consent back on any day, and no
    server can reach what a browser keeps.
    """
    if ImageWithdrawal.objects.filter(version=version).exists():
        return None
    found = HubImage.objects.filter(uuid=image).values_list("shows_people", "consent_expires_on").first()
    shows_people, ends_on = found or (False, None)
    if ends_on and ends_on < local(now).date():
        return None
    return SHORT if shows_people or ends_on else LONG
