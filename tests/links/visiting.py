"""Visit servers of a test's own."""

from __future__ import annotations

import datetime as dt
import ssl
from typing import Any

from cms.links.asking import Asker, Deadline
from cms.links.guard import Guard
from cms.links.models import LinkState
from cms.links.verdicts import Course, judge
from cms.links.visits import Evidence, visit
from tests.links.wild_servers import WildServer

NOW = dt.datetime(2030, 6, 3, 12, tzinfo=dt.UTC)
# How long a test's visitor waits for one answer, and how long a visit may take in all. Long, as the machine
# may be busy, but for servers of which a visitor must tire.
PATIENCE, VISIT = 10.0, 30.0
TIRING = {"/silent": 0.4, "/slow-head": 0.4, "/slow-body": 1.5}


class NoManners:
    """Goes ahead at once."""

    def before(self, address: str, deadline: Deadline) -> None:
        return


def redirect(to: str, status: int = 301) -> Any:
    return lambda conversation: conversation.answer(status, Location=to)


def waiting(wild: WildServer, trust: ssl.SSLContext, seconds: float) -> Asker:
    guard = Guard(lambda host, port: ["127.0.0.1"], frozenset({("127.0.0.1", wild.port)}))
    return Asker("Tests/1.0 (+tests@example.org)", guard, seconds=seconds, trust=trust)


def seen(asker: Asker, address: str) -> Evidence:
    return visit(address, asker, NoManners(), VISIT)


def state_of(evidence: Evidence) -> LinkState:
    verdict, _ = judge(evidence, Course(), NOW)
    return verdict.state
