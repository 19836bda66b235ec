"""Visit an address as a reader would, redirect by redirect, and bring back what was seen."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urldefrag, urljoin

from cms.links.asking import Answer, Asker, Deadline, read
from cms.links.faults import Fault, Kind
from cms.links.pages import title_and_heading

PERMANENT = {301, 308}
MOST_REDIRECTS = 10
# All requests of one visit together, so that a run knows how long its last one takes.
SECONDS = 60.0


@dataclass(frozen=True)
class Hop:
    """A redirect: the address that was asked, and the status with which it leads on."""

    address: str
    status: int


@dataclass(frozen=True)
class Evidence:
    """What a visit saw."""

    address: str
    hops: tuple[Hop, ...] = ()
    final: str = ""
    status: int | None = None
    title: str = ""
    heading: str = ""
    body: bytes = field(default=b"", repr=False)
    seconds: float = 0.0
    fault: Fault | None = None
    # What the server asks for with 429 or 503, in seconds.
    retry_after: int | None = None

    @property
    def permanent_target(self) -> str:
        """Return where the address leads by permanent redirects alone, nothing where by none."""
        addresses = [*(hop.address for hop in self.hops), self.final]
        target = ""
        for hop, leads_to in zip(self.hops, addresses[1:], strict=True):
            if hop.status not in PERMANENT:
                break
            target = leads_to
        return target


class Manners(Protocol):
    """What a visitor owes to the hosts that it asks."""

    def before(self, address: str, deadline: Deadline) -> None:
        """Wait for the host's turn; raises Fault where it asks robots to stay away."""


class Trail:
    """The redirects of one visit as they are followed."""

    def __init__(self, address: str) -> None:
        self.current = address
        self.hops: list[Hop] = []

    def follow(self, answer: Answer) -> None:
        """Go on to where a redirect leads; raises Fault where it leads in circles or nowhere."""
        location = _utf8(answer.headers.get("Location", "").strip())
        if not location:
            raise Fault(Kind.ANSWER, "It redirects without saying where to.")
        self.hops.append(Hop(self.current, answer.status))
        try:
            target = urldefrag(urljoin(self.current, location)).url
        except ValueError as error:
            raise Fault(Kind.ADDRESS, "It redirects to what is no address.") from error
        # In one spelling, so that circles are seen.
        target = read(target).url
        if target in {hop.address for hop in self.hops}:
            raise Fault(Kind.LOOP, "It redirects in circles, so nobody arrives.")
        if len(self.hops) > MOST_REDIRECTS:
            raise Fault(Kind.LOOP, f"It redirects more than {MOST_REDIRECTS} times.")
        self.current = target


def visit(address: str, asker: Asker, manners: Manners, seconds: float = SECONDS) -> Evidence:
    """Return what is found at an address; what goes wrong on the way is part of it."""
    started, deadline = time.monotonic(), Deadline(seconds)
    trail, answer, fault = Trail(address), None, None
    try:
        read(address)
        answer = _answer(trail, asker, manners, deadline)
    except Fault as found:
        fault = found
    title, heading = title_and_heading(answer.body) if answer else ("", "")
    return Evidence(
        address=address,
        hops=tuple(trail.hops),
        final=trail.current,
        status=answer.status if answer else None,
        title=title,
        heading=heading,
        body=answer.body if answer else b"",
        seconds=round(time.monotonic() - started, 2),
        fault=fault,
        retry_after=_retry_after(answer) if answer else None,
    )


def _answer(trail: Trail, asker: Asker, manners: Manners, deadline: Deadline) -> Answer:
    """Return the answer at the end of the redirects."""
    while True:
        manners.before(trail.current, deadline)
        answer = _asked_briefly(trail.current, asker, manners, deadline)
        if not answer.is_redirect:
            return answer
        trail.follow(answer)


def _asked_briefly(address: str, asker: Asker, manners: Manners, deadline: Deadline) -> Answer:
    """Ask by HEAD, which costs the server least, and by GET where that says too little.

    Many servers answer HEAD wrongly; a page is read for its title.
    """
    try:
        answer = asker.ask("HEAD", address, deadline)
    except Fault as fault:
        if fault.kind not in {Kind.ANSWER, Kind.CONNECTION, Kind.TIMEOUT}:
            raise
    else:
        if answer.is_redirect or (answer.status < 300 and not answer.is_html):
            return answer
        if answer.status == 429:
            return answer
    manners.before(address, deadline)
    return asker.ask("GET", address, deadline)


def _utf8(header: str) -> str:
    """Return a header whose letters are UTF-8, which the HTTP library reads as Latin-1."""
    try:
        return header.encode("latin-1").decode()
    except UnicodeError:
        return header


def _retry_after(answer: Answer) -> int | None:
    given = answer.headers.get("Retry-After", "").strip()
    return int(given) if given.isascii() and given.isdigit() and len(given) < 8 else None
