"""How good search is: what it finds for judged queries, in numbers."""

from __future__ import annotations

import datetime as dt
import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from search import searching
from search.engines import Engine
from search.judgements import JUST_RIGHT, Judged
from search.names import Names
from search.planning import plan
from search.query import Filters
from search.understanding import Understood, knowledge, understand
from search.understanding.relaxing import meanings
from search.understanding.rules import rules
from search.weights import Weights

AT, RECALL_AT, TOP = 10, 20, 5
SHORTEST = 4
# Keys beside each other, for slips of the finger.
KEYS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"]


@dataclass(frozen=True)
class Asking:
    """Asks an engine as `/search` does, by some weights, for the ids of what is found."""

    engine: Engine
    lists: Names
    weights: Weights

    def best(self, text: str, now: dt.datetime, limit: int) -> tuple[Understood, list[UUID]]:
        """Return what a text was understood as, and the first items; raises SearchUnavailable."""
        known = knowledge(self.engine, self.lists, rules(now))

        def meaning(without: frozenset[str]) -> Understood:
            return understand(text, now, known, filters=Filters(), without=without, weights=self.weights)

        tried = []
        for understood in meanings(meaning):
            tried.append((understood, self._ids(understood, now, limit)))
            if tried[-1][1]:
                return tried[-1]
        return tried[0]

    def _ids(self, understood: Understood, now: dt.datetime, limit: int) -> list[UUID]:
        query = understood.query(now, limit=limit, weights=self.weights)
        if not query.clauses:
            return [item.id for item in searching.browse(query, self.engine, self.lists, None).items]
        request = plan(query, self.lists.countywide).request
        response = self.engine.search(replace(request, tagged=(), counted=request.counted[-1:]))
        return [hit.id for hit in response.hits] if response.counted[0] else []


@dataclass(frozen=True)
class Score:
    """What one query finds, measured; `found` are the first items."""

    judged: Judged
    found: Sequence[UUID]
    # Something was left out to find anything, which the answer says.
    relaxed: bool

    @property
    def ndcg(self) -> float:
        """Return nDCG@10 with gains of 2^grade - 1: 1 where the best items stand first."""
        best = sorted(self.judged.grades.values(), reverse=True)
        return _dcg([self.judged.grades.get(item, 0) for item in self.found]) / _dcg(best)

    @property
    def recall(self) -> float:
        """Return the share of the judged items that are among the first 20."""
        return len(set(self.found[:RECALL_AT]) & set(self.judged.grades)) / len(self.judged.grades)

    @property
    def is_just_right(self) -> bool:
        """Return whether an item of grade 3 is among the first five."""
        return any(self.judged.grades.get(item) == JUST_RIGHT for item in self.found[:TOP])


@dataclass(frozen=True)
class Quality:
    """The scores of many queries."""

    scores: Sequence[Score]

    @property
    def answered(self) -> list[Score]:
        """Return the scores of the queries that have an answer."""
        return [score for score in self.scores if not score.judged.none]

    @property
    def ndcg(self) -> float:
        """Return the mean nDCG@10."""
        return _mean([score.ndcg for score in self.answered])

    @property
    def recall(self) -> float:
        """Return the mean recall@20."""
        return _mean([score.recall for score in self.answered])

    @property
    def zero(self) -> float:
        """Return the share of queries with an answer that find nothing."""
        return _mean([not score.found for score in self.answered])

    @property
    def rubbish(self) -> float:
        """Return the share of queries without an answer that find something and do not say it is less."""
        return _mean([bool(score.found) and not score.relaxed for score in self.scores if score.judged.none])

    def worst(self, number: int) -> list[Score]:
        """Return the queries with the lowest nDCG@10."""
        return sorted(self.answered, key=lambda score: (score.ndcg, score.judged.id))[:number]


def evaluate(judged: Sequence[Judged], asking: Asking, now: dt.datetime) -> Quality:
    """Return what the queries find; raises SearchUnavailable."""
    scores = []
    for one in judged:
        understood, found = asking.best(one.text, now, RECALL_AT)
        scores.append(Score(one, found, bool(understood.relaxed)))
    return Quality(scores)


def lost(
    judged: Sequence[Judged], asking: Asking, now: dt.datetime, number: int, seed: int
) -> Iterator[Score]:
    """Yield the scores of misspelt queries that lose the item of grade 3 from the first five.

    Of each query that has such an item there are as many variants with one slip, `number` in all.
    """
    right = [score.judged for score in evaluate(judged, asking, now).answered if score.is_just_right]
    for one, text in variants(right, number, seed):
        understood, found = asking.best(text, now, RECALL_AT)
        score = Score(
            Judged(one.id, text, one.category, one.grades, none=False), found, bool(understood.relaxed)
        )
        if not score.is_just_right:
            yield score


def variants(judged: Sequence[Judged], number: int, seed: int) -> Iterator[tuple[Judged, str]]:
    """Yield queries with one slip each, all of them equally often; the same for a seed each time."""
    chance = random.Random(seed)  # noqa: S311, it has to give the same each time
    able = [one for one in judged if _places(one.text)]
    for turn in range(number):
        one = able[turn % len(able)]
        place = chance.choice(_places(one.text))
        yield one, one.text[:place] + _slip(one.text, place, chance) + one.text[place + 2 :]


def _places(text: str) -> list[int]:
    """Return where a slip can be: at two letters in a word of four or more."""
    found: list[int] = []
    start = 0
    for word in text.split(" "):
        if len(word) >= SHORTEST and word.isalpha():
            found += range(start, start + len(word) - 1)
        start += len(word) + 1
    return found


def _slip(text: str, place: int, chance: random.Random) -> str:
    """Return what somebody types for the two letters at a place."""
    first, second = text[place], text[place + 1]
    kinds = ["left out", "doubled", "beside", "added"] + (["swapped"] if first != second else [])
    kind = chance.choice(kinds)
    near = chance.choice(_beside(second))
    typed = {
        "left out": first,
        "doubled": first + second + second,
        "beside": first + near,
        "added": first + second + near,
        "swapped": second + first,
    }
    return typed[kind]


def _beside(letter: str) -> list[str]:
    row = next((row for row in KEYS if letter.lower() in row), letter.lower())
    place = row.find(letter.lower())
    return list(row[max(place - 1, 0) : place] + row[place + 1 : place + 2]) or [letter]


def _dcg(grades: Sequence[int]) -> float:
    return math.fsum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades[:AT]))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
