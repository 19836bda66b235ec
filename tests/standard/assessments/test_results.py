"""The result of an assessment as the database has it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from standard.assessments.models import Answer, Assessment, Evidence
from standard.assessments.results import result, result_when_last_changed
from standard.assessments.statements import current_version
from standard.parents.models import ParentsView
from tests.factories import AssessmentFactory, DimensionFactory, IndicatorFactory, StandardIndexFactory

TODAY = dt.date(2026, 11, 28)


@pytest.fixture
def assessment(site) -> Assessment:
    StandardIndexFactory(version="1.0")
    DimensionFactory(code="1", title="Commitment")
    for code in ["1.2", "1.10", "1.1"]:
        IndicatorFactory(version="1.0", code=code)
    IndicatorFactory(version="2.0", code="1.1")
    return AssessmentFactory(version="1.0")


def answer(assessment: Assessment, code: str, level: int | None, reason: str = "") -> None:
    Answer.objects.create(
        assessment=assessment,
        code=code,
        dimension=code.partition(".")[0],
        level=level,
        not_applicable_reason=reason,
        changed_at=timezone.now(),
        changed_by="owner",
    )


def evidence(assessment: Assessment, code: str, day: dt.date, is_parents_view: bool = False) -> None:
    Evidence.objects.create(
        assessment=assessment,
        code=code,
        kind="text",
        text="Notes",
        day=day,
        is_parents_view=is_parents_view,
        added_at=timezone.now(),
    )


def test_it_has_the_statements_of_its_own_version_in_order(assessment) -> None:
    part = result(assessment, TODAY).dimensions[0]
    assert (part.title, [one.code for one in part.statements]) == ("Commitment", ["1.1", "1.2", "1.10"])
    assert (part.level, part.answered) == (None, 0)


def test_answers_evidence_and_views_are_read(assessment) -> None:
    for code in ["1.1", "1.2", "1.10"]:
        answer(assessment, code, 3)
        evidence(assessment, code, TODAY)
    evidence(assessment, "1.1", TODAY, is_parents_view=True)
    ParentsView.objects.create(assessment=assessment, given_on=TODAY, ratings={"1.2": 0})
    ParentsView.objects.create(assessment=assessment, given_on=TODAY, ratings={"1.10": 3}, status="held")
    part = result(assessment, TODAY).dimensions[0]
    assert [one.counts_as for one in part.statements] == [3, 3, 2]
    assert [one.why for one in part.held_back_by] == ["1.10 is at 3 but has no parent's view: counts as 2."]


def test_evidence_grows_old_but_the_levels_of_last_year_stay(assessment) -> None:
    for code in ["1.1", "1.2", "1.10"]:
        answer(assessment, code, 2)
        evidence(assessment, code, dt.date(2025, 3, 1))
    Assessment.objects.update(changed_at=dt.datetime(2025, 4, 1, tzinfo=dt.UTC))
    assessment.refresh_from_db()
    assert result(assessment, TODAY).levels() == {"1": 1}
    assert result_when_last_changed(assessment).levels() == {"1": 2}


def test_as_many_queries_however_much_was_given(assessment, django_assert_num_queries) -> None:
    for code in ["1.1", "1.2", "1.10"]:
        answer(assessment, code, 2)
        evidence(assessment, code, TODAY)
    with django_assert_num_queries(6):
        result(assessment, TODAY)


def test_the_database_refuses_a_second_does_not_apply_and_a_level_above_three(assessment) -> None:
    answer(assessment, "1.1", None, "We have no manager.")
    for code, level, reason in [("1.2", None, "Nor a plan."), ("1.2", 4, ""), ("1.2", 2, "Both")]:
        with pytest.raises(IntegrityError), transaction.atomic():
            answer(assessment, code, level, reason)
    answer(assessment, "2.1", None, "Another part.")


def test_due_and_lapsed_follow_from_the_day_on_which_it_was_finished(assessment) -> None:
    assert (assessment.state(TODAY), assessment.due_on) == ("in_progress", None)
    assessment.finished_on = dt.date(2025, 11, 28)
    states = [assessment.state(day) for day in [dt.date(2026, 11, 27), TODAY, dt.date(2026, 12, 28)]]
    assert states == ["finished", "due", "lapsed"]


def test_the_current_version_is_the_one_that_is_published_as_such(site) -> None:
    assert current_version() is None
    StandardIndexFactory(version="1.0", slug="one")
    StandardIndexFactory(version="2.0", slug="two", status="draft", live=False)
    assert current_version() == "1.0"
