"""The shape of `consultations.json`."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from demo.pack.values import (
    ONCE,
    Areas,
    Audiences,
    Entry,
    Html,
    InvolvementLevelName,
    Organisations,
    Slug,
    Themes,
    fits,
    fits_block,
    refers_to,
)
from events.consultation_blocks import DeedBlock, FormatBlock, VoicesBlock
from events.models import ConsultationPage

DEED = DeedBlock()
VOICES = VoicesBlock()
FORMATS = FormatBlock()


class WindowEntry(Entry):
    """When answers are taken: whole relative days, both included."""

    opens: int
    closes: int

    @model_validator(mode="after")
    def _closes_after_opening(self) -> Self:
        if self.closes < self.opens:
            raise ValueError("It closes before it opens.")
        return self


class DecisionEntry(Entry):
    """What will be decided, by whom and on which relative day."""

    what: Annotated[str, fits(ConsultationPage, "decision_what")]
    maker: Annotated[str, fits(ConsultationPage, "decision_maker")]
    day: int


class SessionsEntry(Entry):
    """Whether people can answer in person, and where."""

    offered: bool
    events: Annotated[list[Annotated[str, refers_to("events")]], ONCE]


class WaysEntry(Entry):
    """How to answer."""

    online: Annotated[str, fits(ConsultationPage, "online_url")]
    email: Annotated[str, fits(ConsultationPage, "response_email")] | None
    phone: Annotated[str, fits(ConsultationPage, "response_phone")] | None
    post: Annotated[str, fits(ConsultationPage, "response_post")] | None
    sessions: SessionsEntry


class DeedEntry(Entry):
    """What was done about something that people said."""

    action: Annotated[str, fits_block(DEED, "action")]
    status: Annotated[str, fits_block(DEED, "status")]
    why: Annotated[str, fits_block(DEED, "why")] | None = None

    @model_validator(mode="after")
    def _says_why_not(self) -> Self:
        if self.status == "not_possible" and not self.why:
            raise ValueError("Say why it was not possible.")
        return self


class FeedbackEntry(Entry):
    """What came of it."""

    published_day: int
    we_asked: Annotated[str, fits(ConsultationPage, "we_asked")]
    you_said: list[Annotated[str, fits_block(VOICES, "voice")]]
    we_did: list[DeedEntry]


class CountsEntry(Entry):
    """How many answered; `sessions` is the number of sessions held so far."""

    online: Annotated[int, fits(ConsultationPage, "responses_online")]
    paper: Annotated[int, fits(ConsultationPage, "responses_paper")]
    sessions: Annotated[int, fits(ConsultationPage, "responses_sessions")]


class FormatsEntry(Entry):
    """Other ways to get the same information."""

    formats: Annotated[list[Annotated[str, fits_block(FORMATS, "format")]], ONCE]
    ready_within_working_days: Annotated[int, fits(ConsultationPage, "ready_within_working_days")]


class ConsultationEntry(Entry):
    """A consultation, from its announcement to its outcome."""

    slug: Slug
    title: Annotated[str, fits(ConsultationPage, "title")]
    summary: Annotated[str, fits(ConsultationPage, "summary")]
    body: Annotated[Html, fits(ConsultationPage, "description")]
    organisations: Organisations
    themes: Themes
    audiences: Audiences
    areas: Areas
    involvement_level: InvolvementLevelName
    windows: Annotated[list[WindowEntry], Field(min_length=1)]
    decision: DecisionEntry
    ways_to_respond: WaysEntry
    promised_feedback_day: int
    feedback: FeedbackEntry | None
    response_counts: CountsEntry
    alternative_formats: FormatsEntry
    equality_note: Annotated[str, fits(ConsultationPage, "impact_assessment")]
    safety_note: Annotated[str, fits(ConsultationPage, "safety_note")]
