"""Every number that decides what comes first, in one table that `evaluate_search` tunes and compares."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Weights:
    """How much each part of a match counts."""

    # Fields.
    title: float = 2.5
    summary: float = 1.6
    headings: float = 1.3
    names: float = 1.8
    body: float = 1.0
    resources: float = 0.9
    files: float = 0.5
    # A word that stands in several fields: its best one counts whole, each other this share.
    tie: float = 0.35
    # Words that stand next to each other as in the query, as a share of what the field counts.
    near: float = 0.5
    near_slop: int = 2
    # Added to an item whose title is just what was asked for.
    exact_title: float = 20.0
    # A word that need not be there counts this share.
    optional: float = 0.4
    # What a rule of synonyms adds: what means the same, and what is only found as well.
    same: float = 0.8
    wider: float = 0.7
    # Other words for a theme or an audience that was read.
    of_reading: float = 0.2
    # What services call it in place of an everyday word.
    everyday: float = 0.6
    # All words of a phrase, wherever they stand.
    loose: float = 0.3
    # What was read into the text, as a share of what an item scores that has all the words.
    in_area: float = 0.25
    everywhere: float = 0.05
    # What can be acted on in an area that was named.
    soon_there: float = 0.4
    of_type: float = 0.6
    # A kind that is not named, but that the way of asking hints at.
    hinted: float = 0.4
    # A page about the hub, for a question about it.
    itself: float = 1.0
    of_age: float = 0.1
    of_audience: float = 0.2
    of_level: float = 0.3
    of_theme: float = 0.15
    # An item of a theme that was named, without the word.
    theme_alone: float = 0.3
    in_holidays: float = 0.2
    reported: float = 0.6
    consulted: float = 0.4
    # What can be acted on, what has no time or is far yet, and what is over; what is archived gets nothing.
    # An item gets as much of it as it has of the words, themselves or what means the same.
    actionable: float = 0.3
    current: float = 0.2
    past: float = 0.1
    # What is not to come, for a question about what was.
    not_to_come: float = 0.9

    @property
    def fields(self) -> dict[str, float]:
        """Return the weights of the searched fields."""
        return {field: getattr(self, field) for field in FIELDS}

    def changed(self, values: Mapping[str, float]) -> Weights:
        """Return these weights with some others."""
        return dataclasses.replace(self, **values)  # type: ignore[arg-type]


FIELDS = ["title", "summary", "headings", "names", "body", "resources", "files"]
WEIGHTS = Weights()
