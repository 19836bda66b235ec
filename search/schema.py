"""The shapes of search's answers."""

from __future__ import annotations

from pydantic import BaseModel, Field

from cms.api.schema import AnyCard

MARKED = "HTML: what was asked for in `<mark>`, everything else escaped."


class HighlightValue(BaseModel):
    """What a hit shows of itself."""

    title: str = Field(description=MARKED)
    summary: str = Field(description=MARKED)
    text: str = Field(description=f"The passages that say most of it. {MARKED}")


class FoundFile(BaseModel):
    """The file of an item in which the words were found."""

    title: str
    url: str


class FoundItem(BaseModel):
    """One hit."""

    card: AnyCard
    highlight: HighlightValue
    promoted: bool = Field(description="An editor has put it on top for this query.")
    file: FoundFile | None


class FacetCount(BaseModel):
    """A word that the answer can be narrowed by."""

    slug: str
    name: str
    count: int = Field(
        description="How many items a filter by it would give, beside the other kinds' filters."
    )


class SpellingValue(BaseModel):
    """A correction. `exact=true` searches for the words as they were typed."""

    used: str
    instead_of: str


class ChipValue(BaseModel):
    """Something that was read into the text; `without=kind:slug` takes it off."""

    kind: str
    slug: str
    text: str


class TopicValue(BaseModel):
    """A topic in which there is something."""

    slug: str
    name: str


class SearchList(BaseModel):
    """One page of what was found, best first."""

    items: list[FoundItem]
    total: int = Field(description="How many were found, over all pages.")
    facets: dict[str, list[FacetCount]] = Field(
        description="By kind. A kind's own filter does not shrink its counts."
    )
    spelling: SpellingValue | None
    understood: list[ChipValue]
    relaxed: list[str] | None = Field(
        description="What was dropped to find anything; null where nothing was."
    )
    topics: list[TopicValue] = Field(
        description="Where nothing was found: the nearest topics, each a value of the filter `theme`."
    )
    next: str | None = Field(description="The address of the next page.")
