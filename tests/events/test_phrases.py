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

TODAY = dt.date(2026, 4, 1)
WEEKLY = "FREQ=WEEKLY;BYDAY=TU"
WORKING = "MO,TU,WE,TH,FR"


def at(text: str) -> dict[str, dt.time]:
    start, _, end = text.partition("-")
    times = {"start_time": dt.time.fromisoformat(start)}
    return times | ({"end_time": dt.time.fromisoformat(end)} if end else {})


READ: list[tuple[str, str, dict[str, Any]]] = [
    ("last Wednesday of the month at 7pm", "FREQ=MONTHLY;BYDAY=-1WE", at("19:00")),
    (
        "every second Tuesday at 9:30am in term time until 14 July 2026",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
        at("09:30") | {"until": dt.date(2026, 7, 14), "term_time_only": True},
    ),
    ("every Tuesday and Thursday, 10am to 11.30am", "FREQ=WEEKLY;BYDAY=TU,TH", at("10:00-11:30")),
    ("EVERY THURSDAY & TUESDAY 10 a.m. – 11.30 a.m.", "FREQ=WEEKLY;BYDAY=TU,TH", at("10:00-11:30")),
    ("Mondays, Tuesdays, and Fridays", "FREQ=WEEKLY;BYDAY=MO,TU,FR", {}),
    ("first Saturday of every third month", "FREQ=MONTHLY;INTERVAL=3;BYDAY=1SA", {}),
    ("the first Saturday of every 3 months", "FREQ=MONTHLY;INTERVAL=3;BYDAY=1SA", {}),
    ("weekdays at 9am", f"FREQ=WEEKLY;BYDAY={WORKING}", at("09:00")),
    ("every weekday at 09:00", f"FREQ=WEEKLY;BYDAY={WORKING}", at("09:00")),
    ("Monday to Friday at 2pm", f"FREQ=WEEKLY;BYDAY={WORKING}", at("14:00")),
    ("Monday–Wednesday at 2pm", "FREQ=WEEKLY;BYDAY=MO,TU,WE", at("14:00")),
    ("fortnightly on Mondays", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", {}),
    ("Mondays, fortnightly, 7pm", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", at("19:00")),
    ("every other week on Monday and Friday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR", {}),
    ("every three weeks on Weds", "FREQ=WEEKLY;INTERVAL=3;BYDAY=WE", {}),
    ("weekly on Tues and Weds", "FREQ=WEEKLY;BYDAY=TU,WE", {}),
    ("once a week on Thurs", "FREQ=WEEKLY;BYDAY=TH", {}),
    ("weekly at 19:30", "FREQ=WEEKLY", at("19:30")),
    ("every other Friday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", {}),
    ("every 2nd Friday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", {}),
    ("alternate Fridays", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", {}),
    ("every second Friday of the month", "FREQ=MONTHLY;BYDAY=2FR", {}),
    ("every fortnight on a Friday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", {}),
    ("second and fourth Tuesdays of the month", "FREQ=MONTHLY;BYDAY=2TU,4TU", {}),
    ("every 15th of the month at 7p.m.", "FREQ=MONTHLY;BYMONTHDAY=15", at("19:00")),
    ("every 15th day", "FREQ=DAILY;INTERVAL=15", {}),
    ("monthly on the 3rd", "FREQ=MONTHLY;BYMONTHDAY=3", {}),
    ("the 3rd of every month", "FREQ=MONTHLY;BYMONTHDAY=3", {}),
    ("the third of every second month", "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=3", {}),
    ("31st of every month, where there is one", "FREQ=MONTHLY;BYMONTHDAY=31", {}),
    ("last day of the month", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=-1", {}),
    ("first weekday of each month", f"FREQ=MONTHLY;BYDAY={WORKING};BYSETPOS=1", {}),
    ("the first and third Monday of the month", "FREQ=MONTHLY;BYDAY=1MO,3MO", {}),
    ("first Monday and last Friday of the month", "FREQ=MONTHLY;BYDAY=1MO,-1FR", {}),
    ("last of the Saturdays and Sundays of the month", "FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=-1", {}),
    ("quarterly on the second Tuesday", "FREQ=MONTHLY;INTERVAL=3;BYDAY=2TU", {}),
    ("daily at noon", "FREQ=DAILY", at("12:00")),
    ("every day, all day", "FREQ=DAILY", {"all_day": True}),
    ("every 2 days", "FREQ=DAILY;INTERVAL=2", {}),
    ("every year on 3 March at 2pm", "FREQ=YEARLY", at("14:00") | {"month_day": (3, 3)}),
    ("every year from 3 March 2027", "FREQ=YEARLY", {"first_day": dt.date(2027, 3, 3)}),
    ("annually on 29th February, where there is one", "FREQ=YEARLY", {"month_day": (2, 29)}),
    ("every Tuesday, 6 times", WEEKLY, {"count": 6}),
    ("every Tuesday for six sessions", WEEKLY, {"count": 6}),
    ("every Tuesday for 8 weeks", WEEKLY, {"count": 8}),
    ("Tuesdays, except school holidays", WEEKLY, {"term_time_only": True}),
    ("Tuesdays during term-time only", WEEKLY, {"term_time_only": True}),
    ("Tuesdays not on bank holidays", WEEKLY, {"skip_bank_holidays": True}),
    (
        "Tuesdays, not in school holidays or on bank holidays",
        WEEKLY,
        {"term_time_only": True, "skip_bank_holidays": True},
    ),
    ("Tuesdays noon till 2pm", WEEKLY, at("12:00-14:00")),
    ("Tuesdays between 10:15am and midday", WEEKLY, at("10:15-12:00")),
    ("Tuesdays 19:30-21:00", WEEKLY, at("19:30-21:00")),
    ("Tuesdays from 7pm, for 90 minutes", WEEKLY, at("19:00") | {"duration_minutes": 90}),
    ("Tuesdays 7pm for an hour", WEEKLY, at("19:00") | {"duration_minutes": 60}),
    ("Tuesdays 7pm for 1.5 hours", WEEKLY, at("19:00") | {"duration_minutes": 90}),
    ("Tuesdays 7pm for two hours and 15 minutes", WEEKLY, at("19:00") | {"duration_minutes": 135}),
    (
        "every Tuesday 7pm to 9pm from 5 May 2026 to 14 July 2026",
        WEEKLY,
        at("19:00-21:00") | {"first_day": dt.date(2026, 5, 5), "until": dt.date(2026, 7, 14)},
    ),
    ("on 3 March 2027 at 2pm", "", at("14:00") | {"first_day": dt.date(2027, 3, 3)}),
    ("Wednesday the 3rd of March 2027, 2pm", "", at("14:00") | {"first_day": dt.date(2027, 3, 3)}),
    ("March 3rd, 2027 at 14:00", "", at("14:00") | {"first_day": dt.date(2027, 3, 3)}),
    ("2027-03-03", "", {"first_day": dt.date(2027, 3, 3)}),
]


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


REFUSED = [
    ("", "Say when it is."),
    (" , ", "Say when it is."),
    ("usually every Tuesday", "“usually” is not certain"),
    ("most Tuesdays", "“most” does not say which ones"),
    ("Tuesdays at 7pm (TBC)", "“TBC” leaves the date open"),
    ("every Tuesday, time to be confirmed", "“to be confirmed” leaves the date open"),
    ("fortnightly-ish on Mondays", "“fortnightly-ish” is not exact"),
    ("Mondays at 7pm-ish", "is not exact"),
    ("Tuesdays about 7pm", "“about” is not exact"),
    ("Tuesdays around noon", "“around” is not exact"),
    ("some Tuesdays", "“some” does not say which ones"),
    ("roughly monthly on the 3rd", "“roughly” is not exact"),
    ("probably 3 March 2027", "“probably” is not certain"),
    ("every Tuesday or Thursday", "“or” leaves a choice open"),
    ("biweekly on Mondays", "“biweekly” means two things"),
    ("bi-monthly on the 3rd", "“bi-monthly” means two things"),
    ("every Tuesday at 9", "“at 9” can be in the morning or the evening. Write 9am or 9pm"),
    ("Tuesdays at 10:30", "“at 10:30” can be in the morning or the evening. Write 10:30am or 10:30pm"),
    ("Tuesdays 9.30", "“9.30” can be in the morning or the evening"),
    ("Tuesdays at 9 o'clock", "Write 9am or 9pm"),
    ("Tuesdays 7-9pm", "“7-9pm” does not say am or pm of both times"),
    ("10.00-11.30 Tuesdays", "“10.00” can be in the morning or the evening"),
    ("Tuesdays at midnight", "“at midnight” can belong to either day. Write 11:59pm or 12:01am"),
    ("Tuesdays at 12am", "Write “midday” or 00:00"),
    ("Tuesdays at 25:00", "“25:00” is not a time"),
    ("Tuesdays at 13pm", "“13pm” is not a time"),
    ("Tuesdays at 9:75am", "“9:75am” is not a time"),
    ("half past nine on Tuesdays", "Write the time in digits"),
    ("Tuesday mornings at 9am", "“mornings” is not read. Leave it out"),
    ("Tuesdays 9pm to 7pm", "ends before it starts"),
    ("Tuesdays until 9pm", "not when it starts"),
    ("Tuesdays 7pm to 9pm for 2 hours", "both say when it ends"),
    ("every day, all day at 2pm", "do not go together"),
    ("Tuesdays at 10am and 2pm", "are two times"),
    ("twice a month", "“twice” does not say on which days"),
    ("every weekend", "can mean Saturday, Sunday or both"),
    ("Tuesday at 7pm", "“Tuesday” can be one day or all of them"),
    ("the first Monday at 7pm", "does not say how often"),
    ("monthly at 7pm", "“monthly” does not say on which day"),
    ("every third Tuesday", "“every third week on Tuesday” or “the third Tuesday of the month”"),
    ("every second Monday and Friday", "Write “every second week on Monday and Friday”"),
    ("every last Friday", "can be read in two ways"),
    ("31st of the month", "Add “where there is one”"),
    ("fifth Monday of the month", "Add “where there is one”"),
    ("every year on 29 February", "Add “where there is one”"),
    ("every Tuesday, where there is one", "is not needed"),
    ("32nd of the month", "is no day of a month"),
    ("every 100 weeks on Monday", "is too seldom"),
    ("every Tuesday and every Thursday", "“every Tuesday” and “every Thursday” are two rules"),
    ("every Tuesday at 7pm and every Thursday at 8pm", "are two rules"),
    ("weekly and monthly on the 3rd", "“weekly” and “monthly” are two rules"),
    ("daily on Mondays", "do not make one rule"),
    ("Friday to Tuesday", "does not lie in one week"),
    ("the last Saturday and Sunday of the month", "do not make one rule"),
    ("Tuesday 9 April 2026", "9 April 2026 is a Thursday"),
    ("3 March at 2pm", "“3 March” has no year. Write it with its year: “3 March 2027”"),
    ("every Tuesday until 14 July", "“14 July” has no year. Write it with its year: “14 July 2026”"),
    ("every Tuesday until Thursday 9 July", "has no year"),
    ("31 June 2026", "is a day that does not exist"),
    ("29 February 2027", "is a day that does not exist"),
    ("2026-13-01", "is a day that does not exist"),
    ("3 March 1927", "Check the year"),
    ("14/7/2026", "can be read as two days"),
    ("14.07.26 at 2pm", "can be read as two days"),
    ("3 March 2027 and 10 March 2027", "are two dates"),
    ("every Tuesday 3 March 2027", "stands beside a rule"),
    ("every Tuesday from 6 May 2026", "(Wednesday 6 May 2026) is not one of the dates"),
    ("every year on 4 March from 3 March 2027", "are two different days"),
    ("every Tuesday from 5 May 2026 until 28 April 2026", "is before the first day"),
    ("every Tuesday 6 times until 14 July 2026", "are two ends"),
    ("every Tuesday for 6 weeks, 6 times", "are two ends"),
    ("every second Tuesday for 8 weeks", "leaves open how many dates"),
    ("every Tuesday and Friday for 8 weeks", "leaves open how many dates"),
    ("every Tuesday in term time for 8 weeks", "leaves open how many dates"),
    ("every Tuesday for 3 months", "must be followed by a length or a number of times"),
    ("every Tuesday until the end of term", "must be followed by a date with its year"),
    ("every Tuesday except 14 July 2026", "Give days that are left out in their own field"),
    ("Tuesdays not in term time", "can only be followed by"),
    ("Tuesdays in the school holidays", "is not understood"),
    ("3 March 2027, 6 times", "needs a rule beside it"),
    ("Wednesdays 3 March 2027 at 7pm", "“3 March 2027” stands beside a rule"),
    ("Tuesdays, 2 sessions at 10am", "“2” is not understood"),
    ("next Tuesday at 7pm", "“next” depends on the day on which it is read"),
    ("Tuesdays until further notice", "Leave it out where there is no last day"),
    ("at 7pm", "does not say on which day"),
    ("29 March 2026 at 1:30am", "does not exist: the clocks go forward"),
    ("25 October 2026 at 1:30am", "happens twice: the clocks go back"),
    ("every Tuesday at 9am?", "“?” leaves it open"),
    ("every purple Tuesday", "“every purple” is not understood"),
    ("Tuesdays " * 120, "too long"),
]


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


@settings(max_examples=150, derandomize=True, deadline=None)
@example(Recurrence("FREQ=YEARLY", dt.datetime(2028, 2, 29, 0, 0)), True, True, False)
@ROUND_TRIP
def test_our_own_words_are_read_back(recurrence, term, bank, all_day) -> None:
    round_trip(recurrence, term, bank, all_day)


@pytest.mark.long
@settings(max_examples=3000, deadline=None)
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


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.lists(st.sampled_from(SALAD), max_size=8).map(" ".join) | st.text(max_size=40))
def test_any_text_is_read_or_refused_in_one_sentence(text: str) -> None:
    read_or_refuse(text)


@pytest.mark.long
@settings(max_examples=5000, deadline=None)
@given(st.lists(st.sampled_from(SALAD), max_size=8).map(" ".join) | st.text(max_size=40))
def test_any_text_of_many_is_read_or_refused(text: str) -> None:
    read_or_refuse(text)
