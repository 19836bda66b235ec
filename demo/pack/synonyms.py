"""The shape of `synonyms.json`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from demo.pack.values import Entry
from search.models import SynonymRule
from search.synonyms import MOST_LINES, line_fault


def _line(text: str) -> str:
    if fault := line_fault(text):
        raise ValueError(fault)
    return text


Lines = Annotated[list[Annotated[str, AfterValidator(_line)]], Field(min_length=1, max_length=MOST_LINES)]


class EquivalentEntry(Entry):
    """Words that mean the same."""

    id: str
    type: Literal["equivalent"]
    terms: Lines

    @property
    def values(self) -> dict[str, str]:
        """Return the fields of a rule."""
        return {"kind": SynonymRule.Kind.EQUIVALENT, "words": "\n".join(self.terms), "finds": ""}


class OneWayEntry(Entry):
    """Words that also find others."""

    id: str
    type: Literal["one_way"]
    words: Lines = Field(alias="from")
    finds: Lines = Field(alias="to")

    @property
    def values(self) -> dict[str, str]:
        """Return the fields of a rule."""
        return {
            "kind": SynonymRule.Kind.ONE_WAY,
            "words": "\n".join(self.words),
            "finds": "\n".join(self.finds),
        }


class SynonymsFile(Entry):
    """All rules."""

    note: str = Field(description="For readers of the file.")
    rules: list[Annotated[EquivalentEntry | OneWayEntry, Field(discriminator="type")]]
