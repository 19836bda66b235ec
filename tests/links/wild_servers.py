"""Servers on this machine that behave as badly as the web can."""

from __future__ import annotations

import gzip
import socket
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

Behaviour = Callable[["Conversation"], None]
# Nobody waits longer than this for a test to end.
LONGEST = 20


class Conversation:
    """One request, and the connection on which to answer it."""

    def __init__(self, method: str, path: str, headers: dict[str, str], connection: socket.socket) -> None:
        self.method = method
        self.path = path
        self.headers = headers
        self.over = threading.Event()
        self._connection = connection

    def send(self, raw: bytes) -> None:
        """Send bytes as they are."""
        try:
            self._connection.sendall(raw)
        except OSError:
            self.over.set()

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        """Answer properly."""
        lines = [f"HTTP/1.1 {status} Whatever", f"Content-Length: {len(body)}", "Connection: close"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        self.send("\r\n".join([*lines, "", ""]).encode() + (b"" if self.method == "HEAD" else body))

    def page(self, title: str, body: str = "", status: int = 200) -> None:
        """Answer with a web page."""
        html = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
        self.answer(status, html.encode(), Content_Type="text/html; charset=utf-8")

    def drip(self, beginning: bytes, drop: bytes) -> None:
        """Send a beginning, then a drop now and then for as long as anybody listens."""
        self.send(beginning)
        for _ in range(LONGEST * 20):
            if self.over.wait(0.05):
                return
            self.send(drop)

    def flood(self, beginning: bytes, wave: bytes) -> None:
        """Send without end, as fast as it goes."""
        self.send(beginning)
        while not self.over.is_set():
            self.send(wave)


def missing(conversation: Conversation) -> None:
    conversation.page("Not here", status=404)


class WildServer:
    """A server whose paths behave as they are told; what was asked of it is in `asked`."""

    def __init__(self, behaviours: dict[str, Behaviour]) -> None:
        self.behaviours = behaviours
        self.asked: list[tuple[str, str]] = []
        self.agents: set[str] = set()
        self.port = 0

    def handle(self, connection: Any) -> None:
        """Read one request and answer it."""
        connection.settimeout(LONGEST)
        reader = connection.makefile("rb")
        first: bytes = reader.readline()
        method, path, *_ = [*first.decode("latin-1").split(), "", ""]
        headers = {}
        for line in iter(reader.readline, b"\r\n"):
            if not line:
                return
            name, _, value = line.decode("latin-1").partition(":")
            headers[name.lower()] = value.strip()
        self.asked.append((method, path))
        self.agents.add(headers.get("user-agent", ""))
        behaviour = self.behaviours.get(path, missing)
        behaviour(Conversation(method, path, headers, connection))


@contextmanager
def serving(
    server: WildServer, host: str = "127.0.0.1", port: int = 0, tls: Any = None
) -> Iterator[WildServer]:
    """Run a server until the block ends."""

    def secured(connection: Any) -> Any:
        return tls.wrap_socket(connection, server_side=True) if tls else connection

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):
                connection = secured(self.request)
                server.handle(connection)
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    class Threads(socketserver.ThreadingTCPServer):
        address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        daemon_threads = True
        block_on_close = False
        allow_reuse_address = True

    with Threads((host, port), Handler) as threads:
        server.port = threads.server_address[1]
        thread = threading.Thread(target=threads.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield server
        threads.shutdown()


def bomb() -> bytes:
    """Return a hundred megabytes of nothing, packed."""
    return gzip.compress(bytes(100_000_000), compresslevel=1)


def server_context(authority: Any, name: str) -> ssl.SSLContext:
    """Return what a server needs to speak TLS under a name."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return context
