"""Levels by the rules of the standard, against an oracle that shares nothing with the code."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standard.assessments.scoring import Counted, Given, Result, Statement, count, is_recent, score
from tests.standard.assessments.oracle import Said, counts_as, first_fresh_day, level_of

ON = dt.date(2026, 11, 28)
# Statements of each part, as many as the standard has.
SIZES = [3, 4, 3, 3, 4, 4, 3]
CODES = [f"{part}.{number}" for part, size in enumerate(SIZES, 1) for number in range(1, size + 1)]
STATEMENTS = [Statement(code, f"Statement {code}") for code in CODES]

# How many days before the day of scoring; around 18 months they lie closest.
AGES = [None, None, None, 0, 1, -1, -40, 30, 365, 543, 544, 545, 546, 547, 548, 549, 550, 551, 900, 1_200]
LEVELS = [1, 0, 2, 3, 2, 3, 2, 3, 3, 3, 3, 3, 2, 2, 2, 1]
BYTES_A_STATEMENT = 5


@st.composite
def assessments(draw: st.DrawFn) -> tuple[dt.date, dict[str, Said]]:
    """Draw a day and what is said of each statement, from one run of bytes: one draw each would be slow."""
    on = draw(st.dates(dt.date(2020, 1, 1), dt.date(2040, 12, 31)))
    size = len(CODES) * BYTES_A_STATEMENT
    drawn = draw(st.binary(min_size=size, max_size=size))
    pieces = [drawn[start : start + BYTES_A_STATEMENT] for start in range(0, size, BYTES_A_STATEMENT)]
    return on, {code: said_in(piece, on) for code, piece in zip(CODES, pieces, strict=True)}


def said_in(piece: bytes, on: dt.date) -> Said:
    ages = [AGES[byte % len(AGES)] for byte in piece[1:]]
    days = [None if age is None else on - dt.timedelta(days=age) for age in ages]
    evidence, views = ([day for day in half if day] for half in (days[:2], days[2:]))
    # Few are skipped or open: a part that is not whole has no level, which would hide what is compared.
    skipped, is_open = piece[0] in range(240, 250), piece[0] in range(250, 256)
    level = None if skipped or is_open else LEVELS[piece[0] % len(LEVELS)]
    return Said(level, skipped, evidence, views)


def scored(said: dict[str, Said], on: dt.date) -> Result:
    values = {
        code: Given(one.level, one.skipped, one.evidence, one.views)
        for code, one in said.items()
        if one.level is not None or one.skipped or one.evidence
    }
    return score(STATEMENTS, values, {}, on)


def compare(on: dt.date, said: dict[str, Said]) -> None:
    result = scored(said, on)
    for part, found in enumerate(result.dimensions, 1):
        own = {code: one for code, one in said.items() if code.startswith(f"{part}.")}
        level = level_of(list(own.values()), on)
        assert found.level == level
        assert {one.code: one.counts_as for one in found.statements} == {
            code: counts_as(one, on) for code, one in own.items()
        }
        lowest = [code for code, one in own.items() if level is not None and counts_as(one, on) == level]
        assert [one.code for one in found.held_back_by] == ([] if level == 3 else lowest)
        assert all(one.why.startswith(one.code) for one in found.held_back_by)
    assert result.is_whole == all(one.level is not None or one.skipped for one in said.values())


@settings(max_examples=200, database=None)
@given(assessments())
def test_it_scores_as_the_oracle(case: Any) -> None:
    compare(*case)


@pytest.mark.long
@settings(max_examples=10_000, database=None)
@given(assessments())
def test_it_scores_as_the_oracle_ten_thousand_times(case: Any) -> None:
    compare(*case)


@pytest.mark.parametrize(
    ("on", "first"),
    [
        (dt.date(2026, 11, 28), dt.date(2025, 5, 28)),
        (dt.date(2026, 8, 31), dt.date(2025, 2, 28)),
        (dt.date(2025, 8, 29), dt.date(2024, 2, 29)),
        (dt.date(2025, 8, 30), dt.date(2024, 2, 29)),
        (dt.date(2026, 6, 30), dt.date(2024, 12, 30)),
    ],
)
def test_evidence_is_recent_up_to_the_same_day_18_months_before(on: dt.date, first: dt.date) -> None:
    assert first_fresh_day(on) == first
    assert is_recent(first, on)
    assert not is_recent(first - dt.timedelta(days=1), on)
    assert is_recent(on, on)
    assert not is_recent(on + dt.timedelta(days=1), on)


def counted(level: int, evidence: list[dt.date], views: list[dt.date]) -> Counted:
    return count(
        Statement("1.2", "A named manager answers for it."), Given(level, False, evidence, views), ON
    )


@pytest.mark.parametrize(
    ("level", "evidence", "views", "why"),
    [
        (2, [], [], "1.2 is at 2 but has no dated evidence: counts as 1."),
        (3, [], [ON], "1.2 is at 3 but has no dated evidence: counts as 1."),
        (
            2,
            [dt.date(2025, 5, 27)],
            [],
            "1.2 is at 2 but its evidence is more than 18 months old: counts as 1.",
        ),
        (3, [ON], [], "1.2 is at 3 but has no parent's view: counts as 2."),
        (
            3,
            [ON],
            [dt.date(2025, 5, 27)],
            "1.2 is at 3 but the parent's view is more than 18 months old: counts as 2.",
        ),
        (3, [ON], [ON], ""),
        (2, [ON], [], ""),
        (1, [], [], ""),
        (0, [], [], ""),
    ],
)
def test_what_a_level_lacks_is_said_in_words(
    level: int, evidence: list[dt.date], views: list[dt.date], why: str
) -> None:
    assert counted(level, evidence, views).why == why


def test_an_old_piece_beside_a_new_one_is_marked_but_holds_nothing_back() -> None:
    found = counted(2, [dt.date(2024, 1, 1), ON], [])
    assert (found.counts_as, found.why, found.has_old_evidence) == (2, "", True)


def test_a_part_is_as_low_as_its_lowest_statement_and_says_which_that_is() -> None:
    result = score(
        STATEMENTS[:3],
        {"1.1": Given(3, False, [ON], [ON]), "1.2": Given(1), "1.3": Given(2, False, [ON])},
        {"1": "Commitment"},
        ON,
    )
    part = result.dimensions[0]
    assert (part.code, part.title, part.level) == ("1", "Commitment", 1)
    assert [(one.code, one.why) for one in part.held_back_by] == [("1.2", "1.2 is at 1.")]


def test_a_part_of_which_nothing_applies_is_whole_and_has_no_level() -> None:
    result = score(STATEMENTS[:1], {"1.1": Given(does_not_apply=True)}, {}, ON)
    assert (result.is_whole, result.levels()) == (True, {"1": None})


def test_an_answer_to_a_statement_that_the_version_does_not_have_counts_for_nothing() -> None:
    result = score(STATEMENTS[:1], {"1.1": Given(1), "9.9": Given(0)}, {}, ON)
    assert result.levels() == {"1": 1}
    assert score([], {}, {}, ON).is_whole is False
