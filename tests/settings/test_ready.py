import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from settings import ready
from settings.env import Environment
from settings.ready import announce, announcement, status
from tests.servers.throwaway import free_port
from tests.settings.test_env import PRODUCTION


class Hub(BaseHTTPRequestHandler):
    """Answers as the hub behind its proxy: under its name, over TLS, and /readyz not yet."""

    def do_GET(self) -> None:
        proper = self.headers["Host"] == "hub.example.org" and self.headers["X-Forwarded-Proto"] == "https"
        code = 400 if not proper else 503 if self.path == "/late" else 200
        self.send_response(code)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing."""


@pytest.fixture
def hub() -> Iterator[Environment]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Hub) as http_server:
        threading.Thread(target=http_server.serve_forever, daemon=True).start()
        yield Environment(PRODUCTION | {"PORT": str(http_server.server_port)})
        http_server.shutdown()


def test_asks_as_the_proxy_does(hub: Environment):
    assert status(hub, "/healthz") == 200
    assert status(hub, "/late") == 503


def test_asks_this_machine_where_the_server_listens_on_all_addresses(hub: Environment):
    everywhere = Environment(PRODUCTION | {"PORT": str(hub["PORT"]), "BIND": "0.0.0.0"})  # noqa: S104
    assert status(everywhere, "/healthz") == 200


def test_nothing_there_is_status_0():
    assert status(Environment(PRODUCTION | {"PORT": str(free_port())}), "/healthz") == 0


def test_addresses_are_announced_once_all_answer(hub: Environment, capsys: pytest.CaptureFixture[str]):
    announce(hub, demonstration=False)
    told = capsys.readouterr().out
    assert "https://hub.example.org/admin/" in told
    assert "https://hub.example.org/api/v1/docs" in told
    assert "password" not in told


def test_what_does_not_answer_is_named(
    hub: Environment, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(ready, "ANSWERING", ["/healthz", "/late"])
    monkeypatch.setattr(ready, "SECONDS_TO_WAIT", 0.5)
    announce(hub, demonstration=True)
    told = capsys.readouterr().out
    assert "/late does not answer" in told
    assert "Admin" not in told


def test_the_demonstration_sign_in_is_told(hub: Environment, capsys: pytest.CaptureFixture[str]):
    announce(hub, demonstration=True)
    assert "admin, password demonstration" in capsys.readouterr().out


@pytest.mark.parametrize("website", [True, False])
def test_the_website_is_announced_where_there_is_one(website: bool):
    env = Environment(PRODUCTION | {"WEBSITE": str(website).lower()})
    assert ("  Website https://hub.example.org/\n" in announcement(env, demonstration=False)) == website
