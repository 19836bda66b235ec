"""Phrases for events: what is read, what is refused and why, and that our own words are read back."""

from __future__ import annotations

import datetime as dt
from itertools import islice
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import example, given, settings
from hypothesis import strategies as st

from events.phrases import Reading, read_phrase
from events.phrases.refusals import HINTS, UNCERTAIN
from events.phrases.vocabulary import ADVERBS, DAY_CODES, MONTHS, NUMBERS, ORDINALS
from events.recurrence import Recurrence, check_rule, words
from tests.events.generated_rules import recurrences
from tests.events.phrase_cases import READ, REFUSED, TODAY


@pytest.mark.parametrize(("phrase", "rule", "said"), READ, ids=[phrase for phrase, _, _ in READ])
def test_what_is_certain_is_read(phrase: str, rule: str, said: dict[str, Any]) -> None:
    assert read_phrase(phrase, TODAY) == Reading(rule, **said)


@pytest.mark.parametrize("phrase", [phrase for phrase, _, _ in READ])
def test_no_word_is_ignored(phrase: str) -> None:
    """A word that means nothing is refused wherever it stands."""
    spaced = phrase.split(" ")
    for place in range(len(spaced) + 1):
        with pytest.raises(ValidationError):
            read_phrase(" ".join([*spaced[:place], "purple", *spaced[place:]]), TODAY)


@pytest.mark.parametrize(("phrase", "why"), REFUSED, ids=[phrase[:60] for phrase, _ in REFUSED])
def test_what_is_not_certain_is_refused_with_its_words(phrase: str, why: str) -> None:
    with pytest.raises(ValidationError) as refused:
        read_phrase(phrase, TODAY)
    [message] = refused.value.messages
    assert why in message


@pytest.mark.parametrize("word", [word for group in UNCERTAIN.values() for word in group])
def test_no_uncertain_word_passes(word: str) -> None:
    for phrase in (
        f"{word} every Tuesday at 7pm",
        f"every Tuesday {word} at 7pm",
        f"every Tuesday at 7pm, {word}",
    ):
        with pytest.raises(ValidationError, match=f"“{word}”"):
            read_phrase(phrase, TODAY)


def round_trip(recurrence: Recurrence, term: bool, bank: bool, all_day: bool) -> None:
    said = words(recurrence, term, all_day, skip_bank_holidays=bank)
    reading = read_phrase(said, TODAY)
    start = recurrence.starts_at
    again = Recurrence(reading.rrule, start, reading.count, reading.until)
    far = dt.datetime.max
    assert list(islice(again.wall_times(far), 30)) == list(islice(recurrence.wall_times(far), 30)), said
    assert (reading.count, reading.until) == (recurrence.count, recurrence.until)
    assert (reading.term_time_only, reading.skip_bank_holidays) == (term, bank)
    assert reading.start_time == (None if all_day else start.time())
    assert reading.month_day == ((start.month, start.day) if "YEARLY" in reading.rrule else None)
    assert words(again, term, all_day, skip_bank_holidays=bank) == said


ROUND_TRIP = given(recurrences(), st.booleans(), st.booleans(), st.booleans())


@settings(max_examples=150, derandomize=True)
@example(Recurrence("FREQ=YEARLY", dt.datetime(2028, 2, 29, 0, 0)), True, True, False)
@ROUND_TRIP
def test_our_own_words_are_read_back(recurrence, term, bank, all_day) -> None:
    round_trip(recurrence, term, bank, all_day)


@pytest.mark.long
@settings(max_examples=3000)
@ROUND_TRIP
def test_our_own_words_are_read_back_of_many(recurrence, term, bank, all_day) -> None:
    round_trip(recurrence, term, bank, all_day)


# What phrases are made of, to be thrown together.
SALAD = [
    *DAY_CODES, *MONTHS, *NUMBERS, *[*ORDINALS][:6], *ADVERBS, *HINTS, *["every", "the", "on"],
    *["of the month", "2026", "2027", "3", "3rd", "at", "7pm", "19:30", "9:30", "noon", "to", "-"],
    *[",", "weeks", "months", "times", "in term time", "bank holidays"],
    *["where there is one", "all day", "for 90 minutes"],
]  # fmt: skip


def read_or_refuse(text: str) -> None:
    try:
        reading = read_phrase(text, TODAY)
    except ValidationError as refused:
        [message] = refused.messages
        assert message.endswith((".", "”")), message
    else:
        assert reading.rrule or reading.first_day
        if reading.rrule:
            check_rule(reading.rrule)


@settings(max_examples=200, derandomize=True)
@given(st.lists(st.sampled_from(SALAD), max_size=8).map(" ".join) | st.text(max_size=40))
def test_any_text_is_read_or_refused_in_one_sentence(text: str) -> None:
    read_or_refuse(text)


@pytest.mark.long
@settings(max_examples=5000)
@given(st.lists(st.sampled_from(SALAD), max_size=8).map(" ".join) | st.text(max_size=40))
def test_any_text_of_many_is_read_or_refused(text: str) -> None:
    read_or_refuse(text)
