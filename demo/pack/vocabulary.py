"""The shapes of `taxonomies.json`, `standard.json` and `term_dates.json`."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from cms.models import Area, Audience, Indicator, Organisation
from demo.pack.values import Entry, Html, Slug, fits, fits_block
from events.models import SchoolHoliday
from standard.models import DimensionPage, LevelsBlock, StandardIndexPage

LEVEL = LevelsBlock.base_blocks["level"]
organisation_kind = fits(Organisation, "organisation_kind")


def _kind(type_name: str) -> str:
    organisation_kind.func(type_name.replace(" ", "-"))  # type: ignore[call-arg]
    return type_name


class TermEntry(Entry):
    """A word of a taxonomy."""

    slug: Annotated[str, fits(Audience, "slug")]
    name: Annotated[str, fits(Audience, "name")]
    description: Annotated[str, fits(Audience, "description")]


class AreaEntry(TermEntry):
    """A district with its towns and villages."""

    places: list[Annotated[str, fits(Area, "places")]]


class OrganisationEntry(TermEntry):
    """A team, service, school or group."""

    type: Annotated[str, AfterValidator(_kind)]
    email: Annotated[str, fits(Organisation, "email")]
    website: Annotated[str, fits(Organisation, "website")]
    phone: Annotated[str, fits(Organisation, "phone")]

    @property
    def kind(self) -> str:
        """Return the type as the hub writes it."""
        return self.type.replace(" ", "-")


class TaxonomiesFile(Entry):
    """All taxonomies, each in the order in which readers see it."""

    note: str = Field(description="For readers of the file.")
    audiences: list[TermEntry]
    themes: list[TermEntry]
    areas: list[AreaEntry]
    age_ranges: list[TermEntry]
    involvement_levels: list[TermEntry]
    organisations: list[OrganisationEntry]


class IndicatorLevels(Entry):
    """What each level of a statement looks like."""

    level_0: Annotated[str, fits(Indicator, "level_0")] = Field(alias="0")
    level_1: Annotated[str, fits(Indicator, "level_1")] = Field(alias="1")
    level_2: Annotated[str, fits(Indicator, "level_2")] = Field(alias="2")
    level_3: Annotated[str, fits(Indicator, "level_3")] = Field(alias="3")


class IndicatorEntry(Entry):
    """A statement of the standard."""

    code: Annotated[str, fits(Indicator, "code")]
    statement: Annotated[str, fits(Indicator, "title")]
    levels: IndicatorLevels
    evidence_examples: list[Annotated[str, fits(Indicator, "evidence_examples")]]
    quick_win: Annotated[str, fits(Indicator, "quick_win")]
    for_parents: Annotated[str, fits(Indicator, "for_parents")] = ""


class DimensionEntry(Entry):
    """A part of the standard."""

    code: Annotated[str, fits(DimensionPage, "code")]
    slug: Slug
    title: Annotated[str, fits(DimensionPage, "title")]
    why_it_matters: Annotated[str, fits(DimensionPage, "why_it_matters"), fits(DimensionPage, "summary")]
    guidance: Annotated[Html, fits(DimensionPage, "guidance")]
    indicators: list[IndicatorEntry]

    @model_validator(mode="after")
    def _own_indicators(self) -> Self:
        strangers = [one.code for one in self.indicators if one.code.partition(".")[0] != self.code]
        if strangers:
            raise ValueError(f"Part {self.code} can not have the statements {', '.join(strangers)}.")
        return self


class LevelEntry(Entry):
    """A level of the standard."""

    level: Literal[0, 1, 2, 3]
    name: Annotated[str, fits_block(LEVEL, "name")]
    description: Annotated[str, fits_block(LEVEL, "description")]


class StandardFile(Entry):
    """One version of the standard. Its page stands at `/standard/`, whatever its slug in the pack."""

    note: str = Field(description="For readers of the file.")
    slug: Slug
    title: Annotated[str, fits(StandardIndexPage, "title")]
    version: Annotated[str, fits(StandardIndexPage, "version")]
    summary: Annotated[str, fits(StandardIndexPage, "summary")]
    levels: list[LevelEntry]
    rules: list[str]
    dimensions: list[DimensionEntry]

    @model_validator(mode="after")
    def _levels_in_order(self) -> Self:
        if [level.level for level in self.levels] != [0, 1, 2, 3]:
            raise ValueError("The levels must be 0, 1, 2 and 3, in this order.")
        return self


class HolidayEntry(Entry):
    """Days without school, relative to the load day, both included."""

    name: Annotated[str, fits(SchoolHoliday, "name")]
    first_day: int
    last_day: int

    @model_validator(mode="after")
    def _ends_after_start(self) -> Self:
        if self.last_day < self.first_day:
            raise ValueError("The last day is before the first day.")
        return self


class TermDatesFile(Entry):
    """The school holidays."""

    note: str = Field(description="For readers of the file.")
    school_holidays: list[HolidayEntry]
