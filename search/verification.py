"""Compare the index with the store."""

from __future__ import annotations

from collections.abc import Iterator

from cms.content.models import ContentItem
from search.engines import Engine, IndexMissing
from search.fingerprint import fingerprint
from search.follower import lag
from search.models import SearchFault


def differences(engine: Engine) -> Iterator[str]:
    """Yield what the index has otherwise than the store, each in a sentence."""
    state = engine.live()
    if state is None or state.fingerprint != fingerprint():
        raise IndexMissing("There is no search index that this version of the hub can use.")
    if behind := lag(engine):
        yield f"The index is {behind} changes behind."
    with engine.writer(state.version) as writer:
        indexed = dict(writer.sequences())
    faults = set(SearchFault.objects.values_list("item", flat=True))
    rows = ContentItem.objects.values_list("id", "path", "sequence").order_by("id")
    for content_id, path, sequence in rows.iterator():
        found = indexed.pop(content_id, None)
        if content_id in faults:
            yield f"{path}: it could not be indexed."
        elif found is None:
            yield f"{path}: it is stored, but not in the index."
        elif found != sequence:
            yield f"{path}: the index has it as of change {found}, the store as of {sequence}."
    for content_id in indexed:
        yield f"{content_id}: it is in the index, but not stored."
