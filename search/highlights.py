"""What a hit shows of itself: the words that were asked for in `<mark>`, everything else escaped."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from search.analysis import composed, words
from search.query import Query

PASSAGES = 2
BETWEEN = " … "
Phrases = frozenset[tuple[str, ...]]


@dataclass(frozen=True)
class Highlight:
    """HTML of a hit."""

    title: str
    summary: str
    text: str


def wanted(query: Query) -> Phrases:
    """Return the phrases to mark; the small words of a question only where there is nothing else."""
    required = [clause for clause in query.clauses if not clause.optional]
    return frozenset(
        tuple(term.lower() for term in phrase.terms)
        for clause in required or query.clauses
        for phrase in clause.alternatives
    )


def mark(text: str, phrases: Phrases) -> str:
    """Return a text as HTML with the phrases marked."""
    text = composed(text)
    found = list(words(text))
    marked = _marked([word.term for word in found], phrases)
    parts, done = [], 0
    for word, is_marked in zip(found, marked, strict=True):
        if is_marked:
            parts += [
                html.escape(text[done : word.start]),
                "<mark>",
                html.escape(text[word.start : word.end]),
                "</mark>",
            ]
            done = word.end
    return "".join([*parts, html.escape(text[done:])])


def best_passages(passages: Iterable[Sequence[str]], phrases: Phrases) -> str:
    """Return the passages that say most of what was asked for, as HTML, in the order of the text.

    A passage is its text and its terms with spaces between. Without a match it is the first one.
    """
    single = {phrase[0] for phrase in phrases if len(phrase) == 1}
    several = [" ".join(phrase) for phrase in phrases if len(phrase) > 1]
    scored, first = [], ""
    for place, (text, joined) in enumerate(passages):
        first = first or text
        found = single.intersection(joined.split())
        score = len(found) + sum(len(one.split()) for one in several if f" {one} " in f" {joined} ")
        if score:
            scored.append((-score, place, text))
    best = sorted(sorted(scored)[:PASSAGES], key=lambda one: one[1])
    return BETWEEN.join(mark(text, phrases) for _, _, text in best) or html.escape(first)


def _marked(found: list[str], phrases: Phrases) -> list[bool]:
    marked = [False] * len(found)
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        by_first.setdefault(phrase[0], []).append(phrase)
    for place, term in enumerate(found):
        for phrase in by_first.get(term, ()):
            if tuple(found[place : place + len(phrase)]) == phrase:
                marked[place : place + len(phrase)] = [True] * len(phrase)
    return marked
