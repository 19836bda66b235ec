"""Words as clauses: what items are asked for, with the words that mean the same."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from cms.taxonomies import Theme
from search.analysis import terms
from search.query import Clause, Phrase
from search.understanding.everyday import MEANT
from search.understanding.knowledge import Knowledge
from search.understanding.lexicon import Lexicon
from search.understanding.meaning import Asked
from search.understanding.readings import Reading, Use
from search.understanding.rules import Match
from search.understanding.small_words import SMALL
from search.understanding.words import Word
from search.weights import Weights

# Before them a small word such as send is what somebody does.
DOERS = frozenset(
    {"i", "we", "you", "they", "to", "will", "can", "could", "should", "do", "does", "please", "not"}
)

# How much of what the words say the best item must have: of two words, of three and so on.
SHARES = [0.75, 0.65, 0.55, 0.5, 0.45]
STEPS = 4
# What any item must have, as a share.
ENOUGH = 0.3
# What about two of three items have.
SAYS_NOTHING = 0.4


def clauses_of(
    words: Sequence[Word], readings: Sequence[Reading], known: Knowledge, weights: Weights
) -> Iterator[Asked]:
    """Yield what is asked for by words, without those that readings have dropped."""
    uses = {place: one.use for one in readings for place in range(one.start, one.end)}
    matches = {
        match.start: match
        for match in known.rules.matches(words)
        if _is_meant(match, words, known.lexicon)
        and not any(uses.get(place) is Use.DROPPED for place in range(match.start, match.end))
    }
    phrases = {one.start: one.end for one in readings if one.use is Use.ASKED}
    named: set[str] = set()
    place = 0
    while place < len(words):
        match = matches.get(place)
        end = max(match.end if match else 0, phrases.get(place, 0), place + 1)
        if uses.get(place) is not Use.DROPPED:
            of_these = [one for one in readings if one.start < end and place < one.end]
            # Two words for one theme do not ask for it twice.
            anew = [one for one in of_these if _theme(one) not in named]
            named.update(theme for one in of_these if (theme := _theme(one)))
            yield _asked(words[place:end], match, of_these, anew, known.lexicon, weights)
        place = end


def _is_meant(match: Match, words: Sequence[Word], lexicon: Lexicon) -> bool:
    """Return whether a term in capitals, which is a word as well, is meant where it is in small letters."""
    term, typed = match.entry.term, words[match.start]
    if not term.written or typed.is_capital or not lexicon.is_ordinary(term.written):
        return True
    return not (match.start and words[match.start - 1].surface in DOERS)


def _theme(reading: Reading) -> str | None:
    return reading.chip.slug if reading.chip.kind == Theme.kind else None


def _asked(
    words: Sequence[Word],
    match: Match | None,
    readings: Sequence[Reading],
    anew: Sequence[Reading],
    lexicon: Lexicon,
    weights: Weights,
) -> Asked:
    """Return what is asked for by some words that belong together; by `anew`, other words for it, too."""
    same = _same(words, match, lexicon, weights)
    wider = _wider(words, match, anew, lexicon, weights)
    raises = any(one.use is Use.RAISES for one in readings)
    small = not match and all(one.term in SMALL for one in words)
    items = _most(same, lexicon)
    # A family's word that no item has says as little of an item as what services call it.
    rarity = lexicon.rarity(items or _most(wider, lexicon))
    alternatives = tuple(dict.fromkeys([*same, *wider]))
    return Asked(
        Clause(alternatives, optional=small or raises, same=len(set(same)), rarity=rarity),
        text=" ".join(one.raw for one in words),
        rarity=rarity,
        found=bool(items or wider),
        theme=any(_theme(one) and _is_name(one) for one in readings),
    )


def _is_name(reading: Reading) -> bool:
    """Return whether the words that were read are the whole name, and not what people call it."""
    return {(found,) for found in terms(reading.chip.text)} >= set(reading.others)


def _same(words: Sequence[Word], match: Match | None, lexicon: Lexicon, weights: Weights) -> list[Phrase]:
    """Return the words and what means the same by a rule, in a row and, for less, anywhere in an item."""
    typed = tuple(one.term for one in words)
    same = [Phrase(typed)]
    if len(words) > 1:
        same.append(Phrase(typed, weights.loose, loose=True))
    elif not match and lexicon.is_short_for(words[0]):
        same = [Phrase((words[0].surface.upper(),), whole="capitals")]
    if match:
        entry = match.entry
        if entry.term.written and words[0].is_capital and lexicon.is_ordinary(entry.term.written):
            same = [Phrase((entry.term.written,), whole="capitals")]
        same += [one.phrase(lexicon, weights.same, len(words)) for one in entry.same]
        apart = [tuple(term for term in one.terms if term not in SMALL) for one in entry.same]
        weight = weights.same * weights.loose
        same += [Phrase(found, weight, loose=True) for found in apart if len(found) > 1]
    return same


def _wider(
    words: Sequence[Word],
    match: Match | None,
    readings: Sequence[Reading],
    lexicon: Lexicon,
    weights: Weights,
) -> list[Phrase]:
    """Return what is found as well: by a rule, by everyday English, by what was read into the words."""
    typed = tuple(one.term for one in words)
    by_rule = match.entry.wider if match else ()
    wider = [one.phrase(lexicon, weights.wider, len(words)) for one in by_rule]
    if len(words) == 1:
        meant = [Phrase(one, weights.everyday) for one in MEANT.get(words[0].term, ())]
        wider += [one for one in meant if _items(one, lexicon)]
    others = dict.fromkeys(other for one in readings for other in one.others if other != typed)
    wider += [Phrase(other, weights.of_reading) for other in others]
    themes = frozenset(f"{Theme.kind}:{theme}" for one in readings if (theme := _theme(one)))
    if themes:
        wider.append(Phrase(tuple(sorted(themes)), weights.theme_alone, whole="tags"))
    return wider


def _most(phrases: Sequence[Phrase], lexicon: Lexicon) -> int:
    """Return in how many items the most frequent of some phrases stands.

    Words that stand anywhere are in more items than say what is meant, and facets are no words.
    """
    said = [phrase for phrase in phrases if not phrase.loose and phrase.whole != "tags"]
    return max((_items(phrase, lexicon) for phrase in said), default=0)


def _items(phrase: Phrase, lexicon: Lexicon) -> int:
    """Return in how many items a phrase stands at most."""
    if phrase.whole:
        return lexicon.capitals(phrase.terms[0])
    return min(lexicon.count(term) for term in phrase.terms)


def quoted(found: tuple[str, ...], lexicon: Lexicon) -> Asked:
    """Return what is asked for by words in quotes."""
    items = _items(Phrase(found), lexicon)
    rarity = lexicon.rarity(items)
    return Asked(Clause((Phrase(found),), rarity=rarity), " ".join(found), rarity, bool(items))


class Much(NamedTuple):
    """How much clauses say, by the names that a query gives it."""

    says: tuple[int, ...] = ()
    enough: int = 0
    sure: int = 0


def how_much(required: Sequence[Asked]) -> Much:
    """Return how much each clause says, how much of it is enough, and how much the best item must have.

    Of few words the best must have nearly all, of a long question about half.
    """
    most = max((one.rarity for one in required), default=0.0)
    if len(required) < 2 or not most:
        return Much()
    says = tuple(max(1, round(STEPS * one.rarity / most)) for one in required)
    share = SHARES[min(len(required), len(SHARES) + 1) - 2]
    return Much(says, math.ceil(ENOUGH * sum(says)), math.ceil(share * sum(says)))


def lenient(found: Sequence[Asked]) -> list[Asked]:
    """Return the clauses with those optional that nearly every item has, if others are left."""
    if all(one.clause.optional or one.rarity < SAYS_NOTHING for one in found):
        return list(found)
    return [
        replace(one, clause=replace(one.clause, optional=True)) if one.rarity < SAYS_NOTHING else one
        for one in found
    ]
