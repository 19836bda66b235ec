"""What of a search may be kept."""

from __future__ import annotations

import pytest

from search.statistics.privacy import countable

KNOWN = {
    "baby", "groups", "in", "coalville", "short", "breaks", "send", "transport", "to", "my", "son", "school",
    "for", "hope", "sam", "bus", "pass",
}  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Baby  groups, Coalville!", "baby groups coalville"),
        ("SEND transprot", "send transprot"),
        ("mail jo.bloggs@example.org about short breaks", "mail about short breaks"),
        ("www.example.org/jo breaks", "breaks"),
        ("call 01530 123 456", "call"),
        ("07700-900123 breaks", "breaks"),
        ("+44 7700 900123", ""),
        ("groups LE67 3AB", "groups le67"),
        ("groups le673ab", "groups le67"),
        ("groups le67", "groups le67"),
        ("born 12/03/2015", "born"),
        ("born 12.3.15", "born"),
        ("nhs 943 476 5919", "nhs"),
        ("case a1234567", "case"),
        ("jayden smithson school transport", "school transport"),
        ("Mrs Okonkwo school", "school"),
        ("my son called Bartholomew", "my son"),
        ("transport for Kowalczyk", "transport for"),
        ("sam baby", "sam baby"),
        ("hope", "hope"),
        ("under 5s ks2 16 year 2026", "under 5s ks2 16 year 2026"),
        ("years 2025/2026", "years 2025 2026"),
        ("one two three four five six seven eight nine", ""),
        (" ".join(["x" * 30] * 3), ""),
        ("", ""),
    ],
)
def test_what_is_kept(typed: str, kept: str) -> None:
    assert countable(typed, KNOWN.__contains__) == kept
