"""What is owed to the hosts that are asked: one request at a time, and what they ask of robots."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin

from django.db.models import Max
from protego import Protego
from urllib3.util import Url

from cms.links.asking import Answer, Asker, Deadline, read
from cms.links.faults import Fault, Kind
from cms.links.models import LinkHost

# What site owners name in robots.txt to keep these checks away.
ROBOT = "InvolvementHubLinks"
SECONDS_BETWEEN = 2.0
# Who asks for more is asked this seldom; a run of checks must end.
LONGEST_BETWEEN = 10.0
ROBOTS_HOLD = dt.timedelta(days=1)
# Longer than any link waits for its next check.
HOSTS_KEPT = dt.timedelta(days=60)
# RFC 9309 asks for 5 redirects and 500 KiB at least; what is longer is cut.
ROBOTS_REDIRECTS = 5
LONGEST_ROBOTS = 100_000


def user_agent(contact: str) -> str:
    """Return how the checks name themselves."""
    return f"{ROBOT}/1.0 (link checks; +{contact})"


class HostManners:
    """Waits for a host's turn and reads its robots.txt, both remembered in the database."""

    def __init__(
        self,
        asker: Asker,
        now: Callable[[], dt.datetime],
        sleep: Callable[[float], None] = time.sleep,
        between: float = SECONDS_BETWEEN,
    ) -> None:
        self._asker = asker
        self._now = now
        self._sleep = sleep
        self._between = between
        self._rules: dict[str, Protego] = {}

    def before(self, address: str, deadline: Deadline) -> None:
        """Wait for the host's turn; raises Fault where it asks robots to stay away."""
        url = read(address)
        rules = self._rules.get(origin_of(url)) or self._read_rules(url, deadline)
        if not rules.can_fetch(address, ROBOT):
            raise Fault(Kind.ROBOTS, "It asks programs not to look at this page. Readers may see it.")
        wished = rules.crawl_delay(ROBOT) or 0.0
        self._take_turn(url, deadline, min(max(wished, self._between), LONGEST_BETWEEN))

    def _take_turn(self, url: Url, deadline: Deadline, between: float) -> None:
        # With TLS and without it is one host all the same.
        asked_at = LinkHost.objects.filter(host=url.host).aggregate(last=Max("asked_at"))["last"]
        if asked_at:
            elapsed = (self._now() - asked_at).total_seconds()
            # A clock that was set back must not make anybody wait for days.
            wait = min(between - elapsed, between)
            if wait > 0:
                self._sleep(wait)
                deadline.extend(wait)
        self._remember(url, asked_at=self._now())

    def _remember(self, url: Url, **values: Any) -> None:
        LinkHost.objects.update_or_create(origin=origin_of(url), defaults={"host": url.host or "", **values})

    def _read_rules(self, url: Url, deadline: Deadline) -> Protego:
        origin, oldest = origin_of(url), self._now() - ROBOTS_HOLD
        known = LinkHost.objects.filter(origin=origin, robots_read_at__gte=oldest).first()
        robots = known.robots if known else self._fetch(origin, deadline)
        if not known:
            self._remember(url, robots=robots, robots_read_at=self._now())
        self._rules[origin] = Protego.parse(robots)
        return self._rules[origin]

    def _fetch(self, origin: str, deadline: Deadline) -> str:
        """Return a host's robots.txt, nothing where it has none; raises Fault where that can not be known."""
        address = f"{origin}/robots.txt"
        for _ in range(ROBOTS_REDIRECTS + 1):
            self._take_turn(read(address), deadline, self._between)
            answer = self._asker.ask("GET", address, deadline)
            if not answer.is_redirect:
                return _robots(answer)
            address = read(urljoin(address, answer.headers.get("Location", ""))).url
        # As RFC 9309 has it: then there is none.
        return ""


def forget_hosts(now: dt.datetime) -> int:
    """Forget hosts that nothing links to any more; return how many."""
    count, _ = LinkHost.objects.filter(asked_at__lt=now - HOSTS_KEPT).delete()
    return count


def origin_of(url: Url) -> str:
    """Return where a robots.txt counts, such as https://www.example.org."""
    return f"{url.scheme}://{url.netloc}"


def _robots(answer: Answer) -> str:
    if answer.status >= 500 or answer.status == 429:
        raise Fault(Kind.ANSWER, f"The website answers with an error ({answer.status}).")
    if answer.status != 200 or answer.is_html:
        return ""
    text = answer.body[:LONGEST_ROBOTS].decode(errors="replace")
    return text.replace("\0", "")
