"""What the public reads of the standard: a version, and each of its dimensions."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from cms.content import schemas

VersionStatus = Literal["draft", "current", "superseded"]


class Level(schemas.Value):
    """One of the four levels that a statement can reach."""

    level: int
    name: str
    description: str


class IndicatorDetail(schemas.Value):
    """A statement with what each level looks like."""

    code: str
    title: str
    levels: list[str] = Field(description="Four descriptions, from level 0 to level 3.")
    evidence_examples: list[str]
    quick_win: str
    for_parents: str = Field(
        description="The statement in everyday words, as parents are asked; may be empty."
    )


class DimensionSummary(schemas.Value):
    """A dimension, named so that it can be linked."""

    code: str
    title: str
    path: str


class StandardCard(schemas.Card):
    """A version of the involvement standard."""

    type: Literal["standard"]
    version: str = Field(description="The number of this version.")
    status: VersionStatus = Field(description="Only one version is the current one.")
    code: None = Field(description="Only dimensions have a code.")


class StandardDocument(StandardCard, schemas.Document):
    """A version of the involvement standard: its levels, its rules and its dimensions."""

    levels: list[Level]
    rules: list[str]
    dimensions: list[DimensionSummary]


class DimensionCard(schemas.Card):
    """One part of the involvement standard."""

    type: Literal["dimension"]
    version: str = Field(description="The number of the version that it is part of.")
    status: VersionStatus = Field(description="Only one version is the current one.")
    code: str = Field(description="Its number in the standard.")


class DimensionDocument(DimensionCard, schemas.Document):
    """One part of the standard: why it matters, its statements, and who shows how it is done."""

    why_it_matters: str = Field(description="Why parents and carers should have a say in it, as HTML.")
    guidance: str = Field(description="How to do it, as HTML.")
    statements: list[IndicatorDetail]
    examples: list[schemas.Related]
    toolkits: list[schemas.Related]
