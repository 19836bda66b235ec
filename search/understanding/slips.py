"""How likely one word was typed for another: keys beside each other, letters swapped, sounds alike."""

from __future__ import annotations

from itertools import pairwise

import jellyfish

ROWS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"]
VOWELS = frozenset("aeiouy")
# Letters that people write for each other.
SOUNDS = [{"c", "k"}, {"c", "s"}, {"s", "z"}, {"f", "v"}, {"m", "n"}, {"g", "j"}, {"t", "d"}]

ANY, BESIDE, ALIKE, SWAPPED, DOUBLED, LEFT_OUT, FIRST = 1.0, 0.7, 0.75, 0.65, 0.5, 0.8, 0.35
SAME_SOUND = 0.3


def _beside() -> frozenset[tuple[str, str]]:
    """Return the pairs of keys that touch: in a row, and with the two keys below."""
    pairs: set[tuple[str, str]] = set()
    for number, row in enumerate(ROWS):
        pairs.update(pairwise(row))
        for below in ROWS[number + 1 : number + 2]:
            pairs.update(zip(row, below, strict=False))
            pairs.update(zip(row[1:], below, strict=False))
    return frozenset(pairs | {(right, left) for left, right in pairs})


NEIGHBOURS = _beside()


def cost(typed: str, meant: str) -> float:
    """Return how far a word is from what was typed: about 1 for each slip, less for a likely one."""
    sound = SAME_SOUND if jellyfish.metaphone(typed) == jellyfish.metaphone(meant) else 0.0
    before: list[float] = []
    last = [place * LEFT_OUT + (FIRST if place else 0.0) for place in range(len(meant) + 1)]
    for row, letter in enumerate(typed, start=1):
        current = [row * LEFT_OUT + FIRST]
        for column, other in enumerate(meant, start=1):
            first = FIRST if row == 1 and column == 1 else 0.0
            best = min(
                last[column] + _extra(typed, row),
                current[column - 1] + _extra(meant, column),
                last[column - 1] + (_wrong(letter, other) + first if letter != other else 0.0),
            )
            if row > 1 and column > 1 and letter == meant[column - 2] and typed[row - 2] == other:
                best = min(best, before[column - 2] + SWAPPED)
            current.append(best)
        before, last = last, current
    return max(last[-1] - sound, 0.0)


def _wrong(letter: str, other: str) -> float:
    if (letter, other) in NEIGHBOURS:
        return BESIDE
    if {letter, other} <= VOWELS or {letter, other} in SOUNDS:
        return ALIKE
    return ANY


def _extra(word: str, place: int) -> float:
    """Return the cost of a letter that stands in only one of the two words."""
    doubled = place > 1 and word[place - 1] == word[place - 2]
    return DOUBLED if doubled else LEFT_OUT
