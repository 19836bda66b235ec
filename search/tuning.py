"""Find better weights by judged queries, and measure them by queries that they were not made for."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from search.weights import Weights

FACTORS = [0.5, 0.8, 1.25, 2.0]
# A change must be worth as much in the mean, or it is chance.
LEAST_GAIN = 0.001
Scores = dict[str, float]


@dataclass(frozen=True)
class Fold:
    """Weights made without some queries, and the mean score of these by them and by the first weights."""

    weights: Weights
    held_out: float
    before: float


class Tuner:
    """Changes one weight at a time as long as that helps; `score` gives the score of each query."""

    def __init__(self, score: Callable[[Weights], Scores], names: Sequence[str]) -> None:
        self._score = score
        self._names = names
        self._known: dict[Weights, Scores] = {}

    def scores(self, weights: Weights) -> Scores:
        """Return the score of each query, measured once."""
        if weights not in self._known:
            self._known[weights] = self._score(weights)
        return self._known[weights]

    def mean(self, weights: Weights, queries: Sequence[str]) -> float:
        """Return the mean score of some queries."""
        scores = self.scores(weights)
        return sum(scores[query] for query in queries) / len(queries)

    def tune(self, weights: Weights, queries: Sequence[str], rounds: int) -> Weights:
        """Return better weights for some queries."""
        best = self.mean(weights, queries)
        for _ in range(rounds):
            before = best
            for name in self._names:
                tried = [weights.changed({name: getattr(weights, name) * factor}) for factor in FACTORS]
                better = max(tried, key=lambda one: self.mean(one, queries))
                if self.mean(better, queries) > best + LEAST_GAIN:
                    weights, best = better, self.mean(better, queries)
            if best == before:
                break
        return weights

    def cross_validate(self, weights: Weights, folds: Sequence[Sequence[str]], rounds: int) -> list[Fold]:
        """Return, for each fold, weights made by all others and how good they are for it."""
        found = []
        for held_out in folds:
            others = [query for fold in folds if fold is not held_out for query in fold]
            made = self.tune(weights, others, rounds)
            found.append(Fold(made, self.mean(made, held_out), self.mean(weights, held_out)))
        return found


def folds_of(queries: Sequence[str], number: int, seed: int) -> list[list[str]]:
    """Return queries in as many parts, mixed by a seed."""
    mixed = sorted(queries)
    random.Random(seed).shuffle(mixed)  # noqa: S311, it has to give the same each time
    return [mixed[start::number] for start in range(number)]
