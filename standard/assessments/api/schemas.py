"""What the assessment's endpoints answer."""

from __future__ import annotations

import datetime as dt
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, Field

from cms.api.problems import ProblemDetails
from cms.api.schema import AnyCard
from cms.content.schemas import Instant, Term

ServiceKind = Literal[
    "childcare",
    "school",
    "health",
    "family_support",
    "youth",
    "library",
    "voluntary_group",
    "council_team",
    "other",
]
State = Literal["in_progress", "finished", "due", "lapsed"]
Role = Literal["owner", "colleague", "reader"]


class NewAssessment(BaseModel):
    """A new assessment's links; they are answered this once, and kept nowhere."""

    token: str = Field(description="The secret of the owner's link: everything can be done with it.")
    edit_url: str
    read_url: str
    standard: str = Field(description="The version that it is an answer to, for good.", examples=["1.0"])
    expires_on: dt.date | None = Field(description="It is removed then unless it is finished or touched.")


class EarlierWords(BaseModel):
    """What an answer was before it was changed."""

    level: int | None
    not_applicable_reason: str
    note: str
    changed_at: Instant
    changed_by: str


class StatementAnswer(BaseModel):
    """What the service says of a statement."""

    code: str
    level: int | None
    not_applicable_reason: str
    note: str
    saved_at: Instant
    changed_by: str = Field(description="`owner`, or `colleague` and the label of that link.")
    etag: str = Field(description="Send it in `If-Match` so as not to write over somebody else's change.")


class LastTime(BaseModel):
    """What the service said in its assessment before this one."""

    level: int | None
    not_applicable_reason: str
    note: str


class EvidenceValue(BaseModel):
    """A piece of evidence; a file is at `evidence/{id}/file`."""

    id: UUID
    code: str
    kind: Literal["text", "link", "file"]
    day: dt.date
    is_parents_view: bool
    is_old: bool = Field(description="More than 18 months old: it does not count any more.")
    text: str
    url: str
    file_name: str
    media_type: str
    size: int


class StatementDetail(BaseModel):
    """A statement with all that is said of it."""

    code: str
    title: str
    levels: list[str] = Field(description="Four descriptions, from level 0 to level 3.")
    evidence_examples: list[str]
    quick_win: str
    answer: StatementAnswer | None
    earlier: list[EarlierWords] = Field(description="What the answer was before, newest first.")
    last_time: LastTime | None
    counts_as: int | None
    why: str = Field(description="In words, where it counts as less than it is at.")
    evidence: list[EvidenceValue]


class DimensionDetail(BaseModel):
    """A part with its statements; no level before each has an answer."""

    code: str
    title: str
    level: int | None
    answered: int
    statements: list[StatementDetail]


class Progress(BaseModel):
    """How many of the statements have an answer."""

    answered: int
    statements: int


class AssessmentDetail(BaseModel):
    """An assessment as its link shows it."""

    service_name: str
    service_kind: ServiceKind
    areas: list[Term]
    standard: str
    role: Role = Field(description="What the link lets its holder do.")
    state: State
    started_at: Instant
    changed_at: Instant
    finished_on: dt.date | None
    due_on: dt.date | None
    lapses_on: dt.date | None
    expires_on: dt.date | None
    reminders_to: str = Field(
        description="Shown to the owner alone; empty where no reminders were asked for."
    )
    progress: Progress
    dimensions: list[DimensionDetail]


class SavedAnswer(BaseModel):
    """An answer that is kept now, and what it makes of its part."""

    answer: StatementAnswer
    counts_as: int | None
    why: str
    dimension_level: int | None
    progress: Progress


class AnswerTaken(BaseModel):
    """What the caller sent."""

    level: int | None
    not_applicable_reason: str
    note: str


class ChangedDetails(ProblemDetails):
    """The error for an answer that somebody else has changed: both are there to choose from."""

    yours: AnswerTaken
    current: StatementAnswer | None


class LinkValue(BaseModel):
    """A link that opens the assessment, without its secret."""

    id: UUID
    kind: Role
    label: str
    made_at: Instant


class LinkList(BaseModel):
    """The links that open the assessment."""

    items: list[LinkValue]


class NewLink(BaseModel):
    """A new link with its secret, which is answered this once."""

    id: UUID
    kind: Role
    label: str
    token: str
    url: str


class ActionValue(BaseModel):
    """One step of the plan."""

    id: UUID
    code: str = Field(description="The statement that it is about, or nothing.")
    what: str
    owner_role: str
    due_on: dt.date | None
    status: Literal["todo", "doing", "done"]
    parents_part: str = Field(description="How parents are involved in it.")


class Plan(BaseModel):
    """The plan, in the order of its days."""

    items: list[ActionValue]


class HeldBack(BaseModel):
    """A statement that holds a part back."""

    code: str
    level: int | None
    counts_as: int | None
    why: str


class ParentsLevel(BaseModel):
    """What parents say of a statement: the middle answer."""

    code: str
    level: int
    asked: str = Field(description="What parents were asked, in everyday words.")
    says: str = Field(description="The middle answer in those words.")


class ParentsGap(BaseModel):
    """A statement that service and parents see two levels or more apart."""

    code: str
    service: int
    parents: int


class DimensionParents(BaseModel):
    """What parents say of a part."""

    responses: int
    needed: int = Field(description="How many more parents must answer before their levels are shown.")
    levels: list[ParentsLevel]
    gaps: list[ParentsGap]


class ReportDimension(BaseModel):
    """A part of the report."""

    code: str
    title: str
    level: int | None
    held_back_by: list[HeldBack]
    parents: DimensionParents


class Strength(BaseModel):
    """A statement that counts as 3."""

    code: str
    title: str


class QuickWinValue(BaseModel):
    """What can be done this week about a weak statement, and the ids of the items that show it done well."""

    code: str
    title: str
    counts_as: int | None
    quick_win: str
    suggestions: list[UUID]


class LevelChange(BaseModel):
    """A part's level in the assessment before, and now."""

    code: str
    before: int | None
    now: int | None


class Previous(BaseModel):
    """The assessment before this one."""

    standard: str
    finished_on: dt.date | None
    changes: list[LevelChange]


class ReportDetail(BaseModel):
    """An assessment as a report, as of a day."""

    service_name: str
    standard: str
    state: State
    on: dt.date
    progress: Progress
    dimensions: list[ReportDimension]
    strengths: list[Strength]
    quick_wins: list[QuickWinValue]
    suggestions: list[AnyCard]
    previous: Previous | None
