"""Small numbers that must not be told, neither as they stand nor by subtraction from a total."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

FEWEST = 5


def is_small(count: int) -> bool:
    """Return whether a count could point at somebody; none at all points at nobody."""
    return 0 < count < FEWEST


def told_share(part: int, whole: int) -> bool:
    """Return whether it may be told how many of a whole are in a part: neither it nor the rest is small."""
    return whole >= FEWEST and not is_small(part) and not is_small(whole - part)


def withheld(counts: Mapping[str, int]) -> set[str]:
    """Return which counts of a list must not be told, given that somebody knows their sum.

    Small ones are withheld, and then the next smallest ones, until what is left of the sum gives none of
    them away. Where all of them together would, all are withheld, and the sum must be too: `sum_is_told`.
    """
    hidden = {name for name, count in counts.items() if is_small(count)}
    others = sorted((count, name) for name, count in counts.items() if count >= FEWEST)
    while hidden and others and not _is_safe(counts[name] for name in hidden):
        hidden.add(others.pop(0)[1])
    return hidden


def sum_is_told(counts: Mapping[str, int], hidden: set[str]) -> bool:
    """Return whether the sum may be told beside all counts that are not withheld."""
    return not hidden or _is_safe(counts[name] for name in hidden)


def _is_safe(counts: Iterable[int]) -> bool:
    """Return whether the sum of withheld counts leaves more than one possibility for each of them."""
    values = list(counts)
    number, total = len(values), sum(values)
    if number < 2 or total < FEWEST or total == number:
        return False
    # Where all are small, each is known to be 1 to 4.
    return max(values) >= FEWEST or total < number * (FEWEST - 1)
