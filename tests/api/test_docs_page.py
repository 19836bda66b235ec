"""`/docs` in a real browser, under the policy that the hub sends."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from playwright.sync_api import Page

from tests.servers.browser import chromium


class Quiet(WSGIRequestHandler):
    def log_message(self, *args: Any) -> None:
        """Leave the terminal to the tests."""


@pytest.fixture
def tab() -> Iterator[Page]:
    """Return a page of a browser of this test."""
    with chromium() as browser:
        yield browser.new_page()


@pytest.fixture
def address() -> Iterator[str]:
    """Return where the application listens; the page needs no database."""
    server: WSGIServer = make_server("localhost", 0, StaticFilesHandler(WSGIHandler()), handler_class=Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.long
@pytest.mark.browser
def test_the_docs_need_no_other_site_and_no_looser_policy(address: str, tab: Page):
    errors: list[str] = []
    asked: list[str] = []
    tab.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.on("request", lambda request: asked.append(request.url))
    response = tab.goto(f"{address}/api/v1/docs")
    assert response
    assert "'unsafe" not in response.headers["content-security-policy"]
    tab.wait_for_selector(".opblock-summary")
    tab.locator("#operations-Content-list_content .opblock-summary-control").click()
    tab.wait_for_selector("#operations-Content-list_content .parameters")
    described = tab.request.get(f"{address}/api/v1/openapi.json").json()["paths"]
    assert tab.locator(".opblock").count() == sum(len(methods) for methods in described.values())
    assert errors == []
    assert all(url.startswith((address, "data:")) for url in asked)
