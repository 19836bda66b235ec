"""Visits to servers that misbehave: right verdicts in bounded time and memory."""

from __future__ import annotations

import socket
import ssl
import time
import tracemalloc

import pytest

from cms.links.asking import MOST_BYTES, Asker
from cms.links.faults import Kind
from cms.links.guard import Guard
from cms.links.models import LinkState
from tests.links.visiting import PATIENCE, TIRING, VISIT, seen, state_of, waiting
from tests.links.wild_servers import WildServer

RIGHT, MOVED, FAILING = LinkState.RIGHT, LinkState.MOVED, LinkState.FAILING
UNCLEAR, NOT_FOUND, PARKED = LinkState.UNCLEAR, LinkState.NOT_FOUND, LinkState.PARKED


@pytest.mark.parametrize(
    ("path", "state", "fault"),
    [
        ("/fine", RIGHT, None),
        ("/file.pdf", RIGHT, None),
        ("/only-get", RIGHT, None),
        ("/missing", FAILING, None),
        ("/gone", FAILING, None),
        ("/fault", FAILING, None),
        ("/login", UNCLEAR, None),
        ("/too-often", UNCLEAR, None),
        ("/silent", FAILING, Kind.TIMEOUT),
        ("/slow-head", FAILING, Kind.TIMEOUT),
        ("/slow-body", RIGHT, None),
        ("/endless-head", FAILING, Kind.ANSWER),
        ("/endless-line", FAILING, Kind.ANSWER),
        ("/endless-body", RIGHT, None),
        ("/bomb", RIGHT, None),
        ("/nonsense", FAILING, Kind.ANSWER),
        ("/hangs-up", FAILING, Kind.ANSWER),
        ("/circle", FAILING, Kind.LOOP),
        ("/long/0", FAILING, Kind.LOOP),
        ("/nowhere", FAILING, Kind.ANSWER),
        ("/to-a-script", FAILING, Kind.ADDRESS),
        ("/to-a-file", FAILING, Kind.ADDRESS),
        ("/moved", MOVED, None),
        ("/moved-then-for-now", MOVED, None),
        ("/for-now", RIGHT, None),
        ("/a/deep/page", NOT_FOUND, None),
        ("/soft", NOT_FOUND, None),
        ("/parked", PARKED, None),
    ],
)
def test_each_server_gets_its_verdict_in_time(
    wild: WildServer, trust: ssl.SSLContext, path: str, state: LinkState, fault: Kind | None
):
    started = time.monotonic()
    asker = waiting(wild, trust, TIRING.get(path, PATIENCE))
    evidence = seen(asker, f"http://wild.example:{wild.port}{path}")
    assert (state_of(evidence), evidence.fault and evidence.fault.kind) == (state, fault)
    assert time.monotonic() - started < VISIT
    if path == "/slow-body":
        assert evidence.title == "Slow"
        assert evidence.seconds >= TIRING[path]


def test_evidence_is_kept(asker: Asker, wild: WildServer):
    wild.agents.clear()
    origin = f"http://wild.example:{wild.port}"
    evidence = seen(asker, f"{origin}/moved-then-for-now")
    assert [(hop.address, hop.status) for hop in evidence.hops] == [
        (f"{origin}/moved-then-for-now", 301),
        (f"{origin}/for-now", 302),
    ]
    assert (evidence.status, evidence.title, evidence.heading) == (200, "Short breaks & more", "Short breaks")
    assert (evidence.final, evidence.permanent_target) == (f"{origin}/fine", f"{origin}/for-now")
    assert 0 <= evidence.seconds < VISIT
    assert seen(asker, f"{origin}/too-often").retry_after == 7200
    assert wild.agents == {"Tests/1.0 (+tests@example.org)"}


def test_it_asks_by_head_and_reads_only_pages(asker: Asker, wild: WildServer):
    wild.asked.clear()
    seen(asker, f"http://wild.example:{wild.port}/file.pdf")
    seen(asker, f"http://wild.example:{wild.port}/fine#part")
    assert wild.asked == [("HEAD", "/file.pdf"), ("HEAD", "/fine"), ("GET", "/fine")]


def test_a_bomb_and_a_flood_take_little_memory(asker: Asker, wild: WildServer):
    tracemalloc.start()
    for path in ["/bomb", "/endless-body", "/endless-head", "/endless-line"]:
        evidence = seen(asker, f"http://wild.example:{wild.port}{path}")
        assert len(evidence.body) <= MOST_BYTES
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 20_000_000


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("ftp://example.org/a", Kind.ADDRESS),
        ("http://", Kind.ADDRESS),
        ("http://[", Kind.ADDRESS),
        ("http://example.org:99999/", Kind.ADDRESS),
        ("http://user:password@example.org/", Kind.ADDRESS),
        (f"http://example.org/{'a' * 5_000}", Kind.ADDRESS),
        ("http://example.org/\r\nX-Bad: 1", Kind.NAME),
        ("http://nowhere.example/", Kind.NAME),
        (f"http://{'a' * 70}.example/", Kind.NAME),
    ],
)
def test_what_is_no_address_is_said(trust: ssl.SSLContext, address: str, kind: Kind):
    def nothing(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    evidence = seen(Asker("Tests", Guard(nothing), trust=trust), address)
    assert evidence.fault is not None
    assert evidence.fault.kind == kind
