"""What a hit shows of itself: the words that were asked for in `<mark>`, everything else escaped."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from search.analysis import WORD, composed, term, terms
from search.query import Query

PASSAGES = 2
BETWEEN = " … "


@dataclass(frozen=True)
class Highlight:
    """HTML of a hit."""

    title: str
    summary: str
    text: str


class Marker:
    """Marks what a query asks for: its small words only where it has no others."""

    def __init__(self, query: Query) -> None:
        required = [clause for clause in query.clauses if not clause.optional]
        phrases: set[tuple[str, ...]] = set()
        for clause in required or query.clauses:
            for phrase in clause.alternatives:
                if phrase.loose:
                    phrases.update((term,) for term in phrase.terms)
                elif phrase.whole != "tags":
                    phrases.add(tuple(one.lower() for one in phrase.terms))
        self._single = frozenset(phrase[0] for phrase in phrases if len(phrase) == 1)
        self._several = [phrase for phrase in phrases if len(phrase) > 1]
        self._firsts = self._single | {phrase[0] for phrase in self._several}

    def mark(self, text: str) -> str:
        """Return a text as HTML with the words marked."""
        text = composed(text)
        parts, done = [], 0
        for start, end in self._places(text):
            parts += [html.escape(text[done:start]), "<mark>", html.escape(text[start:end]), "</mark>"]
            done = end
        return "".join([*parts, html.escape(text[done:])])

    def best_passages(self, passages: Iterable[Sequence[str]]) -> str:
        """Return the passages that say most of what was asked for, as HTML, in the order of the text.

        A passage is its text and its terms with spaces between. Without a match it is the first one.
        """
        scored, first = [], ""
        for place, (text, joined) in enumerate(passages):
            first = first or text
            if score := self._score(joined):
                scored.append((-score, place, text))
        best = sorted(sorted(scored)[:PASSAGES], key=lambda one: one[1])
        return BETWEEN.join(self.mark(text) for _, _, text in best) or html.escape(first)

    def _score(self, joined: str) -> int:
        found = self._firsts.intersection(joined.split())
        if not found:
            return 0
        several = [phrase for phrase in self._several if f" {' '.join(phrase)} " in f" {joined} "]
        return len(found & self._single) + sum(len(phrase) for phrase in several)

    def _places(self, text: str) -> Iterator[tuple[int, int]]:
        if self._firsts.isdisjoint(terms(text)):
            return
        found = list(WORD.finditer(text))
        in_phrases = self._in_phrases([term(word.group()) for word in found]) if self._several else set()
        for number, word in enumerate(found):
            if number in in_phrases or term(word.group()) in self._single:
                yield word.span()

    def _in_phrases(self, found: list[str]) -> set[int]:
        """Return the numbers of the words that stand in a phrase of several."""
        return {
            number
            for phrase in self._several
            for start in range(len(found) - len(phrase) + 1)
            if found[start] == phrase[0] and tuple(found[start : start + len(phrase)]) == phrase
            for number in range(start, start + len(phrase))
        }
