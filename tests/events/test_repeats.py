"""The plain questions for a rule: what is kept is the rule, and no rule is lost by being asked."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from hypothesis import given

from events.recurrence import parts
from events.repeats import AS_IT_IS, RepeatsQuestions, RepeatsWidget, answers_of, rule_of
from tests.events.generated_rules import rules

SIMPLE = [
    "",
    "FREQ=DAILY",
    "FREQ=DAILY;INTERVAL=3",
    "FREQ=WEEKLY",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH",
    "FREQ=MONTHLY;BYDAY=-1WE",
    "FREQ=MONTHLY;INTERVAL=3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1",
    "FREQ=MONTHLY;BYMONTHDAY=15",
    "FREQ=MONTHLY",
    "FREQ=YEARLY",
]
NOT_ASKED = [
    "FREQ=MONTHLY;BYDAY=1MO,3MO",
    "FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=1",
    "FREQ=WEEKLY;BYDAY=TU;WKST=MO",
]


def posted(rule: str) -> QueryDict:
    """Return what a browser posts of the questions as they were shown for a rule."""
    data = QueryDict(mutable=True)
    for field in RepeatsQuestions(initial=answers_of(rule), prefix="rrule"):
        value = field.value()
        data.setlist(field.html_name, value if isinstance(value, list) else [str(value or "")])
    return data


@pytest.mark.parametrize("rule", SIMPLE)
def test_a_plain_rule_is_asked_in_questions(rule: str) -> None:
    assert "kept" not in answers_of(rule)
    assert rule_of(answers_of(rule)) == rule


@pytest.mark.parametrize("rule", NOT_ASKED)
def test_a_rule_beyond_the_questions_stays_as_it_is(rule: str) -> None:
    assert answers_of(rule)["how_often"] == AS_IT_IS
    assert rule in RepeatsWidget().render("rrule", rule, {"id": "id_rrule"})


@given(rules())
def test_a_form_that_is_shown_and_posted_changes_no_rule(rule: str) -> None:
    kept = RepeatsWidget().value_from_datadict(posted(rule), {}, "rrule")
    assert parts(kept) == parts(rule)


def test_another_answer_replaces_a_rule_beyond_the_questions() -> None:
    data = posted(NOT_ASKED[0])
    data["rrule-how_often"] = "WEEKLY"
    data.setlist("rrule-days", ["FR", "MO"])
    assert RepeatsWidget().value_from_datadict(data, {}, "rrule") == "FREQ=WEEKLY;BYDAY=MO,FR"


def test_answers_to_questions_that_were_not_asked_do_not_count() -> None:
    data = posted("FREQ=YEARLY")
    data.setlist("rrule-days", ["FR"])
    data["rrule-date"] = "3"
    assert RepeatsWidget().value_from_datadict(data, {}, "rrule") == "FREQ=YEARLY"


def test_a_form_without_the_questions_leaves_the_rule_alone() -> None:
    assert RepeatsWidget().value_omitted_from_data(QueryDict("title=A"), {}, "rrule")


def test_nonsense_reaches_the_rules_own_check() -> None:
    data = posted("FREQ=DAILY")
    data["rrule-interval"] = "-2"
    assert RepeatsWidget().value_from_datadict(data, {}, "rrule") == "FREQ=DAILY;INTERVAL=-2"
