"""A small vocabulary with lists of words, for tests of what texts are understood as."""

from __future__ import annotations

import datetime as dt
from typing import Any

from cms.taxonomies import AgeRange, Area, Audience, InvolvementLevel, Theme
from search.names import Names
from search.plan import Near, OneOf, Request, Response
from search.understanding import Knowledge
from search.understanding.knowledge import Readers
from search.understanding.lexicon import Lexicon, Slips
from search.understanding.rules import Rules

# A Wednesday.
NOW = dt.datetime(2026, 3, 11, 12, tzinfo=dt.UTC)
WORDS = {
    "library": 4, "consultation": 30, "consolation": 1, "transport": 9, "childminder": 3, "school": 60,
    "play": 9,
    "area": 12,
    "special": 8, "needs": 20, "short": 9, "breaks": 9,
    "send": 6, "salt": 2, "speech": 4, "group": 30,
    "safety": 6, "staying": 4, "online": 9, "father": 3, "feeding": 4,
    "take": 5, "away": 4, "health": 9,
    "disabled": 7, "photo": 3, "parent": 100, "review": 5, "interpreter": 2, "coalville": 7,
}  # fmt: skip
LISTS = Names(
    by_kind={
        Area.kind: {
            "harborough": "Harborough",
            "north-west-leicestershire": "North West Leicestershire",
            "countywide": "Countywide",
        },
        AgeRange.kind: {
            "birth": "Pregnancy and birth",
            "0-4": "0 to 4 years",
            "11-15": "11 to 15 years",
            "16-25": "16 to 25 years",
        },
        Audience.kind: {"fathers": "Fathers and male carers", "foster": "Foster and adoptive parents"},
        Theme.kind: {"transport": "Transport", "safety": "Safety", "digital": "Digital", "health": "Health",
                     "mental": "Mental health"},
        InvolvementLevel.kind: {"deciding-together": "Deciding together"},
        "indicator": {"5.2": "5.2 We tell people"},
    },
    countywide=frozenset({"countywide"}),
    areas=["harborough", "north-west-leicestershire", "countywide"],
    places={
        "harborough": ["Lutterworth"],
        "north-west-leicestershire": ["Coalville", "Ashby-de-la-Zouch"],
        "countywide": [],
    },
    holidays=[("Summer holiday", dt.date(2026, 7, 20), dt.date(2026, 8, 31))],
    sequence=1,
    read_at=NOW,
)  # fmt: skip


class Words:
    """An engine that knows only what stands in capitals alone, in a row, or is the initials of a name."""

    def search(self, request: Request) -> Response:
        rows = [part for part in getattr(request.match, "should", ()) if isinstance(part, Near)]
        if rows:
            return Response(sum(part.terms == ("short", "break") for part in rows), [], (), ())
        written = [
            part for part in [request.match, *getattr(request.match, "must", ())] if isinstance(part, OneOf)
        ]
        total = sum(bool(part.values & {"SEND", "SALT", "send", "salt", "FIS", "DOG"}) for part in written)
        return Response(total, [], (), ())


def known_words() -> Knowledge:
    """Return what is known, without rules of synonyms."""
    slips = Slips()
    slips.add(WORDS)
    engine: Any = Words()
    return Knowledge(Lexicon(WORDS, engine, slips), Rules([]), Readers(LISTS))
