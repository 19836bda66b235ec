"""What a reviewer needs to know of a page that waits: for the panel in its form, and for the e-mail."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from cms.checks.models import CheckOverride
from cms.checks.overrides import overrides_of
from cms.checks.registry import findings_of
from cms.review.differences import Difference, differences


@dataclass(frozen=True)
class ReviewFacts:
    """What changes against the live page, None where there is none, and what was kept despite a check."""

    live: Any
    differences: list[Difference]
    kept: list[CheckOverride]


def facts_of(page: Any, now: dt.datetime) -> ReviewFacts:
    """Return what a reviewer needs to know of a draft."""
    live = type(page)._base_manager.filter(pk=page.pk, live=True).first()
    prints = {one.fingerprint for one in findings_of(page, now)}
    return ReviewFacts(
        live,
        differences(live, page, now) if live else [],
        [one for print_, one in overrides_of(page).items() if print_ in prints],
    )
