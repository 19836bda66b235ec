"""A web that answers from a table, and a clock that moves only by waiting."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from cms.links.asking import Answer, Asker, Deadline
from cms.links.checking import check_due
from cms.links.faults import Fault
from cms.links.manners import HostManners
from cms.links.models import Link, address_hash, host_of

START = dt.datetime(2030, 6, 3, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
PAGE = Answer(200, {"Content-Type": "text/html"}, b"<title>Here</title>")


class Web(Asker):
    """Answers from a table instead of the network, and notes what is asked when."""

    def __init__(
        self, now: Callable[[], dt.datetime], pages: dict[str, Answer | Fault] | None = None
    ) -> None:
        self.pages = pages or {}
        self.asked: list[tuple[str, str, dt.datetime]] = []
        self._now = now

    def ask(self, method: str, address: str, deadline: Deadline) -> Answer:
        self.asked.append((method, address, self._now()))
        found = self.pages.get(address, Answer(404) if address.endswith("/robots.txt") else PAGE)
        if isinstance(found, Fault):
            raise found
        return found


class Time:
    """A clock that moves only by waiting."""

    def __init__(self) -> None:
        self.at = START

    def now(self) -> dt.datetime:
        return self.at

    def wait(self, seconds: float) -> None:
        self.at += dt.timedelta(seconds=seconds)


def link(address: str = "https://a.example/page", **values: Any) -> Link:
    values = {"next_check_at": START, **values}
    return Link.objects.create(
        address=address, address_hash=address_hash(address), host=host_of(address), **values
    )


def run(web: Web, time: Time, per_hour: int = 600) -> int:
    return check_due(web, HostManners(web, time.now, time.wait), time.now, per_hour)


def kept(address: str = "https://a.example/page") -> Link:
    return Link.objects.get(address=address)
