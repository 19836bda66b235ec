"""Where nothing is found: what to leave out of a question, so that what is left still answers it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from cms.taxonomies import Area
from search.understanding.asking import how_much
from search.understanding.meaning import Asked, Understood

# Of what the words say, as much must be left as makes the answer one to the question.
LEAST_SHARE = 0.5
# What is said of a theme that is named is what there is to say, whatever was asked of it.
LEAST_SHARE_OF_THEME = 0.3
NARROWING = {"time", "year", "state"}


def meanings(understand: Callable[[frozenset[str]], Understood]) -> Iterator[Understood]:
    """Yield what a text means, and then what is left of it without more and more of its parts.

    `understand` gives the meaning without some chips.
    """
    whole = understand(frozenset())
    yield whole
    without = [chip for chip in whole.chips if chip.kind in NARROWING]
    wider = whole
    if without:
        wider = understand(frozenset(chip.name for chip in without))
        dropped = tuple(dict.fromkeys(chip.text for chip in without))
        wider = replace(wider, relaxed=dropped)
        if wider.clauses or wider.filters != whole.filters:
            yield wider
    yield from _fewer_words(wider)


def _fewer_words(whole: Understood) -> Iterator[Understood]:
    """Yield the meaning without the words that nothing has, then without names of places, then its themes.

    What is for a whole district seldom names its towns; the area itself stays preferred.
    """
    required = [one for one in whole.asked if not one.clause.optional]
    places = {chip.text for chip in whole.chips if chip.kind == Area.kind}
    there = [one for one in required if one.found]
    elsewhere = [one for one in there if one.text not in places]
    themes = [one for one in elsewhere if one.theme]
    steps = [
        (required, there, LEAST_SHARE),
        (there, elsewhere, LEAST_SHARE),
        (elsewhere, themes, LEAST_SHARE_OF_THEME),
    ]
    for before, kept, least in steps:
        if len(kept) < len(before) and _is_enough(kept, required, least):
            yield _with(whole, kept, required)


def _is_enough(kept: Sequence[Asked], required: Sequence[Asked], least: float) -> bool:
    share = sum(one.rarity for one in kept)
    return bool(kept) and share >= least * sum(one.rarity for one in required)


def _with(whole: Understood, kept: Sequence[Asked], required: Sequence[Asked]) -> Understood:
    """Return the meaning with some of its required parts; the others raise what has them, if anything has."""
    left_out = [one for one in required if one not in kept]
    rest = [replace(one, clause=replace(one.clause, optional=True)) for one in left_out if one.found]
    return replace(
        whole,
        asked=(*(one for one in whole.asked if one not in left_out), *rest),
        **how_much(kept)._asdict(),
        relaxed=(*whole.relaxed, *(one.text for one in left_out)),
    )
