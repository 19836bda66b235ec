"""Families' own words, and those in which services write about the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from search.analysis import surfaces, terms

# What people type, and what it finds as well. What belongs to one council stands in the rules of synonyms,
# which editors change; this is the English of all parents.
EVERYDAY = [
    ("boob boobs bottle formula latch", ["feeding", "breastfeeding"]),
    ("bump bumps", ["pregnant", "antenatal", "expectant"]),
    ("nerves nervous scared frightened worry worried anxious", ["worry", "nervous", "settle"]),
    ("tantrum tantrums naughty biting hitting", ["behaviour"]),
    ("lunch dinner hungry starving grub", ["food", "meal"]),
    ("broke brassic pennies wages", ["money", "cost"]),
    ("flat landlord evicted eviction tenancy", ["housing", "home"]),
    ("phones mobile tablet ipad tiktok snapchat whatsapp gaming xbox", ["online", "screen"]),
    ("swings slide playground", ["play"]),
    ("cab taxi bus", ["transport", "travel"]),
    ("staff recruit interview", ["staff", "panel", "recruitment"]),
    ("talk chatter stammer mute", ["speech", "language"]),
    ("sad upset crying", ["mental health", "wellbeing"]),
    ("wheelchair deaf blind", ["disabled", "access"]),
    ("job shifts", ["work", "working hours"]),
    ("split separated divorce", ["separation", "family support"]),
    ("jabs vaccine injections", ["immunisation"]),
    ("nits poorly sick doctor", ["health"]),
    ("excluded expelled suspended", ["exclusion", "inclusion"]),
    ("course lesson class", ["training", "course"]),
    ("participation engagement", ["involvement", "take part"]),
]  # fmt: skip


def _table() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for typed, meant in EVERYDAY:
        for one in terms(typed):
            found[one] += [tuple(terms(phrase)) for phrase in meant]
    return {one: tuple(phrases) for one, phrases in found.items()}


# By the term of a word.
MEANT = _table()
# As people type them.
WORDS = frozenset(found for typed, _ in EVERYDAY for found in surfaces(typed))
