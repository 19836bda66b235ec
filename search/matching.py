"""What words match and what they score: the parts of a plan that are about words alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from search.plan import Best, Combined, Constant, Near, Node, OneOf, Term
from search.query import Clause, Phrase, Query
from search.weights import FIELDS

# In a long text small words say nothing.
OPTIONAL_FIELDS = ["title", "summary"]
# More ways to say enough than these cost more than to add up what an item says.
MOST_WAYS = 12


def words(query: Query) -> Node:
    """Return what matches items by their words, whatever they score."""
    required = [clause for clause in query.clauses if not clause.optional]
    least = len(required) if query.minimum is None else min(query.minimum, len(required))
    if not required:
        # A question of small words alone is still a question.
        small = tuple(scored_clause(clause, query) for clause in query.clauses)
        return Constant(Combined(should=small, minimum=1), 0.0)
    asked = Combined(should=tuple(has(clause, query) for clause in required), minimum=max(least, 1))
    # Each clause says something, so that what says enough has one of them.
    about = saying(query.enough, query) if query.enough else None
    if about is None:
        return asked
    return about if least <= 1 else Combined(must=(asked, about))


def saying(much: int, query: Query) -> Node:
    """Return what matches items whose clauses say so much."""
    required = [clause for clause in query.clauses if not clause.optional]
    each = [has(clause, query) for clause in required]
    ways = ways_to_say(much, query.says)
    if len(ways) > MOST_WAYS:
        # A clause counts as often as it says much.
        often = tuple(node for node, says in zip(each, query.says, strict=True) for _ in range(says))
        return Combined(should=often, minimum=much)
    nodes = [tuple(each[place] for place in way) for way in ways]
    return Combined(should=tuple(way[0] if len(way) == 1 else Combined(must=way) for way in nodes), minimum=1)


def ways_to_say(much: int, says: Sequence[int]) -> list[tuple[int, ...]]:
    """Return the places of each few clauses that say so much together, and of which none is needless.

    These may be very many: one more than `MOST_WAYS` are looked for at most.
    """
    places = sorted(range(len(says)), key=lambda place: -says[place])
    return [tuple(sorted(way)) for way in islice(_ways((), places, much, says), MOST_WAYS + 1)]


def _ways(
    begun: tuple[int, ...], places: Sequence[int], missing: int, says: Sequence[int]
) -> Iterator[tuple[int, ...]]:
    """Yield what completes a way from places that say less and less, so that no earlier one is needless."""
    if missing <= 0:
        yield begun
        return
    left = sum(says[place] for place in places)
    for number, place in enumerate(places):
        # Each turn taken leads to a way, so that a few ways are found soon among many clauses.
        if left < missing:
            return
        yield from _ways((*begun, place), places[number + 1 :], missing - says[place], says)
        left -= says[place]


def has(clause: Clause, query: Query) -> Node:
    """Return what matches just what a clause matches, without a score.

    An item's words are in one field for this. Words in a row need not be looked for where the same words
    anywhere are enough.
    """
    if clause.field:
        return Constant(scored_clause(clause, query), 0.0)
    whole = [phrase for phrase in clause.alternatives if phrase.whole]
    parts: list[Node] = [OneOf(phrase.whole, frozenset(phrase.terms)) for phrase in whole]
    apart = {
        frozenset(phrase.terms)
        for phrase in clause.alternatives
        if not phrase.whole and (phrase.loose or len(phrase.terms) == 1)
    }
    if single := frozenset(term for terms in apart if len(terms) == 1 for term in terms):
        parts.append(OneOf("anywhere", single))
    for terms in apart:
        if not terms & single:
            parts.append(Combined(must=tuple(OneOf("anywhere", frozenset({term})) for term in sorted(terms))))
    for phrase in clause.alternatives:
        in_a_row = not (phrase.whole or phrase.loose) and len(phrase.terms) > 1
        if in_a_row and not any(terms <= set(phrase.terms) for terms in apart):
            parts.append(Constant(scored_phrase(phrase, FIELDS, query), 0.0))
    return parts[0] if len(parts) == 1 else Combined(should=tuple(parts), minimum=1)


def scored_clause(clause: Clause, query: Query) -> Node:
    factor = clause.weight * (query.weights.optional if clause.optional else 1.0)
    fields = [clause.field] if clause.field else OPTIONAL_FIELDS if clause.optional else FIELDS
    parts = [
        scored_phrase(replace(phrase, weight=phrase.weight * factor), fields, query)
        for phrase in clause.alternatives
    ]
    return parts[0] if len(parts) == 1 else Best(tuple(parts), query.weights.tie)


def scored_phrase(phrase: Phrase, fields: list[str], query: Query) -> Node:
    if phrase.whole:
        return Constant(OneOf(phrase.whole, frozenset(phrase.terms)), phrase.weight * query.weights.title)
    weights = query.weights.fields
    if phrase.loose:
        alone = [replace(phrase, terms=(term,), loose=False) for term in phrase.terms]
        return Combined(must=tuple(scored_phrase(one, fields, query) for one in alone))
    if len(phrase.terms) == 1:
        parts: list[Node] = [Term(field, phrase.terms[0], weights[field] * phrase.weight) for field in fields]
    else:
        parts = [Near(field, phrase.terms, 0, weights[field] * phrase.weight) for field in fields]
    return parts[0] if len(parts) == 1 else Best(tuple(parts), query.weights.tie)
