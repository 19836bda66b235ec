"""The report of an assessment, with its plan, as a document to print."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from django.conf import settings

from cms.dates import plain_day
from cms.printing.documents import (
    Block,
    Heading,
    Items,
    Note,
    Paragraph,
    Picture,
    PrintedDocument,
    Run,
    Table,
    Text,
)
from standard.assessments.chart import in_words, levels_chart
from standard.assessments.models import Action, Assessment
from standard.assessments.plan import STATUSES
from standard.assessments.report import QuickWin, Report
from standard.parents.results import CHOICES

STATES = {
    "due": "It is a year old: it is time to do it again.",
    "lapsed": "It has lapsed: it is more than a year old and was not done again.",
}


def printed_report(
    assessment: Assessment, report: Report, steps: Sequence[Action], now: dt.datetime
) -> PrintedDocument:
    """Return all that the report says as of its day, and the plan, as a document to print."""
    return PrintedDocument(
        title=f"Report of {assessment.service_name}",
        changed_at=now,
        lead=f"As of {plain_day(report.on)}, by version {assessment.version} of the standard.",
        footer=f"{assessment.service_name}, {plain_day(report.on)}",
        blocks=[
            *_how_far(assessment, report),
            *_levels(report),
            *_held_back(report),
            *_strengths(report),
            *_parents(report),
            *_quick_wins(report.quick_wins),
            *_plan(steps),
            *_statements(report),
        ],
    )


def _how_far(assessment: Assessment, report: Report) -> Iterator[Block]:
    state = STATES.get(assessment.state(report.on))
    if state:
        yield Note("Do it again", state)
    found = report.result
    if not found.is_whole:
        yield Paragraph(
            f"{found.answered} of {found.statements} statements are answered."
            " A part gets its level when each of its statements is."
        )


def _levels(report: Report) -> Iterator[Block]:
    found = report.result
    yield Heading("Level by part")
    yield Paragraph("A part is as high as the lowest of its statements, never an average.")
    yield Picture(levels_chart(found.levels()), in_words(found.levels()))
    before = report.previous_result.levels() if report.previous_result else None
    yield Table(
        ["Part", "Level", *(["Last time"] if before is not None else [])],
        [
            [
                f"{part.code} {part.title}",
                _level(part.level, "not yet"),
                *([_level(before.get(part.code), "none")] if before is not None else []),
            ]
            for part in found.dimensions
        ],
        "The same in figures",
        [5, 1, 1] if before is not None else [5, 1],
    )


def _held_back(report: Report) -> Iterator[Block]:
    reasons: list[Text] = [
        f"{one.why} {one.title}" for part in report.result.dimensions for one in part.held_back_by
    ]
    if reasons:
        yield Heading("What holds you back")
        yield Items(reasons)


def _strengths(report: Report) -> Iterator[Block]:
    if report.strengths:
        yield Heading("What you always do")
        yield Items([f"{one.code} {one.title}" for one in report.strengths])


def _parents(report: Report) -> Iterator[Block]:
    parents = report.parents
    yield Heading("What parents say")
    if parents.needed:
        yield Paragraph(
            f"{parents.responses} answered. {parents.needed} more must answer before what they say is shown,"
            " so that nobody can be told apart."
        )
        return
    yield Paragraph(f"{parents.responses} parents answered.")
    chosen = {one.code: one for part in report.result.dimensions for one in part.statements}
    gaps = parents.gaps({code: one.level for code, one in chosen.items()})
    if gaps:
        yield Paragraph("On these, you and parents are two levels or more apart. Talk about them:")
        yield Items(
            [
                f"{gap.code} {chosen[gap.code].title} You say {gap.service}, parents say {gap.parents}."
                for gap in gaps
            ]
        )
    else:
        yield Paragraph("You and parents see it much the same way.")
    if parents.levels:
        yield Table(
            ["What parents were asked", "They say", "You say"],
            [
                [report.asked.get(code, code), CHOICES[level], _level(chosen[code].level, "does not apply")]
                for code, level in parents.levels.items()
                if code in chosen
            ],
            "The middle answer of parents, in their words",
            [7, 4, 2],
        )


def _quick_wins(wins: Sequence[QuickWin]) -> Iterator[Block]:
    if wins:
        yield Heading("What to do next week")
    for win in wins:
        yield Heading(f"{win.statement.code} {win.statement.title}", 2)
        if win.quick_win:
            yield Paragraph(win.quick_win)
        if win.items:
            yield Paragraph("Others show how:")
            yield Items(
                [[Run(item.title, url=f"{settings.PUBLIC_SITE_URL}{item.path}")] for item in win.items]
            )


def _plan(steps: Sequence[Action]) -> Iterator[Block]:
    yield Heading("Plan")
    if not steps:
        yield Paragraph("There is nothing in the plan yet.")
        return
    yield Table(
        ["What", "Who", "By when", "How far", "How parents are involved"],
        [
            [
                f"{step.what} (statement {step.code})" if step.code else step.what,
                step.owner_role or "not said",
                plain_day(step.due_on) if step.due_on else "no day",
                STATUSES[step.status],
                step.parents_part or "not said",
            ]
            for step in steps
        ],
        "What you will do",
        [5, 3, 3, 2, 5],
    )


def _statements(report: Report) -> Iterator[Block]:
    parents = report.parents.levels
    yield Heading("Every statement")
    yield Table(
        ["Statement", "You say", "Counts as", "Parents say"],
        [
            [
                f"{one.code} {one.title}",
                "does not apply" if one.does_not_apply else _level(one.level, "not yet"),
                _level(one.counts_as, "none"),
                _level(parents.get(one.code), "none"),
            ]
            for part in report.result.dimensions
            for one in part.statements
        ],
        "Each statement with what it counts as, and the middle answer of parents",
        [7, 2, 2, 2],
    )


def _level(level: int | None, without: str) -> str:
    return without if level is None else str(level)
