"""What stands around the content on every page: the site, its navigation, and the words of filters."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from cms.api.answers import MAX_AGE
from cms.api.around import get_taxonomies
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
    # When time alone changes what `/site` answers, such as the notice; None where that is not soon.
    changes_at: dt.datetime | None

    def holds(self, now: dt.datetime) -> bool:
        """Return whether it may still be shown."""
        if not self.read_at <= now < self.read_at + LONGEST:
            return False
        return self.changes_at is None or now < self.changes_at


_kept: list[Around] = []


def around(reading: Reading) -> Around:
    """Return what stands around the content, as of a few seconds ago at most."""
    if not _kept or not _kept[0].holds(reading.now):
        _kept[:] = [_read(reading)]
    found = _kept[0]
    reading.keys |= dict.fromkeys(["site", "navigation"])
    if found.changes_at:
        left = found.changes_at - reading.now
        reading.seconds = min(reading.seconds, int(left.total_seconds()))
    return found


def _read(reading: Reading) -> Around:
    # Taken into readings of their own: what is kept says nothing of the page that asked for it.
    of_site, apart = (Reading(reading.request, reading.now) for _ in range(2))
    site = of_site.ask(get_site, "/site", {})
    # A notice that comes or goes within a minute shortens the answer's life; nothing else does.
    soon = reading.now + dt.timedelta(seconds=of_site.seconds) if of_site.seconds < MAX_AGE else None
    return Around(
        site,
        apart.ask(get_navigation, "/navigation", {}),
        apart.ask(get_taxonomies, "/taxonomies", {}),
        reading.now,
        soon,
    )


def forget() -> None:
    """Read all of it again the next time."""
    _kept.clear()
