"""Ask a WSGI application as a server does, and see whether Django was needed."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from urllib.parse import unquote

from django.core.handlers.wsgi import WSGIHandler

Answer = tuple[str, dict[str, str], bytes]


def environ(address: str, **headers: str) -> dict[str, Any]:
    """Return a WSGI environment as a server makes it."""
    path, _, query = address.partition("?")
    return {
        "REQUEST_METHOD": headers.pop("method", "GET"),
        "PATH_INFO": unquote(path, "latin-1"),
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        "HTTP_HOST": headers.pop("host", "localhost"),
        **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
    }


def asked(application: Any, address: str, **headers: str) -> Answer:
    """Return status, headers and body; a header that comes twice is a fault."""
    started: list[Any] = []

    def start(status: str, pairs: list[tuple[str, str]], exc_info: Any = None) -> None:
        started[:] = [status, pairs]

    body = b"".join(application(environ(address, x_request_id="the-same-id", **headers), start))
    status, pairs = started
    assert len({name.lower() for name, _ in pairs}) == len(pairs)
    return status, dict(pairs), body


class Watched:
    """Django, counting how often it is asked."""

    def __init__(self) -> None:
        self.django = WSGIHandler()
        self.calls = 0

    def __call__(self, environ: Any, start_response: Any) -> Any:
        self.calls += 1
        return self.django(environ, start_response)
