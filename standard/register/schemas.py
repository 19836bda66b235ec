"""What the public register says of a service."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field

from cms.content import schemas

Recognition = Literal["working_to", "meets"]
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
RECOGNITIONS: dict[str, str] = {
    "working_to": "Working to the standard",
    "meets": "Meets the standard",
}


class DimensionLevel(schemas.Value):
    """The level that a service has reached in one dimension."""

    code: str = Field(examples=["5"])
    title: str
    level: int = Field(ge=0, le=3)


class RegisterEntryCard(schemas.Card):
    """A service on the register of those who have adopted the standard."""

    type: Literal["register-entry"]
    recognition: Recognition = Field(description="working_to: a pledge. meets: checked by the council.")
    service_kind: ServiceKind = Field(description="What kind of service it is.")
    version: str = Field(description="Of the standard.", examples=["1.0"])
    since: dt.date = Field(description="The day of its pledge, or that on which it was found to meet it.")
    expires_on: dt.date = Field(description="The last day on which it counts.")
    lapsed: bool = Field(description="Whether it has expired and was not renewed.")


class RegisterEntryDocument(RegisterEntryCard, schemas.Document):
    """A service on the register in full."""

    levels: list[DimensionLevel] = Field(description="Empty for a pledge.")
    badge_path: str = Field(description="Of its badge, an SVG; without `.svg`, what it says as JSON.")
