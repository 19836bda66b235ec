"""A query as a tree of few kinds of nodes, which is all that an engine has to know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Everything:
    """Every item, each with a score of 1."""


@dataclass(frozen=True)
class Term:
    """A term of a searched field, scored by BM25 times the weight."""

    field: str
    term: str
    weight: float = 1.0


@dataclass(frozen=True)
class Near:
    """Terms in a row, at most `slop` places apart from that, scored by BM25 times the weight."""

    field: str
    terms: tuple[str, ...]
    slop: int = 0
    weight: float = 1.0


@dataclass(frozen=True)
class OneOf:
    """Items with any of the values, whole and exact, in a field; scores 0."""

    field: str
    values: frozenset[str]


@dataclass(frozen=True)
class Between:
    """Items with a number in the field from `low` to `high`, both included, None for no bound; scores 0."""

    field: str
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True)
class Best:
    """Any of the parts: the score of the best, and of each other the share `tie`."""

    parts: tuple[Node, ...]
    tie: float = 0.0


@dataclass(frozen=True)
class Combined:
    """All of `must`, `minimum` of `should` or more, none of `never`; the scores are added.

    With `minimum` 0, `should` only adds to the score.
    """

    must: tuple[Node, ...] = ()
    should: tuple[Node, ...] = ()
    never: tuple[Node, ...] = ()
    minimum: int = 0


@dataclass(frozen=True)
class Constant:
    """What the part matches, each with this score."""

    part: Node
    score: float


Node = Everything | Term | Near | OneOf | Between | Best | Combined | Constant


@dataclass(frozen=True)
class Request:
    """All that one search asks of an engine, answered from one and the same state of the index."""

    match: Node
    limit: int
    offset: int = 0
    # For each: how many items it matches have each tag.
    tagged: tuple[Node, ...] = ()
    # For each: how many items it matches.
    counted: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Hit:
    """An item that was found; `stored` is what `IndexDocument.stored` gave."""

    id: UUID
    score: float
    sequence: int
    stored: str


@dataclass(frozen=True)
class Response:
    """What an engine answers, in the order of the request; equal scores stand in the order of ids."""

    total: int
    hits: Sequence[Hit]
    tagged: tuple[dict[str, int], ...]
    counted: tuple[int, ...]
