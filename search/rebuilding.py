"""Build the index anew beside the old one, which is searched until the new one is whole."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from uuid import UUID, uuid4

from django.db.models import Q

from cms.content import log
from cms.content.models import Checkpoint, ContentItem
from search.engines import Engine, IndexMissing, IndexState, SearchUnavailable, Writer
from search.files.models import FileText
from search.fingerprint import fingerprint
from search.follower import catch_up, index
from search.models import SearchFault

logger = logging.getLogger(__name__)

BATCH = 200
# A commit costs a segment; it is also what a run that dies loses at most.
BATCHES_A_COMMIT = 10
# Longer than any rebuild takes.
LONGEST = dt.timedelta(days=1)
PLACE = "rebuild-search"
TRIES = 5
Progress = Callable[[int, int], None]


def is_usable(engine: Engine) -> bool:
    """Return whether the live index is one that this version of the hub made, of this database's content."""
    state = engine.live()
    if state is None:
        return False
    if state.fingerprint != fingerprint():
        logger.warning("The search index was made by another version of the hub: it is built anew.")
        return False
    if state.sequence > log.latest_sequence():
        logger.warning("The search index is ahead of the database, as after a restore: it is built anew.")
        return False
    try:
        engine.check()
    except IndexMissing as missing:
        logger.warning("%s It is built anew.", missing)
        return False
    return True


def rebuild(engine: Engine, now: Callable[[], dt.datetime], on_progress: Progress) -> int:
    """Make a new version of all items, check it and search it from then on; return how many items it has.

    A run that dies is gone on with by the next one. `on_progress` is given how many items a batch had, and
    how many there are in all.
    """
    state, place = _begun(engine)
    with engine.writer(state.version) as writer:
        _write_all(writer, place, now, on_progress)
        count = _checked(writer, now)
    engine.swap(state.version)
    # The follower may have taken files into the old version after the new one had their items.
    FileText.objects.filter(changed_at__gt=now() - LONGEST).update(taken_in_at=None)
    forget_place()
    return count


def forget_place() -> None:
    """Have the next run begin at the beginning."""
    Checkpoint.objects.filter(name=PLACE).delete()


def _begun(engine: Engine) -> tuple[IndexState, UUID | None]:
    """Return the version that is being made, and the last item that is in it."""
    versions = {state.version: state for state in engine.versions()}
    live = engine.live()
    saved = Checkpoint.objects.filter(name=PLACE).first()
    version, _, place = saved.value.partition(" ") if saved else ("", "", "")
    begun = versions.pop(version, None)
    usable = begun and begun.fingerprint == fingerprint() and begun.sequence <= log.latest_sequence()
    if begun and usable and begun != live:
        return begun, UUID(place) if place else None
    for state in versions.values():
        if live is None or state.version != live.version:
            engine.remove(state.version)
    version = f"v{uuid4().hex[:12]}"
    # What changes from here on is taken in after all items.
    sequence = log.latest_sequence()
    engine.create(version, sequence)
    Checkpoint.objects.update_or_create(name=PLACE, defaults={"value": f"{version} "})
    return IndexState(version, fingerprint(), sequence), None


def _write_all(
    writer: Writer, place: UUID | None, now: Callable[[], dt.datetime], on_progress: Progress
) -> None:
    total = ContentItem.objects.filter(_after(place)).count()
    batches = 0
    while ids := _next(place):
        index(writer, ids, now())
        place, batches = ids[-1], batches + 1
        if batches % BATCHES_A_COMMIT == 0:
            _save(writer, place)
        on_progress(len(ids), total)
    if place:
        _save(writer, place)


def _next(place: UUID | None) -> list[UUID]:
    return list(ContentItem.objects.filter(_after(place)).order_by("id").values_list("id", flat=True)[:BATCH])


def _after(place: UUID | None) -> Q:
    return Q(id__gt=place) if place else Q()


def _save(writer: Writer, place: UUID) -> None:
    writer.commit(writer.state.sequence)
    Checkpoint.objects.update_or_create(name=PLACE, defaults={"value": f"{writer.state.version} {place}"})


def _checked(writer: Writer, now: Callable[[], dt.datetime]) -> int:
    """Return how many items the new version has; raises SearchUnavailable where others are stored."""
    for _ in range(TRIES):
        catch_up(writer, now)
        expected = ContentItem.objects.count() - SearchFault.objects.count()
        count = writer.count()
        if count == expected:
            return count
        # Somebody may have published between the end of the log and the counting.
    raise SearchUnavailable(
        f"The new search index has {count} items where {expected} are stored; the old one stays."
        " Run `manage.py rebuild_search --from-start`."
    )
