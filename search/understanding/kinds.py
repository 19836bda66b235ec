"""Kinds of content, their states, and questions about what came of something."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from search.query import Boost
from search.understanding.meaning import Chip
from search.understanding.phrases import PhraseTable
from search.understanding.readings import Days, Reading, Use, said
from search.understanding.spans import spans
from search.understanding.words import Word

KINDS = {
    "consultation": ["consultation"],
    "event": ["event", "what's on", "whats on", "what is on"],
    "toolkit": ["toolkit"],
    "practice-example": ["example", "practice example", "good practice example", "case study"],
}
CONSULTATIONS, EVENTS = r"(?:consultations?|surveys?)", r"(?:events?|sessions?)"
# What pages of information are about, and nothing else is.
ITSELF = re.compile(r"(?:this|the) (?:web ?site|site|hub|page)")
# Ways of asking by which somebody wants a kind more than others, without naming it.
ASKED_FOR = [
    (
        "toolkit",
        re.compile(
            r"how (?:do we|can we|should we|to|many)|template|checklist|guide|tips|ideas|ground rules"
        ),
    ),
    (
        "event",
        re.compile(r"groups?|drop ?-?ins?|coffee mornings?|workshops?|class(?:es)?|meet ?ups?|get together"),
    ),
    ("consultation", re.compile(r"polic(?:y|ies)|plans?|propos(?:al|als|ed)|closures?|cuts?")),
]
# What is said beside a kind, and the states that are meant by it.
STATES = [
    ("open", re.compile(rf"(?:currently |still )?open(?= {CONSULTATIONS})"), ["open"]),
    (
        "open",
        re.compile(rf"(?<={'consultations'} )(?:that are |which are )?(?:currently |still )?open(?: now)?"),
        ["open"],
    ),
    ("open", re.compile(r"open now|currently open|still open"), ["open"]),
    (
        "closing-soon",
        re.compile(r"(?:that are )?(?:closing|ending) soon|about to close|last chance"),
        ["open"],
    ),
    ("closed", re.compile(rf"(?:recently )?closed(?= {CONSULTATIONS})"), ["closed", "reported"]),
    (
        "called-off",
        re.compile(rf"(?:cancelled|canceled|postponed|called off)(?= {EVENTS})"),
        ["cancelled", "postponed"],
    ),
    (
        "called-off",
        re.compile(r"(?<=events )(?:that are |which are )?(?:cancelled|canceled|postponed|called off)"),
        ["cancelled", "postponed"],
    ),
    ("full", re.compile(r"fully booked"), ["full"]),
]
SOON = re.compile(r"(?:that are )?(?:coming|opening|starting) (?:soon|up)|upcoming|forthcoming")
PAST = re.compile(rf"(?:previous|past|old|earlier|archived)(?= (?:{CONSULTATIONS}|{EVENTS}))")
OUTCOME = re.compile(
    r"what (?:has )?happened (?:with|to|about|after|next with|next)"
    r"|what (?:has )?changed (?:after|because of|since|with)|what came of"
    r"|(?:the )?(?:results|outcomes?|findings) (?:of|from)(?: the)?"
)
AHEAD = dt.timedelta(days=28)


def read_kinds(words: Sequence[Word]) -> Iterator[Reading]:
    """Yield the kinds of content that are named."""
    for start, end, kind in KIND_TABLE.find(words):
        chip = Chip("type", kind, said(words, start, end))
        types = frozenset({kind})
        boost = Boost("of_type", frozenset({f"type:{kind}"}))
        yield Reading(start, end, chip, use=Use.RAISES, types=types, prefers=True, boosts=(boost,))


def ways_of_asking(words: Sequence[Word]) -> Iterator[Boost]:
    """Yield a preference for each kind that the way of asking hints at."""
    if any(spans(ITSELF, words)):
        yield Boost("itself", frozenset({"type:page"}))
    for kind, pattern in ASKED_FOR:
        if any(spans(pattern, words)):
            yield Boost("hinted", frozenset({f"type:{kind}"}))


def read_states(words: Sequence[Word], today: dt.date) -> Iterator[Reading]:
    """Yield the states that are named, and what comes soon."""
    for slug, pattern, states in STATES:
        for start, end, _ in spans(pattern, words):
            chip = Chip("state", slug, said(words, start, end))
            yield Reading(start, end, chip, states=frozenset(states), wants_past=slug == "closed")
    types = {kind.value for kind in KIND_TABLE.find(words)}
    for start, end, _ in spans(SOON, words):
        chip = Chip("state", "upcoming", said(words, start, end))
        if types == {"consultation"}:
            yield Reading(start, end, chip, states=frozenset({"upcoming"}))
        else:
            yield Reading(start, end, chip, days=Days(today, today + AHEAD))


def read_outcomes(words: Sequence[Word], today: dt.date) -> Iterator[Reading]:
    """Yield questions about what came of something, and words for what is over."""
    boosts = (
        Boost("reported", frozenset({"status:reported"})),
        Boost("consulted", frozenset({"type:consultation"})),
    )
    for start, end, _ in spans(OUTCOME, words):
        chip = Chip("outcome", "reported", said(words, start, end))
        yield Reading(start, end, chip, boosts=boosts, wants_past=True)
    for start, end, _ in spans(PAST, words):
        chip = Chip("state", "past", said(words, start, end))
        if any(kind.value == "event" for kind in KIND_TABLE.find(words)):
            yield Reading(start, end, chip, days=Days(None, today - dt.timedelta(days=1)), wants_past=True)
        else:
            yield Reading(start, end, chip, states=frozenset({"closed", "reported"}), wants_past=True)


KIND_TABLE = PhraseTable((phrase, kind) for kind, phrases in KINDS.items() for phrase in phrases)
