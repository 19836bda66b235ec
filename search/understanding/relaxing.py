"""Where nothing is found: what to leave out of a question, so that what is left still answers it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from search.understanding.asking import how_much
from search.understanding.meaning import Understood

# Of what the words say, as much must be left as makes the answer one to the question.
LEAST_SHARE = 0.5
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
    """Yield the meaning without the words that nothing has, where the rest says enough."""
    required = [one for one in whole.asked if not one.clause.optional]
    kept = [one for one in required if one.found]
    share = sum(one.rarity for one in kept)
    enough = share >= LEAST_SHARE * sum(one.rarity for one in required)
    if not kept or not enough or len(kept) == len(required):
        return
    yield replace(
        whole,
        asked=tuple(one for one in whole.asked if one.found or one.clause.optional),
        **how_much(kept)._asdict(),
        relaxed=(*whole.relaxed, *(one.text for one in required if not one.found)),
    )
