"""What the checks find in pages that readers see, among what needs doing."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from cms.checks.models import CheckOverride, PageFindings
from cms.checks.registry import harm_of
from cms.upkeep.allowed import changeable_pages
from cms.upkeep.registry import Harm, UpkeepAction, UpkeepRow, UpkeepSource

# The rest stands in the page's form, under its checks.
SAID = 2


def failed_checks(user: Any, now: dt.datetime) -> Iterator[UpkeepRow]:
    """Yield a row for each live page with something to mend that nobody has given a reason for."""
    kept = list(
        PageFindings.objects.filter(worst__isnull=False, page__live=True)
        .select_related("page")
        .order_by("worst", "pk")
    )
    if not kept:
        return
    allowed = changeable_pages(user)
    answered: dict[int, set[str]] = defaultdict(set)
    overrides = CheckOverride.objects.filter(page__in=[one.page_id for one in kept])
    for page, fingerprint in overrides.values_list("page_id", "fingerprint"):
        answered[page].add(fingerprint)
    for one in kept:
        found = [row for row in one.found if row["fingerprint"] not in answered[one.page_id]]
        if found and one.page_id in allowed:
            yield _row(one.page, found)


def _row(page: Any, found: list[dict[str, str]]) -> UpkeepRow:
    harm = min(harm_of(row["check"]) for row in found)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk]) + "#checks"
    said = " ".join(row["message"] for row in found[:SAID])
    more = f" And {len(found) - SAID} more." if len(found) > SAID else ""
    state = hashlib.sha256("".join(sorted(row["fingerprint"] for row in found)).encode()).hexdigest()[:20]
    return UpkeepRow(
        key=f"checks:{page.translation_key}:{state}",
        title=page.title,
        url=edit,
        reason=f"{said}{more}",
        harm=harm,
        day=None,
        action=UpkeepAction("Mend it", edit),
        # A long sentence on a page of next week is no wrong date of next week.
        item=page.translation_key if harm == Harm.MISLED else None,
    )


SOURCES = [UpkeepSource("checks", "Failed checks", "error", failed_checks)]
