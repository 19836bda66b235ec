"""Archive past consultations: a dated fact and the record as it was; page, address and files stay."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from wagtail.log_actions import log as log_action
from wagtail.models import Revision

from cms.content import log, store
from cms.content.models import ContentItem
from cms.content.store import Stored
from cms.content.tree import PageTree
from events.archive_facts import FACTS, NEVER_ARCHIVED
from events.archive_files import missing_files
from events.consultation_records import ConsultationAction, ConsultationWindow
from events.consultations import ConsultationPage
from users.models import User

logger = logging.getLogger(__name__)

BATCH = 50
Kind = ConsultationAction.Kind
# In the history of a page.
LOGGED = {Kind.ARCHIVED: "events.consultation.archived", Kind.UNARCHIVED: "events.consultation.unarchived"}
# What came of it is told: by feedback, by why there is none, or by the note with which it was withdrawn.
HAS_OUTCOME = (
    Q(feedback_published_on__isnull=False) | ~Q(no_feedback_reason="") | Q(withdrawn_at__isnull=False)
)


class ArchiveRefused(ValidationError):  # noqa: N818, it reads as what happened
    """A consultation can not be archived; says why in an editor's words."""


@dataclass
class ArchiveRun:
    """What one run did; each problem was also said as it came."""

    archived: int = 0
    failed: int = 0
    missing_files: int = 0


@dataclass
class _Batch:
    """What is loaded at once for some consultations; `missing` names each one's files that are gone."""

    now: dt.datetime
    tree: PageTree
    pages: list[ConsultationPage]
    stored: dict[UUID, Stored]
    missing: dict[int, list[str]]


def closed_before(instant: dt.datetime) -> QuerySet[ConsultationPage]:
    """Return the public consultations, not archived, whose last window had ended at an instant."""
    windows = ConsultationWindow.objects.filter(page=OuterRef("pk"))
    # A window counts to the end of its last minute.
    running = windows.filter(closes_at__gte=instant.replace(second=0, microsecond=0))
    return ConsultationPage.objects.filter(  # type: ignore[no-any-return]
        Exists(windows),
        ~Exists(running),
        Exists(ContentItem.objects.filter(id=OuterRef("translation_key"))),
        # A pause that goes on keeps it current; one that was withdrawn is not opened again.
        Q(paused_since__isnull=True) | Q(withdrawn_at__isnull=False),
        live=True,
        archived_at__isnull=True,
    ).order_by("pk")


def last_closing(now: dt.datetime) -> dt.datetime:
    """Return the instant before which a consultation must have closed to be archived by itself."""
    return now - relativedelta(months=settings.ARCHIVE_AFTER_MONTHS)


def due(now: dt.datetime) -> QuerySet[ConsultationPage]:
    """Return the consultations to be archived at `now`."""
    return closed_before(last_closing(now)).filter(HAS_OUTCOME, kept_current=False)


def without_outcome(now: dt.datetime) -> QuerySet[ConsultationPage]:
    """Return those that would be archived, had anybody told what came of them."""
    return closed_before(last_closing(now)).exclude(HAS_OUTCOME)


def archive_due(
    clock: Callable[[], dt.datetime],
    on_progress: Callable[[int], object],
    on_problem: Callable[[str], None],
) -> ArchiveRun:
    """Archive all that is due, in batches that are one transaction each; a later run takes up what is left.

    `on_progress` is given how many a batch had, `on_problem` a sentence on each consultation that could not
    be archived, which does not stop the others, and on each file that is missing, which stops nothing.
    """
    run, after = ArchiveRun(), 0
    while ids := list(due(clock()).filter(pk__gt=after).values_list("pk", flat=True)[:BATCH]):
        # A media store that is far away must not be asked while nobody else can write.
        missing = _check_files(ids, run, on_problem)
        with transaction.atomic():
            log.hold_publishing_lock()
            now = clock()
            batch = _load(due(now).filter(pk__in=missing), now, missing)
            for page in batch.pages:
                with _setting_aside(page, run, on_problem):
                    with transaction.atomic():
                        _archive(page, batch, None, "")
                    run.archived += 1
        after = ids[-1]
        on_progress(len(ids))
    return run


def archive_consultation(
    page_id: int, now: dt.datetime, user: User | None = None, note: str = ""
) -> list[str]:
    """Archive one consultation that has closed, however lately; return the names of files that are missing.

    `archived_sha256` becomes the SHA-256 of the body with which `GET /api/v1/content/{id}` answered until
    this moment, byte for byte. Whoever kept that body can hash it; whoever did not puts it together from the
    archived document: `archived` is false and `archive` null, `updated_at` and `sequence` are `at` and
    `sequence` of the item's line in `/changes` before `archived`. Raises ArchiveRefused.
    """
    with transaction.atomic():
        log.hold_publishing_lock()
        page = ConsultationPage.objects.filter(pk=page_id).first()
        if page is None:
            raise ArchiveRefused("This consultation does not exist any more.")
        if not closed_before(now).filter(HAS_OUTCOME, pk=page_id).exists():
            raise ArchiveRefused(_why_not(page, now))
        gone = missing_files(page)
        batch = _load(ConsultationPage.objects.filter(pk=page_id), now, {page_id: gone})
        for public in batch.pages:
            _archive(public, batch, user, note)
        return gone


def unarchive_consultation(page_id: int, user: User | None, now: dt.datetime, note: str) -> bool:
    """Take a consultation out of the archive; only somebody's hand puts it back. False if it is not in it."""
    with transaction.atomic():
        log.hold_publishing_lock()
        row = ConsultationPage.objects.filter(pk=page_id, archived_at__isnull=False).first()
        if row is None:
            return False
        tree = PageTree()
        public = ConsultationPage.public_by_id([row.translation_key], tree)
        page: ConsultationPage = public.get(row.translation_key, row)
        before = facts(page)
        _set(page, **NEVER_ARCHIVED | {"kept_current": True})
        _note(page, Kind.UNARCHIVED, now, user, note, before, facts(page))
        if public:
            store.write(page, now, tree)
        return True


def facts(page: ConsultationPage) -> dict[str, Any]:
    """Return the facts of a page's archiving as JSON values."""
    at = page.archived_at
    return {name: getattr(page, name) for name in FACTS} | {"archived_at": at.isoformat() if at else None}


def _check_files(ids: list[int], run: ArchiveRun, on_problem: Callable[[str], None]) -> dict[int, list[str]]:
    """Return the missing files of each consultation whose files could be looked for."""
    missing: dict[int, list[str]] = {}
    for page in ConsultationPage.objects.filter(pk__in=ids):
        with _setting_aside(page, run, on_problem):
            missing[page.pk] = missing_files(page)
            run.missing_files += len(missing[page.pk])
            for name in missing[page.pk]:
                on_problem(f"{page.content_path} links to {name}, which is missing.")
    return missing


@contextmanager
def _setting_aside(
    page: ConsultationPage, run: ArchiveRun, on_problem: Callable[[str], None]
) -> Iterator[None]:
    """Let the rest go on where something fails for one consultation; the next run tries it again."""
    try:
        yield
    except Exception as fault:
        logger.exception("The consultation at %s could not be archived.", page.content_path)
        run.failed += 1
        on_problem(f"{page.content_path} could not be archived: {fault or type(fault).__name__}")


def _load(pages: QuerySet[ConsultationPage], now: dt.datetime, missing: dict[int, list[str]]) -> _Batch:
    ids, tree = list(pages.values_list("translation_key", flat=True)), PageTree()
    public = ConsultationPage.public_by_id(ids, tree)
    return _Batch(now, tree, list(public.values()), store.load(ids), missing)


def _archive(page: ConsultationPage, batch: _Batch, user: User | None, note: str) -> None:
    before = facts(page)
    body = _current_body(page, batch)
    _set(
        page,
        archived_at=batch.now,
        archived_sha256=hashlib.sha256(body).hexdigest(),
        archived_revision_id=page.live_revision_id or _record(page, batch.now),
        kept_current=False,
    )
    after = facts(page) | {"missing_files": batch.missing[page.pk]}
    _note(page, Kind.ARCHIVED, batch.now, user, note, before, after)
    store.write(page, batch.now, batch.tree, batch.stored)


def _current_body(page: ConsultationPage, batch: _Batch) -> bytes:
    """Return the stored document as it is right now, after what a worker that is behind has left to do."""
    item = batch.stored[page.translation_key].item
    if item.stale_since or (item.valid_until and item.valid_until <= batch.now):
        store.write(page, batch.now, batch.tree, batch.stored)
        batch.stored |= store.load([page.translation_key])
        item = batch.stored[page.translation_key].item
    return bytes(item.body)


def _set(page: ConsultationPage, **values: Any) -> None:
    """Set the facts in the row alone: a revision carries no facts of the whole page."""
    for name, value in values.items():
        setattr(page, name, value)
    ConsultationPage.objects.filter(pk=page.pk).update(**values)


def _record(page: ConsultationPage, now: dt.datetime) -> int:
    """Save the live page as a revision, older than any draft of it; return its number."""
    draft = page.latest_revision
    revision = Revision.objects.create(
        content_object=page,
        base_content_type=page.get_base_content_type(),
        content=page.serializable_data(),
        object_str=str(page),
        created_at=draft.created_at - dt.timedelta(microseconds=1) if draft else now,
    )
    _set(page, live_revision_id=revision.pk)
    if draft is None:
        _set(page, latest_revision_id=revision.pk, latest_revision_created_at=now)
    return int(revision.pk)


def _note(
    page: ConsultationPage,
    kind: ConsultationAction.Kind,
    at: dt.datetime,
    by: User | None,
    note: str,
    before: dict[str, Any],
    after: dict[str, Any],
) -> None:
    ConsultationAction.objects.create(
        page=page, kind=kind, at=at, by=by, note=note, before=before, after=after
    )
    log_action(page, LOGGED[kind], user=by, timestamp=at, data={"note": note})


def _why_not(page: ConsultationPage, now: dt.datetime) -> str:
    reasons = [
        (page.archived_at is not None, "is archived already."),
        (not page.live, "is not published."),
        (not ContentItem.objects.filter(id=page.translation_key).exists(), "is private."),
        (
            not closed_before(now).filter(pk=page.pk).exists(),
            "has not closed yet: a window of it is open, is still to come or is paused.",
        ),
    ]
    told = "has neither feedback nor a reason why there is none. Add one of them first."
    return f"“{page.title}” {next((reason for applies, reason in reasons if applies), told)}"
