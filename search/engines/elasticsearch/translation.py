"""A plan's nodes as Elasticsearch's queries."""

from __future__ import annotations

from typing import Any

from search.plan import (
    Best,
    Between,
    Combined,
    Constant,
    Everything,
    Near,
    Node,
    OneOf,
    Request,
    Term,
)

Query = dict[str, Any]
# Lucene leaves this constant factor, k1 + 1, out of BM25. With it the weights of words stand to the constant
# scores as they do in the formula, and in every other engine.
BM25_FACTOR = 2.2
# Items have an id; the document that keeps the index's state has none.
ITEMS: Query = {"exists": {"field": "id"}}
# More than there are facets: then the counts are exact.
MOST_TAGS = 60_000


def body(request: Request) -> dict[str, Any]:
    """Return a whole request: one search, so that all of its answers are from one state of the index."""
    counts: dict[str, Any] = {
        f"tagged{number}": {
            "filter": query(node),
            "aggs": {"tags": {"terms": {"field": "tags", "size": MOST_TAGS}}},
        }
        for number, node in enumerate(request.tagged)
    }
    counts |= {f"counted{number}": {"filter": query(node)} for number, node in enumerate(request.counted)}
    return {
        "query": query(request.match),
        "from_": request.offset,
        "size": request.limit,
        "sort": [{"_score": "desc"}, {"id": "asc"}],
        "track_scores": True,
        "track_total_hits": True,
        "source": {"includes": ["sequence", "stored"]},
        # What is counted need not match.
        "aggs": {"all": {"global": {}, "aggs": counts}} if counts else None,
    }


def query(node: Node) -> Query:
    """Return the query that matches and scores as the node says."""
    match node:
        case Everything():
            return _constant(ITEMS, 1.0)
        case Term(field, term, weight):
            return {"term": {field: {"value": term, "boost": weight * BM25_FACTOR}}}
        case Near(field, terms, slop, weight):
            phrase = {"query": " ".join(terms), "slop": slop, "boost": weight * BM25_FACTOR}
            return {"match_phrase": {field: phrase}}
        case OneOf(field, values):
            return _constant({"terms": {field: sorted(values)}}, 0.0)
        case Between(field, low, high):
            bounds = {name: bound for name, bound in [("gte", low), ("lte", high)] if bound is not None}
            return _constant({"range": {field: bounds}}, 0.0)
        case _:
            return _of_parts(node)


def _of_parts(node: Constant | Best | Combined) -> Query:
    match node:
        case Constant(part, score):
            return _constant(query(part), score)
        case Best(parts, tie):
            return {"dis_max": {"queries": [query(part) for part in parts], "tie_breaker": tie}}
        case Combined():
            return {"bool": _combined(node)}


def _combined(node: Combined) -> Query:
    parts: Query = {
        "must": [query(part) for part in node.must],
        "should": [query(part) for part in node.should],
        "must_not": [query(part) for part in node.never],
    }
    if not node.must and not node.minimum:
        # Lucene wants something that matches; what only adds or forbids does not.
        parts["filter"] = [ITEMS]
    if node.should:
        parts["minimum_should_match"] = node.minimum
    return parts


def _constant(part: Query, score: float) -> Query:
    return {"constant_score": {"filter": part, "boost": score}}
