"""The checks of content: one table, in which each area registers its own.

A check is one function from a draft to what it finds. It neither writes nor asks the network, as it runs
while somebody types; what takes long is looked up beforehand and kept.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from cms.checks.draft import Draft
from cms.checks.findings import Finding, Found
from cms.upkeep.registry import Harm

logger = logging.getLogger(__name__)

Find = Callable[[Draft], Iterable[Finding]]


@dataclass(frozen=True)
class Check:
    """A check: its name for records, its label for people, the pages that it is for."""

    name: str
    label: str
    find: Find
    page_types: tuple[type[Any], ...] = ()
    harm: Harm = Harm.UNCLEAR
    of_live: bool = True

    def applies_to(self, page: Any) -> bool:
        return not self.page_types or isinstance(page, self.page_types)


_checks: dict[str, Check] = {}


def register_check(
    name: str,
    label: str,
    find: Find,
    *page_types: type[Any],
    harm: Harm = Harm.UNCLEAR,
    of_live: bool = True,
) -> None:
    """Have pages checked; without page types, all of them. A name that is taken is a mistake.

    `harm` is what becomes of readers where it fails. What is only about the moment of publishing is not
    `of_live` pages.
    """
    if name in _checks:
        raise ValueError(f"There is a check named {name} already.")
    _checks[name] = Check(name, label, find, page_types, harm, of_live)


def registered_checks() -> list[Check]:
    """Return all checks in the order in which they were registered."""
    return list(_checks.values())


def harm_of(name: str) -> Harm:
    """Return what becomes of readers where a check fails; of one that is gone, the least."""
    return _checks[name].harm if name in _checks else Harm.UNCLEAR


def is_asked_of_live(name: str) -> bool:
    """Return whether a check is also about a page that is public already."""
    return name in _checks and _checks[name].of_live


def _asked(check: Check, draft: Draft) -> list[Finding]:
    """Return what a check finds; a fault in it is logged and shown, and keeps nobody from the page's form."""
    try:
        return list(check.find(draft))
    except Exception:
        logger.exception("The check %s failed on page %s.", check.name, draft.page.pk)
        return [
            Finding("", f"The check “{check.label}” failed.", "Look yourself, and tell your administrator.")
        ]


def findings_of(page: Any, now: dt.datetime) -> list[Found]:
    """Return what all checks find in a page as it is in memory, what blocks it first.

    The same words of one check in one field are one finding, as one reason answers them.
    """
    draft = Draft(page, now)
    found = [
        Found(check.name, check.label, finding)
        for check in registered_checks()
        if check.applies_to(page)
        for finding in _asked(check, draft)
    ]
    once: dict[str, Found] = {}
    for one in found:
        once.setdefault(one.fingerprint, one)
    return sorted(once.values(), key=lambda one: not one.finding.blocks)
