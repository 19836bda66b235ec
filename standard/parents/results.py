"""What parents say together: shown from five on, so that nobody can be told apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from standard.assessments.models import Assessment
from standard.parents.models import COUNTED, ParentsView

FEWEST = 5
GAP = 2
# In everyday words, from level 0 to level 3.
CHOICES = [
    "Never, or not that I have seen",
    "Now and then",
    "Most of the time",
    "Always",
]


@dataclass(frozen=True)
class Gap:
    """A statement that service and parents see two levels or more apart."""

    code: str
    service: int
    parents: int


@dataclass(frozen=True)
class ParentsResult:
    """How many parents answered, and by statement their level, where enough did."""

    responses: int
    levels: Mapping[str, int] = field(default_factory=dict)

    @property
    def needed(self) -> int:
        """Return how many more parents must answer before anything is shown."""
        return max(0, FEWEST - self.responses)

    def gaps(self, service_levels: Mapping[str, int | None]) -> list[Gap]:
        """Return where the service's own levels, as it chose them, are two or more from the parents'."""
        return [
            Gap(code, service, self.levels[code])
            for code, service in service_levels.items()
            if service is not None and code in self.levels and abs(service - self.levels[code]) >= GAP
        ]


def parents_result(assessment: Assessment) -> ParentsResult:
    """Return what the counted views of an assessment say together."""
    views = ParentsView.objects.filter(assessment=assessment, status=COUNTED)
    return together(list(views.values_list("ratings", flat=True)))


def together(views: list[dict[str, int]]) -> ParentsResult:
    """Return the level of each statement that five or more rated: the middle answer, the lower one of two."""
    if len(views) < FEWEST:
        return ParentsResult(len(views))
    by_code: dict[str, list[int]] = defaultdict(list)
    for ratings in views:
        for code, level in ratings.items():
            by_code[code].append(level)
    return ParentsResult(
        len(views),
        {
            code: sorted(levels)[(len(levels) - 1) // 2]
            for code, levels in by_code.items()
            if len(levels) >= FEWEST
        },
    )
