"""An assessment's rows as what its endpoints answer."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict

from cms.content.schemas import Term
from cms.dates import local
from cms.indicators import Indicator
from standard.assessments.access import Access
from standard.assessments.api import schemas
from standard.assessments.models import OWNER, Action, Answer, Assessment, EarlierAnswer, Evidence
from standard.assessments.report import Report
from standard.assessments.results import result
from standard.assessments.scoring import Counted, DimensionResult, Result, is_recent
from standard.assessments.statements import indicators
from standard.parents.results import CHOICES, Gap

MOST_EARLIER_SHOWN = 10


def etag_of(answer: Answer | None) -> str:
    """Return the validator of an answer, as `If-Match` has it; of none yet, too."""
    return f'"{answer.revision if answer else 0}"'


def answer_value(answer: Answer) -> schemas.StatementAnswer:
    return schemas.StatementAnswer(
        code=answer.code,
        level=answer.level,
        not_applicable_reason=answer.not_applicable_reason,
        note=answer.note,
        saved_at=answer.changed_at,
        changed_by=answer.changed_by,
        etag=etag_of(answer),
    )


def evidence_value(evidence: Evidence, today: dt.date) -> schemas.EvidenceValue:
    return schemas.EvidenceValue(
        id=evidence.pk,
        code=evidence.code,
        kind=evidence.kind,
        day=evidence.day,
        is_parents_view=evidence.is_parents_view,
        is_old=not is_recent(evidence.day, today),
        text=evidence.text,
        url=evidence.url,
        file_name=evidence.file_name,
        media_type=evidence.media_type,
        size=evidence.size,
    )


def action_value(action: Action) -> schemas.ActionValue:
    return schemas.ActionValue(
        id=action.pk,
        code=action.code,
        what=action.what,
        owner_role=action.owner_role,
        due_on=action.due_on,
        status=action.status,
        parents_part=action.parents_part,
    )


def progress_value(found: Result) -> schemas.Progress:
    return schemas.Progress(answered=found.answered, statements=found.statements)


def saved_value(assessment: Assessment, answer: Answer, now: dt.datetime) -> schemas.SavedAnswer:
    """Return an answer that was saved, with what it makes of its part."""
    found = result(assessment, local(now).date())
    part = next(one for one in found.dimensions if one.code == answer.dimension)
    counted = next(one for one in part.statements if one.code == answer.code)
    return schemas.SavedAnswer(
        answer=answer_value(answer),
        counts_as=counted.counts_as,
        why=counted.why,
        dimension_level=part.level,
        progress=progress_value(found),
    )


def assessment_value(access: Access, now: dt.datetime) -> schemas.AssessmentDetail:
    """Return all of an assessment, in as many queries however much is in it."""
    assessment, today = access.assessment, local(now).date()
    found = result(assessment, today)
    about = _About(assessment, today)
    return schemas.AssessmentDetail(
        service_name=assessment.service_name,
        service_kind=assessment.service_kind,
        areas=[Term(slug=area.slug, name=area.name) for area in assessment.areas.all()],
        standard=assessment.version,
        role=access.link.kind,
        state=assessment.state(today),
        started_at=assessment.started_at,
        changed_at=assessment.changed_at,
        finished_on=assessment.finished_on,
        due_on=assessment.due_on,
        lapses_on=assessment.lapses_on,
        expires_on=assessment.expires_on,
        reminders_to=assessment.reminders_to if access.link.kind == OWNER else "",
        progress=progress_value(found),
        dimensions=[
            schemas.DimensionDetail(
                code=part.code,
                title=part.title,
                level=part.level,
                answered=part.answered,
                statements=[about.statement(one) for one in part.statements],
            )
            for part in found.dimensions
        ],
    )


class _About:
    """What is said of each statement of an assessment, read once."""

    def __init__(self, assessment: Assessment, today: dt.date) -> None:
        self._today = today
        self._indicators: dict[str, Indicator] = {one.code: one for one in indicators(assessment.version)}
        self._answers = {one.code: one for one in Answer.objects.filter(assessment=assessment)}
        self._last_time = {one.code: one for one in Answer.objects.filter(assessment=assessment.previous_id)}
        self._evidence: dict[str, list[Evidence]] = defaultdict(list)
        for evidence in Evidence.objects.filter(assessment=assessment):
            self._evidence[evidence.code].append(evidence)
        self._earlier: dict[int, list[EarlierAnswer]] = defaultdict(list)
        for earlier in EarlierAnswer.objects.filter(answer__assessment=assessment):
            self._earlier[earlier.answer_id].append(earlier)

    def statement(self, counted: Counted) -> schemas.StatementDetail:
        indicator, answer = self._indicators[counted.code], self._answers.get(counted.code)
        last_time = self._last_time.get(counted.code)
        return schemas.StatementDetail(
            code=indicator.code,
            title=indicator.title,
            levels=[getattr(indicator, f"level_{level}") for level in range(4)],
            evidence_examples=indicator.evidence_list,
            quick_win=indicator.quick_win,
            answer=answer_value(answer) if answer else None,
            earlier=[
                schemas.EarlierWords(
                    level=one.level,
                    not_applicable_reason=one.not_applicable_reason,
                    note=one.note,
                    changed_at=one.changed_at,
                    changed_by=one.changed_by,
                )
                for one in (self._earlier[answer.pk][:MOST_EARLIER_SHOWN] if answer else [])
            ],
            last_time=schemas.LastTime(
                level=last_time.level,
                not_applicable_reason=last_time.not_applicable_reason,
                note=last_time.note,
            )
            if last_time
            else None,
            counts_as=counted.counts_as,
            why=counted.why,
            evidence=[evidence_value(one, self._today) for one in self._evidence[counted.code]],
        )


def report_value(assessment: Assessment, report: Report) -> schemas.ReportDetail:
    """Return a report."""
    chosen = {one.code: one.level for part in report.result.dimensions for one in part.statements}
    gaps = report.parents.gaps(chosen)
    return schemas.ReportDetail(
        service_name=assessment.service_name,
        standard=assessment.version,
        state=assessment.state(report.on),
        on=report.on,
        progress=progress_value(report.result),
        dimensions=[_report_dimension(part, report, gaps) for part in report.result.dimensions],
        strengths=[schemas.Strength(code=one.code, title=one.title) for one in report.strengths],
        quick_wins=[
            schemas.QuickWinValue(
                code=win.statement.code,
                title=win.statement.title,
                counts_as=win.statement.counts_as,
                quick_win=win.quick_win,
                suggestions=[item.pk for item in win.items],
            )
            for win in report.quick_wins
        ],
        suggestions=[json.loads(bytes(item.card)) for item in report.suggestions],
        previous=_previous(report),
    )


def _report_dimension(part: DimensionResult, report: Report, gaps: list[Gap]) -> schemas.ReportDimension:
    codes, parents = [one.code for one in part.statements], report.parents
    return schemas.ReportDimension(
        code=part.code,
        title=part.title,
        level=part.level,
        held_back_by=[
            schemas.HeldBack(code=one.code, level=one.level, counts_as=one.counts_as, why=one.why)
            for one in part.held_back_by
        ],
        parents=schemas.DimensionParents(
            responses=parents.responses,
            needed=parents.needed,
            levels=[
                schemas.ParentsLevel(
                    code=code,
                    level=parents.levels[code],
                    asked=report.asked[code],
                    says=CHOICES[parents.levels[code]],
                )
                for code in codes
                if code in parents.levels
            ],
            gaps=[schemas.ParentsGap(**vars(gap)) for gap in gaps if gap.code in codes],
        ),
    )


def _previous(report: Report) -> schemas.Previous | None:
    if report.previous is None or report.previous_result is None:
        return None
    before, now = report.previous_result.levels(), report.result.levels()
    return schemas.Previous(
        standard=report.previous.version,
        finished_on=report.previous.finished_on,
        changes=[
            schemas.LevelChange(code=code, before=before.get(code), now=level) for code, level in now.items()
        ],
    )
