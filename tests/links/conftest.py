from __future__ import annotations

import ssl
from collections.abc import Iterator

import pytest

from cms.links.asking import Asker
from tests.links.fake_web import Time
from tests.links.visiting import PATIENCE, redirect, waiting
from tests.links.wild_servers import Conversation, WildServer, bomb, serving

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


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
def trust() -> ssl.SSLContext:
    """Return a context without the system's certificates, which take long to load."""
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


@pytest.fixture
def asker(wild: WildServer, trust: ssl.SSLContext) -> Asker:
    return waiting(wild, trust, PATIENCE)


@pytest.fixture
def time() -> Time:
    return Time()
