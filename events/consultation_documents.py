"""The public shapes of consultations."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, Literal

from pydantic import Field

from cms.content import schemas
from cms.documents import BodyDocument
from events import structured_data

State = Literal["upcoming", "open", "paused", "closed", "reported", "withdrawn"]


class Window(schemas.Value):
    """When answers are taken; `closes_at` is the last second at which they are."""

    opens_at: schemas.Instant
    closes_at: schemas.Instant
    note: str


class Notice(schemas.Value):
    """Something that changed while it ran, said in public."""

    on: dt.date
    text: str


class Sessions(schemas.Value):
    """Whether people can answer in person, and where."""

    offered: bool
    events: list[schemas.Related]


class WaysToRespond(schemas.Value):
    """How to answer; given only while the consultation is open."""

    online: str | None = Field(description="The address of the form.")
    email: str | None = Field(description="Where to write to by e-mail.")
    phone: str | None = Field(description="Whom to call.")
    post: str | None = Field(description="Where to write to by post.")
    sessions: Sessions


class AvailableFormat(schemas.Value):
    """A format and the day from which it can be had, null while it is being made."""

    format: str
    available_on: dt.date | None


class AlternativeFormats(schemas.Value):
    """Other ways to get the same information."""

    formats: list[str] = Field(examples=[["easy-read", "bsl-video"]])
    available: list[AvailableFormat]
    ready_within_working_days: int | None = Field(
        description="In how many working days another format is made for somebody who asks."
    )


class Decision(schemas.Value):
    """What will be decided, by whom and when."""

    what: str = Field(description="What will be decided.")
    maker: str = Field(description="Who decides it.")
    day: dt.date | None = Field(description="When; null where no day is set.")


class Deed(schemas.Value):
    """What was done about something that people said; `why` where it was not possible."""

    action: str
    status: Literal["done", "in_progress", "not_possible"]
    why: str


class Update(schemas.Value):
    """What happened after the feedback was published."""

    on: dt.date
    text: str


class Feedback(schemas.Value):
    """What came of it; what is published stays, and `updates` are added to it."""

    published_on: dt.date = Field(description="The day on which it was told what came of it.")
    we_asked: str = Field(description="What families were asked, as HTML.")
    you_said: list[str]
    we_did: list[Deed]
    updates: list[Update]


class ResponseCounts(schemas.Value):
    """Answers by the way they came; `sessions` is the number of sessions held so far."""

    online: int = Field(description="Answers by the form.")
    paper: int = Field(description="Answers on paper.")
    sessions: int = Field(description="Answers given at sessions.")
    email: int = Field(description="Answers by e-mail.")
    phone: int = Field(description="Answers by phone.")
    elsewhere: int = Field(description="Such as letters, petitions, social media and meetings.")


class Archive(schemas.Value):
    """When it was archived, and the SHA-256 of its document at that moment."""

    archived_at: schemas.Instant = Field(description="When it was archived.")
    sha256: str = Field(description="Of the document as it was then, as hexadecimal digits.")


class ConsultationCard(schemas.Card):
    """A consultation with families."""

    type: Literal["consultation"]
    state: State = Field(description="As of now, by its windows.")
    opens_at: schemas.Instant = Field(description="When the window that counts now opens.")
    closes_at: schemas.Instant = Field(description="The last second at which answers are taken in it.")
    when: str = Field(
        description="The state with its dates, as people read it.",
        examples=["Open until 11:59pm on Tuesday 8 April 2026"],
    )
    closes: str = Field(
        description="The end of the window, as people read it.", examples=["11:59pm on Tuesday 8 April 2026"]
    )
    archived: bool = Field(description="Whether it stands among the previous consultations.")
    feedback_published: bool = Field(description="Whether it has been told what came of it.")


class ConsultationDocument(ConsultationCard, BodyDocument):
    """A consultation in full: how to answer, what will be decided, and what came of it."""

    windows: list[Window]
    notices: list[Notice]
    ways_to_respond: WaysToRespond | None = Field(description="Null unless the consultation is open.")
    how_to_respond: str = Field(
        description="All ways to answer as plain text, ready to be copied. Empty unless it is open."
    )
    alternative_formats: AlternativeFormats
    decision: Decision
    promised_feedback_on: dt.date | None = Field(
        description="The day by which families are told what came of it."
    )
    feedback: Feedback | None
    response_counts: ResponseCounts
    impact_assessment: str = Field(description="As it was at the start.")
    impact_assessment_at_end: str = Field(description="What the answers changed in it.")
    safety_note: str = Field(description="How those who answer are kept safe.")
    archive: Archive | None

    structured_as: ClassVar[str] = "CreativeWork"

    @classmethod
    def structured(cls, values: dict[str, Any]) -> dict[str, Any]:
        return structured_data.consultation(values)
