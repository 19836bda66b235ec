from typing import Any

import pytest
from csp.decorators import csp_update
from django.http import HttpResponse
from django.test import Client, RequestFactory

from settings.security import PERMISSIONS_POLICY, PolicyMiddleware

pytestmark = pytest.mark.django_db


def policy(path: str) -> dict[str, str]:
    response = Client().get(path)
    assert response.headers["Permissions-Policy"] == PERMISSIONS_POLICY
    assert response.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "Content-Security-Policy-Report-Only" not in response.headers
    directives = response.headers["Content-Security-Policy"].split("; ")
    return {name: sources for name, _, sources in (directive.partition(" ") for directive in directives)}


def test_the_admin_may_run_what_wagtail_writes_inline_and_nothing_from_elsewhere():
    directives = policy("/admin/login/")
    assert directives["script-src"] == "'self' 'unsafe-inline'"
    assert directives["script-src-attr"] == "'none'"
    assert directives["frame-ancestors"] == "'self'"
    assert "unsafe-eval" not in str(directives)


def test_everything_else_runs_only_what_the_hub_serves():
    directives = policy("/no-such-page/")
    assert directives["default-src"] == "'self'"
    assert "script-src" not in directives
    assert "unsafe-inline" not in str(directives)


def test_a_view_may_still_ask_for_more(rf: RequestFactory):
    view = csp_update({"img-src": "https://maps.example.org"})(lambda request: HttpResponse())
    answer: Any = PolicyMiddleware(view)
    headers = [answer(rf.get(path)).headers["Content-Security-Policy"] for path in ["/", "/admin/"]]
    assert ["https://maps.example.org" in text for text in headers] == [True, True]
    assert ["unsafe-inline" in text for text in headers] == [False, True]
