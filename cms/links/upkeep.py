"""Broken and moved links among what needs doing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from cms.dates import local
from cms.links.models import Link, LinkState
from cms.upkeep.registry import Harm, UpkeepAction, UpkeepRow, UpkeepSource


def wrong_links(user: Any, now: dt.datetime) -> Iterator[UpkeepRow]:
    """Yield the addresses that somebody has to mend, where public items link to them."""
    if not user.has_perm("cms.view_link"):
        return
    links: QuerySet[Any] = Link.objects.wrong(now).with_pages()
    for link in links.filter(pages__gt=0):
        inspect = reverse("links_modeladmin_inspect", args=[link.pk])
        since = link.failing_since or link.checked_at
        moved = link.state == LinkState.MOVED
        yield UpkeepRow(
            key=f"link:{link.address_hash}:{link.state}",
            title=link.address,
            url=inspect,
            reason=f"{link.get_state_display()}. {link.reason} It stands on "
            f"{'1 page' if link.pages == 1 else f'{link.pages} pages'}.",
            harm=Harm.STALE if moved else Harm.BROKEN,
            day=local(since).date() if since else None,
            action=UpkeepAction("Take the new address" if moved else "Mend it", inspect),
        )


SOURCES = [UpkeepSource("links", "Broken links", "link", wrong_links)]
