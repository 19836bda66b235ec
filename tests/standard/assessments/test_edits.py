"""No order of edits, by however many people, loses an answer."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from standard.assessments.access import Access
from standard.assessments.answers import ChangedMeanwhile, Words, save_answer
from standard.assessments.models import Answer, Assessment, EarlierAnswer, Link
from standard.assessments.refusals import Refused
from tests.standard.conftest import CODES

START = dt.datetime(2026, 11, 28, 9, tzinfo=dt.UTC)
PEOPLE = ["owner", "colleague"]
words = st.builds(
    lambda level, reason, note: Words(level, "" if level is not None else reason, note),
    st.sampled_from([None, 0, 1, 2, 3]),
    st.sampled_from(["", "No such thing here"]),
    st.sampled_from(["", "A note", "Another"]),
)
edits = st.lists(
    st.tuples(
        st.sampled_from(PEOPLE), st.sampled_from(CODES), words, st.sampled_from(["any", "seen", "stale"])
    ),
    max_size=14,
)


def access_of(assessment: Assessment, person: str) -> Access:
    return Access(assessment, Link(assessment=assessment, kind=person))


def revision_to_send(manner: str, answer: Answer | None) -> int | None:
    present = answer.revision if answer else 0
    return {"any": None, "seen": present, "stale": present + 1}[manner]


def check(drawn: list[Any]) -> None:
    assessment = Assessment.objects.create(version="1.0", started_at=START, changed_at=START)
    now_said: dict[str, Words] = {}
    said: dict[str, list[Words]] = {code: [] for code in CODES}
    for number, (person, code, given_words, manner) in enumerate(drawn):
        answer = Answer.objects.filter(assessment=assessment, code=code).first()
        others = [one for one in CODES if one != code and one[0] == code[0]]
        taken = any(now_said.get(one, Words()).not_applicable_reason for one in others)
        now = START + dt.timedelta(minutes=number)
        access, revision = access_of(assessment, person), revision_to_send(manner, answer)
        if manner == "stale" and now_said.get(code) != given_words:
            with pytest.raises(ChangedMeanwhile) as changed:
                save_answer(access, code, given_words, now, revision)
            assert changed.value.current == answer
            continue
        if given_words.not_applicable_reason and taken and now_said.get(code) != given_words:
            with pytest.raises(Refused):
                save_answer(access, code, given_words, now, revision)
            continue
        save_answer(access, code, given_words, now, revision)
        if now_said.get(code) != given_words:
            said[code].append(given_words)
        now_said[code] = given_words
    for answer in Answer.objects.filter(assessment=assessment):
        rows = [answer, *EarlierAnswer.objects.filter(answer=answer)]
        kept = [Words(one.level, one.not_applicable_reason, one.note) for one in rows]
        assert kept == said[answer.code][::-1]
    assert {answer.code for answer in assessment.answers.all()} == set(now_said)


def run(drawn: list[Any]) -> None:
    with transaction.atomic():
        check(drawn)
        transaction.set_rollback(True)


CHECKED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@settings(max_examples=25, database=None, suppress_health_check=CHECKED)
@given(drawn=edits)
def test_no_order_of_edits_loses_an_answer(current_standard: None, drawn: list[Any]) -> None:
    run(drawn)


@pytest.mark.long
@settings(max_examples=400, database=None, suppress_health_check=CHECKED)
@given(drawn=edits)
def test_no_order_of_edits_loses_an_answer_at_length(current_standard: None, drawn: list[Any]) -> None:
    run(drawn)
