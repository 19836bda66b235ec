"""Patterns over words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from search.understanding.words import Word


def spans(pattern: re.Pattern[str], words: Sequence[Word]) -> Iterator[tuple[int, int, re.Match[str]]]:
    """Yield where a pattern fits whole words, in small letters with a space between."""
    text = " ".join(one.surface for one in words)
    starts, ends, place = {}, {}, 0
    for number, one in enumerate(words):
        starts[place] = number
        place += len(one.surface)
        ends[place] = number + 1
        place += 1
    for match in re.finditer(rf"(?<!\S)(?:{pattern.pattern})(?!\S)", text):
        yield starts[match.start()], ends[match.end()], match
