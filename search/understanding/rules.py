"""The rules of synonyms as they are looked up, read again when somebody changes one."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Max

from search.analysis import surfaces, terms
from search.query import Phrase
from search.synonyms import SynonymRule
from search.understanding.lexicon import Lexicon
from search.understanding.words import Word, is_capital

# So long may a change in another process stay unseen.
LONGEST = dt.timedelta(seconds=2)


@dataclass(frozen=True)
class Term:
    """A word or phrase of a rule."""

    terms: tuple[str, ...]
    # As it was written, where that is in capitals such as SEND.
    written: str | None

    def phrase(self, lexicon: Lexicon, weight: float, typed: int) -> Phrase:
        """Return what finds it in place of so many typed words.

        A term in capitals, which is a word as well, is found only in capitals. Engines add up what the words
        of a phrase say, so that a long name for something would count more than its short one.
        """
        weight *= math.sqrt(typed / len(self.terms))
        if self.written and lexicon.is_ordinary(self.written):
            return Phrase((self.written,), weight, whole="capitals")
        return Phrase(self.terms, weight)


@dataclass(frozen=True)
class Entry:
    """A word or phrase, and what it finds beside itself."""

    term: Term
    same: tuple[Term, ...]
    wider: tuple[Term, ...]


@dataclass(frozen=True)
class Match:
    """Words of a text, from `start` until before `end`, that a rule has."""

    start: int
    end: int
    entry: Entry


class Rules:
    """All rules, by the first word of what they are about."""

    def __init__(self, rules: Iterable[SynonymRule]) -> None:
        rules = list(rules)
        same: dict[Term, dict[Term, None]] = defaultdict(dict)
        wider: dict[Term, dict[Term, None]] = defaultdict(dict)
        for rule in rules:
            words = [_term(line) for line in rule.lines("words")]
            finds = [_term(line) for line in rule.lines("finds")]
            for one in words:
                same[one].update(dict.fromkeys(other for other in words if not finds and other != one))
                wider[one].update(dict.fromkeys(other for other in finds if other != one))
        self._entries: dict[str, list[Entry]] = defaultdict(list)
        for one in same:
            self._entries[one.terms[0]].append(Entry(one, tuple(same[one]), tuple(wider[one])))
        for entries in self._entries.values():
            entries.sort(key=lambda entry: -len(entry.term.terms))
        everything = {*same, *(other for others in wider.values() for other in others)}
        self.words = frozenset(found for one in everything for found in one.terms)
        self.capitals = frozenset(one.written for one in everything if one.written)
        self.abbreviations = frozenset(one.lower() for one in self.capitals)
        # As people type them.
        self.surfaces = frozenset(
            found for rule in rules for line in rule.lines("words") for found in surfaces(line)
        )

    def matches(self, words: Sequence[Word]) -> list[Match]:
        """Return what rules have of the words: the longest from each place on, none within another."""
        found, place = [], 0
        while place < len(words):
            match = self._longest(words, place)
            if match:
                found.append(match)
            place = match.end if match else place + 1
        return found

    def _longest(self, words: Sequence[Word], place: int) -> Match | None:
        for entry in self._entries.get(words[place].term, ()):
            end = place + len(entry.term.terms)
            if tuple(one.term for one in words[place:end]) == entry.term.terms:
                return Match(place, end, entry)
        return None


def _term(line: str) -> Term:
    return Term(tuple(terms(line)), line if is_capital(line) else None)


@dataclass(frozen=True)
class Kept:
    """Rules with what tells one state of their table from another."""

    rules: Rules
    edition: str
    looked_at: dt.datetime


_kept: list[Kept] = []


def rules(now: dt.datetime) -> Rules:
    """Return the rules as of now, or as of two seconds ago."""
    return _current(now).rules


def edition(now: dt.datetime) -> str:
    """Return what changes whenever somebody changes a rule."""
    return _current(now).edition


def forget(**_: object) -> None:
    """Read the rules again the next time."""
    _kept.clear()


def _current(now: dt.datetime) -> Kept:
    kept = _kept[0] if _kept else None
    if kept and kept.looked_at <= now < kept.looked_at + LONGEST:
        return kept
    state = SynonymRule.objects.order_by().aggregate(Max("changed_at"), Count("id"))
    found = f"{state['id__count']}-{state['changed_at__max']}"
    same = kept.rules if kept and kept.edition == found else Rules(SynonymRule.objects.all())
    _kept[:] = [Kept(same, found, now)]
    return _kept[0]
