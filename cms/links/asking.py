"""One HTTP request to a checked network address, bounded in time and size however the server behaves."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, LocationParseError
from urllib3.response import BaseHTTPResponse
from urllib3.util import Url, parse_url

from cms.links.faults import Fault, Kind
from cms.links.guard import Guard

REDIRECTS = {301, 302, 303, 307, 308}
PORTS = {"http": 80, "https": 443}
LONGEST_ADDRESS = 4_000
# Enough for the head of a page, in which its title stands.
MOST_BYTES = 200_000
SECONDS_TO_CONNECT = 10.0
# Of each family: a machine may have the one and not the other.
ADDRESSES_TRIED = 2
READ_AT_ONCE = 16_384
# gzip, zlib, or whatever a header says of itself.
ANY_DEFLATE = 47


@dataclass(frozen=True)
class Answer:
    """What a server answered; of the body, unpacked, the first `MOST_BYTES` at most."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def is_redirect(self) -> bool:
        """Return whether it leads to another address."""
        return self.status in REDIRECTS

    @property
    def is_html(self) -> bool:
        """Return whether the body may be a web page."""
        return self._kind in {"", "text/html", "application/xhtml+xml"}

    @property
    def is_text(self) -> bool:
        """Return whether the body is worth reading."""
        return self.is_html or self._kind.startswith("text/")

    @property
    def _kind(self) -> str:
        return self.headers.get("Content-Type", "").partition(";")[0].strip().lower()


class Deadline:
    """The time that several requests have together."""

    def __init__(self, seconds: float) -> None:
        self._ends = time.monotonic() + seconds

    def extend(self, seconds: float) -> None:
        """Give the time back that was spent on waiting for a turn."""
        self._ends += seconds

    @property
    def left(self) -> float:
        """Return the seconds left; raises Fault when there are none."""
        left = self._ends - time.monotonic()
        if left <= 0:
            raise too_slow()
        return left


class Asker:
    """Asks servers. It reaches nothing that its guard does not allow, and follows nothing by itself."""

    def __init__(
        self, user_agent: str, guard: Guard, *, seconds: float = 20.0, trust: ssl.SSLContext | None = None
    ) -> None:
        self._user_agent = user_agent
        self._guard = guard
        self._seconds = seconds
        self._trust = trust or ssl.create_default_context()

    def ask(self, method: str, address: str, deadline: Deadline) -> Answer:
        """Return a server's answer to GET or HEAD; raises Fault."""
        url = read(address)
        connection = self._connected(url, deadline)
        with _cut_off(connection, min(self._seconds, deadline.left)) as cut:
            return self._exchange(connection, method, url, cut)

    def _connected(self, url: Url, deadline: Deadline) -> HTTPConnection:
        """Return a connection to one of the checked addresses of a name."""
        host, port = (url.host or "").strip("[]"), url.port or PORTS[url.scheme or ""]
        unreachable = None
        for ip in _in_turn(self._guard.addresses(host, port)):
            connection = self._connection(url, ip, port, host, min(SECONDS_TO_CONNECT, deadline.left))
            try:
                with _as_faults(threading.Event()):
                    connection.connect()
                return connection
            except Fault as fault:
                connection.close()
                unreachable = unreachable or fault
        raise unreachable or Fault(Kind.NAME, f"There is no website named {host}.")

    def _connection(self, url: Url, ip: str, port: int, host: str, seconds: float) -> HTTPConnection:
        if url.scheme == "http":
            return HTTPConnection(ip, port, timeout=seconds)
        return HTTPSConnection(ip, port, timeout=seconds, ssl_context=self._trust, server_hostname=host)

    def _exchange(self, connection: HTTPConnection, method: str, url: Url, cut: threading.Event) -> Answer:
        headers = {
            "Host": url.netloc or "",
            "User-Agent": self._user_agent,
            "Accept": "text/html,*/*;q=0.8",
            "Accept-Language": "en-GB,en;q=0.9",
            "Accept-Encoding": "identity",
            "Connection": "close",
        }
        with _as_faults(cut):
            connection.request(
                method, url.request_uri, headers=headers, preload_content=False, decode_content=False
            )
            response = connection.getresponse()
        if cut.is_set():
            # The head of an answer that was broken off looks like a short one.
            raise too_slow()
        answer = Answer(response.status, response.headers)
        if method == "HEAD" or not answer.is_text:
            return answer
        return Answer(response.status, response.headers, _body(response))


def read(address: str) -> Url:
    """Return the parts of an address; raises Fault where nobody could ask for it."""
    try:
        url = parse_url(address)
    except LocationParseError as error:
        raise Fault(Kind.ADDRESS, "It is no address that a browser could open.") from error
    if url.scheme not in PORTS or not url.host or len(address) > LONGEST_ADDRESS:
        raise Fault(Kind.ADDRESS, "It is no address of the web: only http and https are checked.")
    if url.auth:
        raise Fault(Kind.ADDRESS, "It holds a user name or password, which everyone could read.")
    return url


def _in_turn(addresses: list[str]) -> list[str]:
    """Return the network addresses to try."""
    of_6 = [address for address in addresses if ":" in address]
    of_4 = [address for address in addresses if ":" not in address]
    return of_4[:ADDRESSES_TRIED] + of_6[:ADDRESSES_TRIED]


def too_slow() -> Fault:
    return Fault(Kind.TIMEOUT, "The website took too long to answer.")


@contextmanager
def _cut_off(connection: HTTPConnection, seconds: float) -> Iterator[threading.Event]:
    """End an exchange after some seconds, even with a server that sends a byte now and then."""
    cut = threading.Event()
    # Kept, as the connection lets go of it while the body is still read.
    connected = connection.sock

    def end() -> None:
        cut.set()
        # It may be over by now.
        with suppress(OSError):
            socket.socket.shutdown(connected, socket.SHUT_RDWR)

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield cut
    finally:
        timer.cancel()
        connection.close()
        with suppress(OSError):
            connected.close()


@contextmanager
def _as_faults(cut: threading.Event) -> Iterator[None]:
    """Say in an editor's words what went wrong with the connection."""
    try:
        yield
    except (HTTPError, http.client.HTTPException, OSError, ValueError) as error:
        if cut.is_set():
            raise too_slow() from error
        raise _fault(error) from error


def _fault(error: Exception) -> Fault:
    causes = [error, error.__cause__, *error.args]
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        return Fault(
            Kind.TLS, "Browsers warn of it: its certificate is not valid for this name, or has run out."
        )
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return Fault(Kind.TLS, "No secure connection could be made.")
    if any(isinstance(cause, TimeoutError) for cause in causes):
        return too_slow()
    if isinstance(error, http.client.HTTPException | ValueError):
        return Fault(Kind.ANSWER, "The website's answer is none that a browser would understand.")
    return Fault(Kind.CONNECTION, "The website does not take connections, or broke this one off.")


def _body(response: BaseHTTPResponse) -> bytes:
    """Return the beginning of a body, as far as it came."""
    raw = bytearray()
    # What is broken off is still the beginning of a page.
    with suppress(HTTPError, http.client.HTTPException, OSError, ValueError):
        while len(raw) < MOST_BYTES:
            some = response.read1(READ_AT_ONCE, decode_content=False)
            if not some:
                break
            raw += some
    return _unpacked(bytes(raw[:MOST_BYTES]), response.headers.get("Content-Encoding", ""))


def _unpacked(raw: bytes, encoding: str) -> bytes:
    """Return the beginning of what is packed, in bounded memory; nothing where it can not be unpacked."""
    encoding = encoding.strip().lower()
    if encoding in {"", "identity"}:
        return raw
    if encoding not in {"gzip", "x-gzip", "deflate"}:
        return b""
    try:
        return zlib.decompressobj(ANY_DEFLATE).decompress(raw, MOST_BYTES)
    except zlib.error:
        return b""
