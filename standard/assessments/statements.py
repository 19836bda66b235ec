"""The statements and parts that an assessment is made of: those of its own version of the standard."""

from __future__ import annotations

from cms.content.builder import by_code
from cms.indicators import Indicator
from standard.assessments.scoring import Statement
from standard.models import DimensionPage, StandardIndexPage


def current_version() -> str | None:
    """Return the version that new assessments are made of, None where none is published as current."""
    standard = StandardIndexPage.objects.live().filter(status="current").order_by("-pk").first()
    return standard.version if standard else None


def indicators(version: str) -> list[Indicator]:
    """Return the statements of a version with all that is said of them, in the order of their codes."""
    return sorted(Indicator.objects.filter(version=version), key=by_code)


def statements(version: str) -> list[Statement]:
    """Return what scoring needs of each statement of a version, in the order of their codes."""
    return [Statement(one.code, one.title) for one in indicators(version)]


def titles(version: str) -> dict[str, str]:
    """Return the title of each part of a version by its code."""
    standard = StandardIndexPage.objects.live().filter(version=version).order_by("pk").first()
    if standard is None:
        return {}
    return dict(DimensionPage.objects.live().child_of(standard).values_list("code", "title"))
