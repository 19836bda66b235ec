"""The counts of a request, in as few walks through what matches as there are sets to count."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import tantivy

from search.engines.tantivy.translation import Translator
from search.plan import Combined, Node, OneOf, Request

# More than there are facets: then the counts are exact in every segment.
MOST_TAGS = 60_000


def counts(
    request: Request, searcher: tantivy.Searcher, translator: Translator
) -> tuple[tuple[dict[str, int], ...], tuple[int, ...]]:
    """Return the numbers for `request.tagged` and `request.counted`.

    What is counted within what tags are counted of, is counted on the same walk.
    """
    counted: dict[int, int] = {}
    within: dict[Node, dict[str, Any]] = defaultdict(dict)
    for place, node in enumerate(request.counted):
        match node:
            case Combined((base, OneOf() as one), (), ()) if base in request.tagged:
                if text := translator.filter_text(one):
                    within[base][str(place)] = {"filter": text}
                else:
                    counted[place] = 0
            case _:
                counted[place] = number(searcher.search(translator.query(node), 1))
    tagged: dict[Node, dict[str, int]] = {}
    for node in dict.fromkeys(request.tagged):
        tags = {"terms": {"field": "tags", "size": MOST_TAGS}}
        answer = searcher.aggregate(translator.query(node), {"tags": tags, **within[node]})
        tagged[node] = {bucket["key"]: bucket["doc_count"] for bucket in answer["tags"]["buckets"]}
        counted |= {int(place): answer[place]["doc_count"] for place in within[node]}
    return (
        tuple(tagged[node] for node in request.tagged),
        tuple(counted[place] for place in range(len(request.counted))),
    )


def number(found: tantivy.SearchResult) -> int:
    """Return how many were found: an attribute that Tantivy's types leave out."""
    return int(found.count)  # type: ignore[attr-defined]
