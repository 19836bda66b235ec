"""What stands around the content on every page: the site, its navigation, and the words of filters."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from cms.api.around import get_taxonomies
from cms.content.listing import read_instant
from home.api import get_navigation, get_site
from website.reading import Reading, Values

# Neither stands in the log of changes; an editor who changes them sees it after this long at most.
LONGEST = dt.timedelta(seconds=10)


@dataclass(frozen=True)
class Around:
    """The answers of `/site`, `/navigation` and `/taxonomies`."""

    site: Values
    navigation: Values
    taxonomies: Values
    read_at: dt.datetime

    def notice(self, now: dt.datetime) -> Values | None:
        """Return what every page should show, until its time is over."""
        notice: Values | None = self.site["notice"]
        if notice and notice["until"] and read_instant(notice["until"]) <= now:
            return None
        return notice


_kept: list[Around] = []


def around(reading: Reading) -> Around:
    """Return what stands around the content, as of a few seconds ago at most."""
    if not _kept or not _kept[0].read_at <= reading.now < _kept[0].read_at + LONGEST:
        # Taken into a reading of its own: what is kept says nothing of the page that asked for it.
        apart = Reading(reading.request, reading.now)
        _kept[:] = [
            Around(
                apart.ask(get_site, "/site", {}),
                apart.ask(get_navigation, "/navigation", {}),
                apart.ask(get_taxonomies, "/taxonomies", {}),
                reading.now,
            )
        ]
    found = _kept[0]
    reading.keys |= dict.fromkeys(["site", "navigation"])
    notice = found.notice(reading.now)
    if notice and notice["until"]:
        left = read_instant(notice["until"]) - reading.now
        reading.seconds = min(reading.seconds, int(left.total_seconds()))
    return found


def forget() -> None:
    """Read all of it again the next time."""
    _kept.clear()
