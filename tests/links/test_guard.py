"""What must not be reached is not, however it is named; and whom TLS speaks for."""

from __future__ import annotations

import ipaddress
import socket
import ssl
from collections.abc import Iterator
from typing import Any

import pytest
import trustme

from cms.links import asking
from cms.links.asking import Asker
from cms.links.faults import Kind
from cms.links.guard import Guard, is_public
from cms.links.models import LinkState
from cms.links.visits import Evidence
from tests.links.visiting import PATIENCE, VISIT, redirect, seen, state_of
from tests.links.wild_servers import WildServer, server_context, serving

RIGHT, FAILING, INSIDE = LinkState.RIGHT, LinkState.FAILING, LinkState.INSIDE


@pytest.fixture(scope="module")
def secret() -> Iterator[WildServer]:
    """Give a server inside, which nobody may reach."""
    everything = WildServer({})
    with serving(everything) as server:
        yield server
    assert everything.asked == []


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
