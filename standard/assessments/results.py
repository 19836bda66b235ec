"""The result of an assessment as of a day, from what the database has of it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from standard.assessments.models import Answer, Assessment, Evidence
from standard.assessments.scoring import Given, Result, score
from standard.assessments.statements import statements, titles
from standard.parents.models import COUNTED, ParentsView


def result(assessment: Assessment, on: dt.date) -> Result:
    """Return the levels of an assessment as of a day, by its own version of the standard."""
    version = assessment.version
    return score(statements(version), given(assessment), titles(version), on)


def result_when_last_changed(assessment: Assessment) -> Result:
    """Return the levels that an earlier assessment had when it was laid aside: evidence has aged since."""
    return result(assessment, assessment.changed_at.date())


def given(assessment: Assessment) -> dict[str, Given]:
    """Return what the service says of each statement, in three queries."""
    evidence: dict[str, list[dt.date]] = defaultdict(list)
    views: dict[str, list[dt.date]] = defaultdict(list)
    for code, day, is_parents_view in Evidence.objects.filter(assessment=assessment).values_list(
        "code", "day", "is_parents_view"
    ):
        evidence[code].append(day)
        if is_parents_view:
            views[code].append(day)
    for day, ratings in ParentsView.objects.filter(assessment=assessment, status=COUNTED).values_list(
        "given_on", "ratings"
    ):
        for code in ratings:
            views[code].append(day)
    answers = {answer.code: answer for answer in Answer.objects.filter(assessment=assessment)}
    return {
        code: Given(
            level=answers[code].level if code in answers else None,
            does_not_apply=code in answers and bool(answers[code].not_applicable_reason),
            evidence_days=evidence[code],
            parents_view_days=views[code],
        )
        for code in {*answers, *evidence, *views}
    }
