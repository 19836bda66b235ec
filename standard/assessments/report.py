"""What a report says beside the levels: strengths, quick wins, who does it well, and the change."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from cms.content.models import ContentItem
from cms.indicators import Indicator
from standard.assessments.models import Assessment
from standard.assessments.results import result, result_when_last_changed
from standard.assessments.scoring import HIGHEST, Counted, Result
from standard.assessments.statements import indicators
from standard.parents.results import ParentsResult, parents_result

# A statement that counts as no more than this wants something to be done.
WEAK = 1
SUGGESTED = ["practice-example", "toolkit"]
MOST_OF_A_TYPE = 2


@dataclass(frozen=True)
class QuickWin:
    """A weak statement with what can be done this week, and the items that show it done well."""

    statement: Counted
    quick_win: str
    items: list[ContentItem]


@dataclass(frozen=True)
class Report:
    """All that a service is told about its assessment as of a day."""

    on: dt.date
    result: Result
    strengths: list[Counted]
    quick_wins: list[QuickWin]
    parents: ParentsResult
    previous: Assessment | None
    previous_result: Result | None
    # What parents are asked of each statement, in everyday words.
    asked: Mapping[str, str] = field(default_factory=dict)

    @property
    def suggestions(self) -> list[ContentItem]:
        """Return each item that is suggested once, in the order of the statements that it helps with."""
        return list({item.pk: item for win in self.quick_wins for item in win.items}.values())


def make_report(assessment: Assessment, on: dt.date) -> Report:
    """Return the report of an assessment as of a day."""
    found = result(assessment, on)
    counted = [one for dimension in found.dimensions for one in dimension.statements]
    weak = [one for one in counted if one.counts_as is not None and one.counts_as <= WEAK]
    weak.sort(key=lambda one: one.counts_as or 0)
    previous = assessment.previous
    texts = {one.code: one for one in indicators(assessment.version)}
    return Report(
        on=on,
        result=found,
        strengths=[one for one in counted if one.counts_as == HIGHEST],
        quick_wins=_quick_wins(texts, weak),
        parents=parents_result(assessment),
        previous=previous,
        previous_result=result_when_last_changed(previous) if previous else None,
        asked={code: one.for_parents or one.title for code, one in texts.items()},
    )


def _quick_wins(texts: Mapping[str, Indicator], weak: list[Counted]) -> list[QuickWin]:
    items = _items([one.code for one in weak])
    return [QuickWin(one, texts[one.code].quick_win, items[one.code]) for one in weak]


def _items(codes: list[str]) -> dict[str, list[ContentItem]]:
    """Return the newest public examples and toolkits of each statement."""
    found: dict[str, list[ContentItem]] = defaultdict(list)
    kept: dict[tuple[str, str], int] = defaultdict(int)
    rows = (
        ContentItem.objects.filter(type__in=SUGGESTED, tags__kind="indicator", tags__slug__in=codes)
        .order_by("type", "-first_published_at", "id")
        .values_list("pk", "type", "tags__slug")
    )
    chosen: list[tuple[str, UUID]] = []
    for pk, type_name, code in rows:
        kept[code, type_name] += 1
        if kept[code, type_name] <= MOST_OF_A_TYPE:
            chosen.append((code, pk))
    items = ContentItem.objects.in_bulk([pk for _, pk in chosen])
    for code, pk in chosen:
        found[code].append(items[pk])
    return found
