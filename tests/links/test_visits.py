"""Visits to servers that misbehave: right verdicts in bounded time and memory, and nothing inside reached."""

from __future__ import annotations

import datetime as dt
import ipaddress
import socket
import ssl
import time
import tracemalloc
from collections.abc import Iterator
from typing import Any

import pytest
import trustme

from cms.links import asking
from cms.links.asking import MOST_BYTES, Asker, Deadline
from cms.links.faults import Kind
from cms.links.guard import Guard, is_public
from cms.links.models import LinkState
from cms.links.verdicts import Course, judge
from cms.links.visits import Evidence, visit
from tests.links.wild_servers import Conversation, WildServer, bomb, server_context, serving

NOW = dt.datetime(2030, 6, 3, 12, tzinfo=dt.UTC)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
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


def only_get(conversation: Conversation) -> None:
    if conversation.method == "HEAD":
        conversation.answer(501)
    else:
        conversation.page("Fine")


def silent(conversation: Conversation) -> None:
    conversation.over.wait(3)


@pytest.fixture(scope="module")
def wild() -> Iterator[WildServer]:
    packed = bomb()
    behaviours = {
        "/fine": lambda conversation: conversation.page("Short breaks &amp; more\n", "<h1>Short breaks</h1>"),
        "/file.pdf": lambda conversation: conversation.answer(200, b"%PDF", Content_Type="application/pdf"),
        "/only-get": only_get,
        "/gone": lambda conversation: conversation.page("Gone", status=410),
        "/fault": lambda conversation: conversation.page("Sorry", status=503),
        "/login": lambda conversation: conversation.page("Sign in", status=403),
        "/too-often": lambda conversation: conversation.answer(429, Retry_After="7200"),
        "/silent": silent,
        "/slow-head": lambda conversation: conversation.drip(b"HTTP/1.1 200 OK\r\nX-A: ", b"a"),
        "/slow-body": lambda conversation: conversation.drip(HEAD + b"\r\n<title>Slow</title>", b"<p>"),
        "/endless-head": lambda conversation: conversation.flood(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n" * 500),
        "/endless-line": lambda conversation: conversation.flood(b"HTTP/1.1 200 OK\r\nX: ", b"y" * 50_000),
        "/endless-body": lambda conversation: conversation.flood(
            HEAD + b"\r\n<title>Long</title>", b"z" * 50_000
        ),
        "/bomb": lambda conversation: conversation.answer(
            200, packed, Content_Type="text/html", Content_Encoding="gzip"
        ),
        "/nonsense": lambda conversation: conversation.send(b"\x00\xff\x00 what?\r\n\r\n"),
        "/hangs-up": lambda conversation: None,
        "/circle": redirect("/circle-2"),
        "/circle-2": redirect("/circle"),
        "/nowhere": lambda conversation: conversation.answer(301),
        "/to-a-script": redirect("javascript:alert(1)"),
        "/to-a-file": redirect("file:///etc/passwd"),
        "/moved": redirect("/moved-again", 308),
        "/moved-again": redirect("/fine"),
        "/moved-then-for-now": redirect("/for-now"),
        "/for-now": redirect("/fine", 302),
        "/a/deep/page": redirect("/"),
        "/": lambda conversation: conversation.page("Our front page"),
        "/soft": lambda conversation: conversation.page("Our council", "<h1>Sorry, page not found</h1>"),
        "/parked": lambda conversation: conversation.page("example.org", "<p>This domain is for sale.</p>"),
        **{f"/long/{number}": redirect(f"/long/{number + 1}") for number in range(20)},
    }
    with serving(WildServer(behaviours)) as server:
        yield server


@pytest.fixture(scope="module")
def secret() -> Iterator[WildServer]:
    """Give a server inside, which nobody may reach."""
    everything = WildServer({})
    with serving(everything) as server:
        yield server
    assert everything.asked == []


@pytest.fixture(scope="module")
def trust() -> ssl.SSLContext:
    """Return a context without the system's certificates, which take long to load."""
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


@pytest.fixture
def asker(wild: WildServer, trust: ssl.SSLContext) -> Asker:
    return waiting(wild, trust, PATIENCE)


def waiting(wild: WildServer, trust: ssl.SSLContext, seconds: float) -> Asker:
    guard = Guard(lambda host, port: ["127.0.0.1"], frozenset({("127.0.0.1", wild.port)}))
    return Asker("Tests/1.0 (+tests@example.org)", guard, seconds=seconds, trust=trust)


def seen(asker: Asker, address: str) -> Evidence:
    return visit(address, asker, NoManners(), VISIT)


def state_of(evidence: Evidence) -> LinkState:
    verdict, _ = judge(evidence, Course(), NOW)
    return verdict.state


RIGHT, MOVED, FAILING = LinkState.RIGHT, LinkState.MOVED, LinkState.FAILING
UNCLEAR, NOT_FOUND, PARKED, INSIDE = (
    LinkState.UNCLEAR,
    LinkState.NOT_FOUND,
    LinkState.PARKED,
    LinkState.INSIDE,
)


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
    "address",
    [
        *("0.0.0.1", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254"),
        *("172.16.0.1", "172.31.255.255", "192.0.0.8", "192.168.0.1", "198.18.0.1", "224.0.0.1", "240.0.0.1"),
        *("255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::7f00:1", "fe80::1"),
        *("fe80::1%eth0", "fec0::1", "fc00::1", "fd12:3456::1", "ff02::1", "64:ff9b::7f00:1"),
        *("64:ff9b:1::1", "2001::1", "2001:db8::1", "2002:7f00:1::", "3fff::1", "2606:4700::1%eth0", "", "x"),
    ],
)
def test_an_address_that_is_not_public_is_known(address: str):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "172.15.0.1", "172.32.0.1", "100.128.0.1", "2606:4700::1", "2a00:1450::1"]
)
def test_a_public_address_is_known(address: str):
    assert is_public(address)
    assert ipaddress.ip_address(address).is_global


class TestInside:
    """What must not be reached is not, by whatever way it is named."""

    @pytest.mark.parametrize(
        "host",
        [
            "127.0.0.1",
            "localhost",
            "2130706433",
            "0x7f.1",
            "127.1",
            "0177.0.0.1",
            "[::1]",
            "[::ffff:127.0.0.1]",
        ],
    )
    def test_by_its_own_address(self, secret: WildServer, trust: ssl.SSLContext, host: str):
        evidence = seen(Asker("Tests", Guard(), trust=trust), f"http://{host}:{secret.port}/")
        assert state_of(evidence) in {INSIDE, FAILING}
        assert evidence.fault is not None
        assert evidence.fault.kind in {Kind.INSIDE, Kind.NAME}

    def test_by_a_redirect(self, asker: Asker, wild: WildServer, secret: WildServer):
        for host in ["127.0.0.1", "localhost", "evil.example", "[::1]"]:
            wild.behaviours["/inwards"] = redirect(f"http://{host}:{secret.port}/metadata", 302)
            evidence = seen(asker, f"http://wild.example:{wild.port}/inwards")
            assert state_of(evidence) == INSIDE
            assert len(evidence.hops) == 1

    def test_by_one_of_several_addresses(self, wild: WildServer, trust: ssl.SSLContext):
        guard = Guard(lambda host, port: ["127.0.0.1", "10.0.0.1"], frozenset({("127.0.0.1", wild.port)}))
        evidence = seen(Asker("Tests", guard, trust=trust), f"http://two.example:{wild.port}/fine")
        assert state_of(evidence) == INSIDE

    def test_by_a_name_that_changes_its_address(self, wild: WildServer, trust: ssl.SSLContext):
        given = iter([["127.0.0.1"], ["::1"], ["::1"]])
        guard = Guard(lambda host, port: next(given), frozenset({("127.0.0.1", wild.port)}))
        inside = WildServer({})
        wild.asked.clear()
        with serving(inside, "::1", wild.port):
            evidence = seen(Asker("Tests", guard, trust=trust), f"http://changing.example:{wild.port}/fine")
        assert state_of(evidence) == INSIDE
        assert (wild.asked, inside.asked) == ([("HEAD", "/fine")], [])

    def test_no_name_is_looked_up_after_the_check(
        self, asker: Asker, wild: WildServer, monkeypatch: pytest.MonkeyPatch
    ):
        looked_up = []
        genuine = socket.getaddrinfo

        def record(host: str, *args: Any, **kwargs: Any) -> Any:
            looked_up.append(host)
            return genuine(host, *args, **kwargs)

        monkeypatch.setattr(socket, "getaddrinfo", record)
        assert state_of(seen(asker, f"http://wild.example:{wild.port}/fine")) == RIGHT
        assert set(looked_up) == {"127.0.0.1"}

    @pytest.mark.parametrize("port", [22, 25, 79, 23, 1023])
    def test_by_a_port_of_another_service(self, trust: ssl.SSLContext, port: int):
        guard = Guard(lambda host, port: ["8.8.8.8"])
        evidence = seen(Asker("Tests", guard, trust=trust), f"http://public.example:{port}/")
        assert state_of(evidence) == INSIDE

    @pytest.mark.parametrize("proxy", ["http_proxy", "HTTPS_PROXY", "ALL_PROXY"])
    def test_by_a_proxy_of_the_environment(
        self, asker: Asker, wild: WildServer, secret: WildServer, monkeypatch: pytest.MonkeyPatch, proxy: str
    ):
        monkeypatch.setenv(proxy, f"http://127.0.0.1:{secret.port}")
        assert state_of(seen(asker, f"http://wild.example:{wild.port}/fine")) == RIGHT


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


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


class TestTLS:
    def visit(self, port: int, trust: ssl.SSLContext) -> Evidence:
        guard = Guard(lambda host, port: ["127.0.0.1"], frozenset({("127.0.0.1", port)}))
        return seen(Asker("Tests", guard, seconds=PATIENCE, trust=trust), f"https://good.example:{port}/")

    @pytest.mark.parametrize(("name", "fault"), [("good.example", None), ("other.example", Kind.TLS)])
    def test_its_name_counts_and_not_its_address(self, authority: trustme.CA, name: str, fault: Kind | None):
        trust = ssl.create_default_context()
        authority.configure_trust(trust)
        server = WildServer({"/": lambda conversation: conversation.page("Safe")})
        with serving(server, tls=server_context(authority, name)):
            evidence = self.visit(server.port, trust)
        assert (evidence.fault and evidence.fault.kind) == fault
        assert len(server.asked) == (0 if fault else 2)

    def test_an_authority_that_nobody_trusts(self, authority: trustme.CA, trust: ssl.SSLContext):
        server = WildServer({})
        with serving(server, tls=server_context(authority, "good.example")):
            evidence = self.visit(server.port, trust)
        assert evidence.fault is not None
        assert evidence.fault.words.startswith("Browsers warn of it")
        assert server.asked == []

    def test_a_server_that_speaks_no_tls(
        self, wild: WildServer, trust: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr(asking, "SECONDS_TO_CONNECT", 0.4)
        evidence = self.visit(wild.port, trust)
        assert evidence.fault is not None
        assert evidence.fault.kind in {Kind.TLS, Kind.TIMEOUT}

    def test_a_handshake_that_never_ends(self, trust: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(asking, "SECONDS_TO_CONNECT", 0.4)
        with socket.create_server(("127.0.0.1", 0)) as mute:
            evidence = self.visit(mute.getsockname()[1], trust)
        assert evidence.fault is not None
        assert evidence.fault.kind == Kind.TIMEOUT
        assert evidence.seconds < VISIT
