"""Somebody who works in the admin by HTTP alone: signs in, reads forms, sends them."""

from collections.abc import Mapping
from http.client import HTTPConnection, HTTPMessage
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from tests.reliability.content import NAME, PASSWORD
from tests.reliability.forms import FormReader

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
# A list of blocks that JavaScript draws sends its length, as it holds none here.
EMPTY_LISTS = {"key_figures-count": "0", "resources-count": "0"}


class RefusedError(Exception):
    """The admin answered, and the change was not made."""


class Editor:
    """One browser; its methods raise OSError or HTTPException where the hub went away before it answered."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._cookies: dict[str, str] = {}

    def sign_in(self) -> None:
        self._send("GET", "/admin/login/")
        given = {"username": NAME, "password": PASSWORD, "next": "/admin/"}
        self._change("/admin/login/", list(given.items()))

    def publish(self, page: int, **changes: str) -> None:
        """Change fields of a page and publish it; return once the admin says that it is done."""
        address = f"/admin/pages/{page}/edit/"
        changed = {**EMPTY_LISTS, **changes, "action-publish": "action-publish"}
        self._change(address, self._form(address, changed))

    def unpublish(self, page: int) -> None:
        self._change(f"/admin/pages/{page}/unpublish/", [])

    def rename_theme(self, theme: int, name: str) -> None:
        address = f"/admin/snippets/cms/theme/edit/{theme}/"
        self._change(address, self._form(address, {"name": name}))

    def _form(self, address: str, changes: Mapping[str, str]) -> list[tuple[str, str]]:
        """Return the fields that a form holds now, with changes."""
        status, _, body = self._send("GET", address)
        if status != 200:
            raise RefusedError(f"{address} answered {status}")
        reader = FormReader()
        reader.feed(body)
        kept = [(name, value) for name, value in reader.fields if name not in changes]
        return kept + list(changes.items())

    def _change(self, address: str, fields: list[tuple[str, str]]) -> None:
        """Send a form; the admin answers a change that was made by going elsewhere."""
        token = {"csrfmiddlewaretoken": self._cookies["csrftoken"]}
        given = [(name, value) for name, value in fields if name not in token]
        status, headers, body = self._send("POST", address, urlencode([*given, *token.items()]))
        if status != 302 or (headers["Location"] or "").startswith("/admin/login"):
            raise RefusedError(f"{address} answered {status}: {body[-3000:]}")

    def _send(self, method: str, address: str, body: str | None = None) -> tuple[int, HTTPMessage, str]:
        connection = HTTPConnection("127.0.0.1", self._port, timeout=60)
        try:
            cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
            connection.request(method, address, body, {"Cookie": cookies, **(FORM if body else {})})
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie", []):
            self._cookies.update({name: morsel.value for name, morsel in SimpleCookie(line).items()})
        return answer.status, answer.headers, text
