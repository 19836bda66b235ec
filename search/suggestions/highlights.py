"""A suggestion with what was typed in `<mark>`."""

from __future__ import annotations

import html
from collections.abc import Sequence

from search.analysis import WORD, composed, surface


def marked(text: str, said: Sequence[str]) -> str:
    """Return a text as HTML; `said` are the beginnings of its words."""
    text = composed(text)
    parts, done = [], 0
    for word in WORD.finditer(text):
        length = _marked_letters(word.group(), said)
        if length:
            start, end = word.start(), word.start() + length
            parts += [html.escape(text[done:start]), "<mark>", html.escape(text[start:end]), "</mark>"]
            done = end
    return "".join([*parts, html.escape(text[done:])])


def _marked_letters(word: str, said: Sequence[str]) -> int:
    """Return how many letters of a word were typed: all where accents or signs stand between."""
    plain = surface(word)
    lengths = [len(one) for one in said if plain.startswith(one)]
    if not lengths:
        return 0
    return max(lengths) if len(plain) == len(word) else len(word)
