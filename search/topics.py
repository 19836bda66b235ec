"""Where nothing is found: the topics that come nearest to what was asked, each with something in it."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

from django.db.models import Count

from cms.content.models import ContentTag
from cms.taxonomies import Theme

MOST_TOPICS = 5
# Below this two words only share letters.
LEAST_ALIKE = 0.6
# Joining words come near to everything.
SHORTEST_WORD = 3
LONGEST_TEXT = 200


def nearest_topics(text: str, names: Mapping[str, str]) -> list[dict[str, str]]:
    """Return the topics whose names look most like a text, then those with the most in them.

    `names` are those of topics by slug.
    """
    tags = ContentTag.objects.order_by().filter(kind=Theme.kind)
    counts = dict(tags.values_list("slug").annotate(count=Count("item")))
    found = sorted(
        (slug for slug in counts if slug in names),
        key=lambda slug: (-_alike(text, names[slug]), -counts[slug], slug),
    )
    return [{"slug": slug, "name": names[slug]} for slug in found[:MOST_TOPICS]]


def _alike(text: str, name: str) -> float:
    """Return how much the most similar words of both are alike, 0 where none are."""
    asked, own = (
        [word for word in words.lower().split() if len(word) >= SHORTEST_WORD]
        for words in (text[:LONGEST_TEXT], name)
    )
    ratios = [difflib.SequenceMatcher(None, one, other).ratio() for one in asked for other in own]
    return max((ratio for ratio in ratios if ratio >= LEAST_ALIKE), default=0.0)
