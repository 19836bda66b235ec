"""Say of stretches of time that they hold an instant, by terms alone.

A stretch is written as the few aligned blocks that fill it, each of 1, 2, 4, 8 ... seconds. An instant lies
in one block of each size, so that "is it open now?" is a lookup of 34 terms: exact to the second, for any
number of stretches, quick in every engine, and with nothing to correct as time goes by.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# 2 ** 33 seconds reach from 1970 beyond the year 2240, which is far enough for ever.
SIZES = 33
END = 1 << SIZES


def seconds(instant: dt.datetime) -> int:
    """Return an instant in whole seconds since 1970, as far as stretches reach."""
    second = math.floor(instant.timestamp())
    return min(max(second, 0), END - 1)


@dataclass(frozen=True, order=True)
class Stretch:
    """From `start` until before `end`, in seconds; without either it has no such bound."""

    start: int = 0
    end: int = END


def joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Return the same time in stretches that neither overlap nor touch, in order."""
    found: list[Stretch] = []
    for stretch in sorted(stretches):
        if found and stretch.start <= found[-1].end:
            found[-1] = Stretch(found[-1].start, max(found[-1].end, stretch.end))
        else:
            found.append(stretch)
    return found


def blocks_of(name: str, stretches: Iterable[Stretch]) -> Iterator[str]:
    """Yield the terms of what is so during the stretches, such as `open`."""
    for stretch in joined(stretches):
        start, end, size = stretch.start, stretch.end, 0
        while start < end:
            if start & 1:
                yield f"{name}/{size}:{start}"
                start += 1
            if end & 1:
                end -= 1
                yield f"{name}/{size}:{end}"
            start, end, size = start >> 1, end >> 1, size + 1


def blocks_at(name: str, instant: dt.datetime) -> frozenset[str]:
    """Return the terms of which one stands at what is so at an instant."""
    second = seconds(instant)
    return frozenset(f"{name}/{size}:{second >> size}" for size in range(SIZES + 1))
