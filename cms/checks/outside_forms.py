"""What keeps a page from going out where no form can ask: approved by a button, or published with many."""

from __future__ import annotations

import datetime as dt
from typing import Any

from cms.checks.findings import Found
from cms.checks.overrides import record_use, unanswered
from cms.checks.registry import findings_of
from cms.content.publishing import PublishRefused


class Verdict:
    """What the checks say of a page that goes out as it was saved, with the reasons that were kept."""

    def __init__(self, page: Any, now: dt.datetime) -> None:
        self._page = page
        self._now = now
        self._found = findings_of(page, now)
        blocking = [one for one in self._found if one.finding.blocks]
        self.in_the_way: list[Found] = [*blocking, *unanswered(page, self._found, {})]

    @property
    def words(self) -> list[str]:
        """Return what is in the way, each as an editor reads it."""
        return [one.finding.message for one in self.in_the_way]

    def record(self, user: Any) -> None:
        """Write the reasons with which it goes out into its history."""
        record_use(self._page, self._found, user, self._now)


def refuse_what_blocks(page: Any, now: dt.datetime) -> None:
    """Raise PublishRefused where a check blocks, at a time when nobody is there to answer a warning."""
    blocking = [one.finding for one in findings_of(page, now) if one.finding.blocks]
    if blocking:
        faults: dict[str, list[str]] = {}
        for finding in blocking:
            faults.setdefault(finding.field or "__all__", []).append(finding.message)
        raise PublishRefused(page.title, faults)
