"""What is so of an item when: its states, whether it is archived, over, or worth doing something about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from cms.content.models import ContentItem
from cms.content.states import AWAITING, REPORTED
from search.instants import END, Stretch, blocks_of, seconds

# States that follow from windows and the clock, as `cms.content.states` has them.
CLOCK_STATES = ["upcoming", "open", "paused", "closed", "reported"]
ARCHIVED, OVER, SOON = "archived", "over", "soon"
# People look ahead this far.
AHEAD = dt.timedelta(days=28)
CALLED_OFF = {"cancelled", "withdrawn"}
# A window or an occurrence, whose end is the first instant after it.
Period = tuple[dt.datetime, dt.datetime]


def blocks(item: ContentItem, periods: Sequence[Period]) -> Iterator[str]:
    """Yield the terms of all that is so of an item at some time."""
    if item.archived_from:
        yield from blocks_of(ARCHIVED, [Stretch(seconds(item.archived_from), END)])
    if item.ends_at:
        yield from blocks_of(OVER, [Stretch(seconds(item.ends_at), END)])
    if item.status not in CALLED_OFF:
        yield from blocks_of(
            SOON, [Stretch(seconds(starts_at - AHEAD), seconds(ends_at)) for starts_at, ends_at in periods]
        )
    if item.status in {AWAITING, REPORTED} and periods:
        yield from _states(item.status, sorted(periods))


def _states(status: str, windows: Sequence[Period]) -> Iterator[str]:
    """Yield the terms of each state that windows go through."""
    open_ = [Stretch(seconds(starts_at), seconds(ends_at)) for starts_at, ends_at in windows]
    last = max(stretch.end for stretch in open_)
    yield from blocks_of("upcoming", [Stretch(0, open_[0].start)])
    yield from blocks_of("open", open_)
    ends = [max(stretch.end for stretch in open_[: number + 1]) for number in range(len(open_))]
    gaps = zip(ends, open_[1:], strict=False)
    yield from blocks_of("paused", [Stretch(end, later.start) for end, later in gaps if end < later.start])
    yield from blocks_of("closed" if status == AWAITING else "reported", [Stretch(last, END)])
