"""A plan's nodes as Tantivy's queries."""

from __future__ import annotations

import json

from tantivy import FieldType, Occur, Query, Schema, Searcher

from search.plan import (
    Best,
    Between,
    Combined,
    Constant,
    Everything,
    Near,
    Node,
    OneOf,
    Term,
)

FEW = 100


class Translator:
    """Translates for one state of an index; what stands nowhere in it costs nothing in the search."""

    def __init__(self, schema: Schema, searcher: Searcher) -> None:
        self._schema = schema
        self._searcher = searcher
        self._filters: dict[Node, Query] = {}

    def query(self, node: Node) -> Query:
        """Return the query that matches and scores as the node says."""
        match node:
            case Term(field, term, weight):
                if not self._searcher.doc_freq(field, term):
                    return Query.empty_query()
                return Query.boost_query(Query.term_query(self._schema, field, term, "freq"), weight)
            case Near(field, terms, slop, weight):
                if not all(self._searcher.doc_freq(field, term) for term in terms):
                    return Query.empty_query()
                return Query.boost_query(Query.phrase_query(self._schema, field, list(terms), slop), weight)
            case OneOf() | Between():
                if node not in self._filters:
                    self._filters[node] = Query.const_score_query(self._filter(node), 0.0)
                return self._filters[node]
            case Everything():
                return Query.all_query()
            case _:
                return self._of_parts(node)

    def _of_parts(self, node: Constant | Best | Combined) -> Query:
        match node:
            case Constant(part, score):
                return Query.const_score_query(self.query(part), score)
            case Best(parts, tie):
                return Query.disjunction_max_query([self.query(part) for part in parts], tie)
            case Combined():
                return self._combined(node)

    def _filter(self, node: OneOf | Between) -> Query:
        if isinstance(node, Between):
            return Query.range_query(self._schema, node.field, FieldType.Integer, node.low, node.high)
        if len(node.values) > FEW:
            # Made for thousands; for a few it costs more than their union.
            return Query.term_set_query(self._schema, node.field, sorted(node.values))
        values = [value for value in node.values if self._searcher.doc_freq(node.field, value)]
        terms = [Query.term_query(self._schema, node.field, value, "basic") for value in values]
        if not terms:
            return Query.empty_query()
        return terms[0] if len(terms) == 1 else Query.boolean_query([(Occur.Should, one) for one in terms])

    def filter_text(self, node: OneOf) -> str:
        """Return a condition in Tantivy's own language, for aggregations; no text where nothing has it."""
        values = [value for value in sorted(node.values) if self._searcher.doc_freq(node.field, value)]
        return " OR ".join(f"{node.field}:{json.dumps(value, ensure_ascii=False)}" for value in values)

    def _combined(self, node: Combined) -> Query:
        parts = [(Occur.Must, self.query(part)) for part in node.must]
        parts += [(Occur.Should, self.query(part)) for part in node.should]
        parts += [(Occur.MustNot, self.query(part)) for part in node.never]
        if not node.must and not node.minimum:
            # Tantivy wants something that matches; what only adds or forbids does not.
            parts.append((Occur.Must, Query.const_score_query(Query.all_query(), 0.0)))
        return Query.boolean_query(parts, node.minimum if node.should else None)
