"""What `/search` takes: the text, and the filters of lists."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from cms.api.filters import MOST_VALUES, PagedQuery, several
from cms.api.parameters import FIRST_DAY, LAST_DAY, Whole, wrong
from search.query import Filters

LONGEST_TEXT = 1_000


def one_chip(value: str) -> str:
    """Return a chip as `kind:slug`; raises PydanticCustomError for anything else."""
    kind, colon, slug = value.partition(":")
    if not (kind and colon and slug) or len(value) > 200:
        raise wrong("Give a chip of `understood` as kind:slug, such as area:harborough.")
    return value


def possible_year(value: int) -> int:
    """Return a year that content can have; raises PydanticCustomError for another."""
    if not FIRST_DAY.year <= value <= LAST_DAY.year:
        raise wrong(f"Give a year between {FIRST_DAY.year} and {LAST_DAY.year}.")
    return value


class SearchQuery(PagedQuery):
    """A text, with filters."""

    q: str = Field(
        default="",
        max_length=LONGEST_TEXT,
        description='What people type. "Words in quotes" stand together, -word leaves out what has it.',
        examples=["short breaks"],
    )
    year: list[Annotated[Whole, AfterValidator(possible_year)]] = several("Such as 2025.")
    archived: Literal["exclude", "include", "only"] = Field(
        default="include", description="What was archived, or is over. It stands below the rest."
    )
    exact: Literal["true", "false"] = Field(
        default="false", description="`true` searches for the words as they are, without correction."
    )
    without: list[Annotated[str, AfterValidator(one_chip)]] = Field(
        default=[], max_length=MOST_VALUES, description="Chips of `understood` to take off, as kind:slug."
    )

    def filters(self) -> Filters:
        """Return what is let through."""
        return Filters(self.selection(), frozenset(self.year))
