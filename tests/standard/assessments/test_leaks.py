"""What a service typed comes out at no address but those that it gave away."""

from __future__ import annotations

import random
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from cms.content.models import ContentItem
from standard.assessments.tokens import ALPHABET, LENGTH, make_token
from tests.standard.conftest import CODES, Ask

PLANTED = "Xyzzyplanted"
ENDINGS = [
    "",
    "/report",
    "/report.csv",
    "/report.pdf",
    "/plan",
    "/plan.ics",
    "/links",
    "/everything.zip",
    "/parent-links",
]
PUBLIC = [
    *("content", "documents", "changes", "calendar", "calendar.ics", "taxonomies", "site", "navigation"),
    *("redirects", "feeds/standard.atom", "open-data/standard.csv", "openapi.json", "docs"),
]


@pytest.fixture
def opened_before(start: Any, ask: Ask, client: Client) -> list[str]:
    """Plant a word in everything that can be typed; return secrets that open nothing any more."""
    token = start(service_name=PLANTED)["token"]
    for code in CODES:
        ask("PUT", f"/assessments/{token}/answers/{code}", {"level": 1, "note": PLANTED})
    ask("POST", f"/assessments/{token}/evidence", {"code": "1.1", "day": "2026-06-01", "text": PLANTED})
    ask("POST", f"/assessments/{token}/plan", {"what": PLANTED, "owner_role": PLANTED})
    ask("PATCH", f"/assessments/{token}", {"reminders_to": f"{PLANTED}@example.org"})
    parents = ask("POST", f"/assessments/{token}/parent-links", {"label": PLANTED}).json()
    shared = ask("POST", f"/assessments/{token}/links", {"kind": "reader", "label": PLANTED}).json()
    assert PLANTED in ask("GET", f"/assessments/{shared['token']}").content.decode()
    ask("DELETE", f"/assessments/{token}/links/{shared['id']}")
    ask("DELETE", f"/assessments/{token}/parent-links/{parents['id']}")
    ask("POST", f"/assessments/{token}/replacement")
    return [token, shared["token"], parents["token"]]


def wrong_tokens(before: list[str], count: int) -> list[str]:
    chosen = random.Random(7)  # noqa: S311, no secret hangs on it
    makers = [
        lambda: make_token(),
        lambda: chosen.choice(before),
        lambda: chosen.choice(before)[: chosen.randrange(1, LENGTH)],
        lambda: chosen.choice(before) + chosen.choice(ALPHABET),
        lambda: chosen.choice(before)[:-1] + chosen.choice("-_."),
        lambda: "".join(
            chosen.choices("abcdefghijklmnopqrstuvwxyz0123456789%'\"<>-_", k=chosen.randrange(1, 60))
        ),
        lambda: str(chosen.randrange(10_000)),
    ]
    return [chosen.choice(makers)() for _ in range(count)]


def try_wrong_tokens(before: list[str], client: Client, count: int) -> None:
    seen = set()
    for number, token in enumerate(wrong_tokens(before, count)):
        # Another address for each score of them, as the next one would be refused at once.
        headers = {"X-Forwarded-For": f"203.0.{number // 20 // 250}.{number // 20 % 250}"}
        safe = token.replace("%", "%25")
        address = f"/api/v1/assessments/{safe}{ENDINGS[number % len(ENDINGS)]}"
        if number % 9 == 0:
            address = f"/api/v1/parent-views/{safe}"
        elif settings.WEBSITE and number % 10 == 0:
            address = f"/assess/{safe}/"
        response = client.get(address, headers=headers)
        assert response.status_code == 404, (address, response.content)
        assert PLANTED not in response.content.decode()
        if address.startswith("/api"):
            problem = response.json()
            seen.add((problem["detail"], str(sorted(problem))))
    assert len(seen) == 1


def test_wrong_truncated_guessed_and_revoked_tokens_open_nothing(
    opened_before: list[str], client: Client
) -> None:
    try_wrong_tokens(opened_before, client, 150)


@pytest.mark.long
def test_ten_thousand_wrong_tokens_open_nothing(opened_before: list[str], client: Client) -> None:
    try_wrong_tokens(opened_before, client, 10_000)


def test_no_public_address_has_what_was_typed(
    opened_before: list[str], client: Client, search_index: Any
) -> None:
    search_index()
    paths = [f"/api/v1/{one}" for one in [*PUBLIC, f"search?q={PLANTED}", f"search/suggest?q={PLANTED[:5]}"]]
    paths += [item.path for item in ContentItem.objects.all()]
    paths += ["/sitemap.xml", "/robots.txt", "/assess/", f"/search/?q={PLANTED}"]
    for path in paths:
        response = client.get(path)
        assert response.status_code == 200, path
        found = response.content.decode().replace(f"q={PLANTED}", "")
        # The search page and its answer repeat what was searched for, and have no hit.
        expected = path.startswith(("/search/", "/api/v1/search?"))
        assert (PLANTED not in found) or expected, path
    assert client.get(f"/api/v1/search?q={PLANTED}").json()["total"] == 0
