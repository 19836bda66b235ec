"""A plan's nodes as Tantivy's queries."""

from __future__ import annotations

from tantivy import FieldType, Occur, Query, Schema

from search.plan import (
    Best,
    Between,
    Combined,
    Constant,
    Everything,
    Near,
    Node,
    OneOf,
    Scaled,
    Term,
)


def translate(node: Node, schema: Schema) -> Query:
    """Return the query that matches and scores as the node says."""
    match node:
        case Term(field, term, weight):
            return Query.boost_query(Query.term_query(schema, field, term, "freq"), weight)
        case Near(field, terms, slop, weight):
            return Query.boost_query(Query.phrase_query(schema, field, list(terms), slop), weight)
        case OneOf() | Between():
            return Query.const_score_query(_filter(node, schema), 0.0)
        case Everything():
            return Query.all_query()
        case _:
            return _of_parts(node, schema)


def _of_parts(node: Constant | Best | Combined | Scaled, schema: Schema) -> Query:
    match node:
        case Constant(part, score):
            return Query.const_score_query(translate(part, schema), score)
        case Best(parts, tie):
            return Query.disjunction_max_query([translate(part, schema) for part in parts], tie)
        case Scaled(part, factors):
            return _scaled(part, factors, schema)
        case Combined():
            return _combined(node, schema)


def _filter(node: OneOf | Between, schema: Schema) -> Query:
    if isinstance(node, OneOf):
        if len(node.values) == 1:
            return Query.term_query(schema, node.field, next(iter(node.values)), "basic")
        return Query.term_set_query(schema, node.field, sorted(node.values))
    return Query.range_query(schema, node.field, FieldType.Integer, node.low, node.high)


def _combined(node: Combined, schema: Schema) -> Query:
    parts = [(Occur.Must, translate(part, schema)) for part in node.must]
    parts += [(Occur.Should, translate(part, schema)) for part in node.should]
    parts += [(Occur.MustNot, translate(part, schema)) for part in node.never]
    if not node.must and not node.minimum:
        # Tantivy wants something that matches; what only adds or forbids does not.
        parts.append((Occur.Must, Query.const_score_query(Query.all_query(), 0.0)))
    return Query.boolean_query(parts, node.minimum if node.should else None)


def _scaled(part: Node, factors: tuple[tuple[Node, float], ...], schema: Schema) -> Query:
    """Return the union of the part under each condition, and under none, each with its factor.

    Tantivy has no query whose factor depends on another one.
    """
    scored = translate(part, schema)
    conditions = [translate(condition, schema) for condition, _ in factors]
    unions = [
        (Occur.Should, _with_factor(scored, [(Occur.Must, condition)], factor))
        for condition, (_, factor) in zip(conditions, factors, strict=True)
    ]
    unions.append((Occur.Should, _with_factor(scored, [(Occur.MustNot, one) for one in conditions], 1.0)))
    return Query.boolean_query(unions)


def _with_factor(scored: Query, conditions: list[tuple[Occur, Query]], factor: float) -> Query:
    return Query.boolean_query([(Occur.Must, Query.boost_query(scored, factor)), *conditions])
