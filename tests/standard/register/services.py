"""Services that have assessed themselves, for tests of the register."""

from __future__ import annotations

import datetime as dt
from typing import Any

from standard.assessments.models import Answer, Assessment, Evidence
from standard.register import moderation
from standard.register.models import RegisterEntry
from tests.factories import (
    AssessmentFactory,
    DimensionFactory,
    IndicatorFactory,
    StandardIndexFactory,
    UserFactory,
)

NOW = dt.datetime(2030, 6, 3, 9, tzinfo=dt.UTC)
TODAY = NOW.date()


def make_standard() -> None:
    """Publish a standard of two parts with a statement each."""
    StandardIndexFactory()
    for code in ("1", "2"):
        IndicatorFactory(code=f"{code}.1")
        DimensionFactory(code=code, title=f"Part {code}")


def assessed(
    levels: tuple[int, ...] = (2, 2), areas: Any = (), now: dt.datetime = NOW, **values: Any
) -> Assessment:
    """Return an assessment that was finished on the day of `now`, with evidence for what it says."""
    assessment = AssessmentFactory(finished_on=now.date(), started_at=now, changed_at=now, **values)
    assessment.areas.set(areas)
    for number, level in enumerate(levels, 1):
        code = f"{number}.1"
        Answer.objects.create(
            assessment=assessment,
            code=code,
            dimension=str(number),
            level=level,
            changed_at=now,
            changed_by="owner",
        )
        Evidence.objects.create(
            assessment=assessment, code=code, kind="text", day=now.date(), text="Minutes", added_at=now
        )
    return assessment


def on_the_register(recognition: str = "working_to", now: dt.datetime = NOW, **values: Any) -> RegisterEntry:
    """Return the entry of a service that was accepted."""
    application = moderation.send(assessed(now=now, **values), recognition, "", now)
    entry = moderation.accept(application, UserFactory(), now)
    assert entry is not None
    return entry
