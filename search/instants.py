"""Find stretches of time that hold an instant, by terms alone.

A stretch is written as the few aligned blocks that fill it, each of 1, 2, 4, 8 ... seconds. An instant lies
in one block of each size, so that "is it open now?" is a lookup of 34 terms: exact to the second, for
any number of stretches, with nothing to correct as time goes by.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

# 2 ** 33 seconds reach from 1970 beyond the year 2240.
SIZES = 33
LAST = 2**SIZES - 1


def seconds(instant: dt.datetime) -> int:
    """Return an instant in whole seconds since 1970."""
    return int(instant.timestamp())


def blocks_of(starts_at: dt.datetime, ends_at: dt.datetime) -> Iterator[str]:
    """Yield the blocks that fill a stretch, whose end is the first instant after it."""
    start, end = (min(max(seconds(instant), 0), LAST + 1) for instant in (starts_at, ends_at))
    size = 0
    while start < end:
        if start & 1:
            yield f"{size}:{start}"
            start += 1
        if end & 1:
            end -= 1
            yield f"{size}:{end}"
        start, end, size = start >> 1, end >> 1, size + 1


def blocks_at(instant: dt.datetime) -> list[str]:
    """Return the block of each size that holds an instant."""
    second = min(max(seconds(instant), 0), LAST)
    return [f"{size}:{second >> size}" for size in range(SIZES + 1)]
