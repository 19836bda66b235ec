"""The whole of one version of the standard, made of its public documents."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Literal

from pydantic import Field

from cms.content import schemas
from cms.content.models import ContentItem
from standard.models import VERSION
from standard.schemas import IndicatorDetail, Level, VersionStatus

Document = dict[str, Any]
# What may differ between two wordings of a statement.
PARTS_OF_A_STATEMENT = ["title", "levels", "evidence_examples", "quick_win"]


class WholeDimension(schemas.Value):
    """One part of the standard with its guidance, its statements, and who shows how it is done."""

    code: str = Field(examples=["5"])
    title: str
    path: str
    why_it_matters: str
    guidance: str = Field(description="HTML.")
    indicators: list[IndicatorDetail]
    examples: list[schemas.Related]
    toolkits: list[schemas.Related]


class IndicatorChange(schemas.Value):
    """What a statement was in the version before and is in this one; null where it was or is none."""

    code: str = Field(examples=["5.2"])
    change: Literal["added", "removed", "reworded", "unchanged"]
    parts: list[Literal["title", "levels", "evidence_examples", "quick_win"]] = Field(
        description="What was reworded."
    )
    before: IndicatorDetail | None
    after: IndicatorDetail | None


class Changes(schemas.Value):
    """What changed since the version before, statement by statement."""

    since: str = Field(examples=["1.0"])
    indicators: list[IndicatorChange]


class Edition(schemas.Value):
    """A version of the standard that can be read."""

    version: str = Field(examples=["1.0"])
    status: Literal["current", "superseded"]
    path: str


class WholeStandard(schemas.Value):
    """One version of the involvement standard, all of it."""

    version: str = Field(examples=["1.0"])
    status: VersionStatus
    title: str
    summary: str
    path: str
    url: str
    pdf_url: str = Field(description="The same as a tagged PDF, to print or to keep.")
    updated_at: schemas.Instant
    levels: list[Level]
    rules: list[str]
    dimensions: list[WholeDimension]
    changes: Changes | None = Field(description="Null for the first version.")
    versions: list[Edition] = Field(description="All that can be read, the newest first.")


def whole_standard(version: str | None, base_address: str) -> WholeStandard | None:
    """Return a version, the current one where none is named; None where that is not public.

    `base_address` is where versions stand in the API, as the caller reaches it, with its last slash.
    """
    standards = ContentItem.objects.filter(type="standard")
    documents = sorted((json.loads(bytes(item.body)) for item in standards), key=newest_first)
    asked = next((one for one in documents if _is_asked(one, version)), None)
    if asked is None:
        return None
    before = next((one for one in documents if newest_first(one) > newest_first(asked)), None)
    ours, theirs = _dimensions(asked), _dimensions(before) if before else []
    kept = ["version", "status", "title", "summary", "path", "url", "levels", "rules"]
    return WholeStandard(
        **{key: asked[key] for key in kept},
        pdf_url=f"{base_address}{asked['version']}.pdf",
        updated_at=max(one["updated_at"] for one in [asked, *ours]),
        dimensions=[_dimension(one) for one in ours],
        changes=_changes(before["version"], theirs, ours) if before else None,
        versions=[Edition(**{key: one[key] for key in Edition.model_fields}) for one in documents],
    )


def newest_first(standard: Document) -> list[int]:
    """Return what puts version 1.10 before 1.9."""
    return [-int(number) for number in standard["version"].split(".")]


def _is_asked(standard: Document, version: str | None) -> bool:
    return bool(standard["status"] == "current" if version is None else standard["version"] == version)


def _dimensions(standard: Document) -> list[Document]:
    """Return the documents of a version's dimensions, in their order.

    What an earlier release stored waits to be built again, and has no words for parents until then.
    """
    items = ContentItem.objects.filter(
        type="dimension", tags__kind=VERSION, tags__slug=standard["version"]
    ).only("body")
    documents = [json.loads(bytes(item.body)) for item in items]
    for one in documents:
        one["statements"] = [{"for_parents": "", **statement} for statement in one["statements"]]
    return sorted(documents, key=lambda one: int(one["code"]))


def _dimension(document: Document) -> WholeDimension:
    kept = {key: document[key] for key in WholeDimension.model_fields if key != "indicators"}
    return WholeDimension(**kept, indicators=document["statements"])


def _changes(since: str, before: Iterable[Document], after: Iterable[Document]) -> Changes:
    """Compare two versions' dimensions, statement by statement."""
    old, new = _statements(before), _statements(after)
    codes = sorted(old.keys() | new.keys(), key=lambda code: [int(number) for number in code.split(".")])
    return Changes(since=since, indicators=[_change(code, old.get(code), new.get(code)) for code in codes])


def _statements(dimensions: Iterable[Document]) -> dict[str, Document]:
    return {statement["code"]: statement for one in dimensions for statement in one["statements"]}


def _change(code: str, before: Document | None, after: Document | None) -> IndicatorChange:
    if before and after:
        parts = [part for part in PARTS_OF_A_STATEMENT if before[part] != after[part]]
        change = "reworded" if parts else "unchanged"
    else:
        parts, change = [], "removed" if before else "added"
    return IndicatorChange.model_validate(
        {"code": code, "change": change, "parts": parts, "before": before, "after": after}
    )
