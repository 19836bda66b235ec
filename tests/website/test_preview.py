"""An editor's draft on the website: drawn by the same templates, for nobody else, and for a short time."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from cms.previews.drafts import LIFETIME, keep_draft
from home.models import InformationPage
from tests.api.world import NOW
from tests.factories import UserFactory
from tests.website.test_pages import words

HIDDEN = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer"}
BAR = "A draft: readers do not see this until it is published."


@pytest.fixture
def address(world: dict[str, Any]) -> Any:
    """Return a function that keeps a draft of a page under a new title and gives the preview's address."""

    def address(name: str, title: str = "As <typed>") -> str:
        page = world[name].specific_class.objects.get(pk=world[name].pk)
        page.title = title
        token = keep_draft(page, UserFactory(group="FIS editors"), NOW)
        return f"/preview/{token}/"

    return address


@pytest.mark.parametrize("name", ["home", "event", "example", "toolkit", "standard", "page"])
def test_a_draft_is_its_page_with_a_bar(name: str, address: Any, client: Client):
    published = words(client.get(address(name, "Old")).content.decode())
    response = client.get(address(name), {"as": "page"})
    html = response.content.decode()
    assert response.status_code == 200
    assert BAR in published
    assert "<h1>As &lt;typed&gt;</h1>" in html or name == "home"
    assert 'rel="canonical"' not in html
    assert '<meta name="robots" content="noindex">' in html
    assert "/preview/" not in html


def test_the_page_is_the_one_that_publishing_gives(world: dict[str, Any], address: Any, client: Client):
    draft = words(client.get(address("event", "A drop-in")).content.decode())
    public = words(client.get("/events/a-drop-in/").content.decode())
    assert draft.replace(BAR, "").split() == public.split()


@pytest.mark.parametrize("mode", ["card", "search"])
def test_a_draft_can_be_seen_in_a_list(mode: str, address: Any, client: Client):
    html = client.get(address("event"), {"as": mode}).content.decode()
    read = words(html)
    assert "As <typed>" in read
    assert "Tuesday 4 June 2030" in read
    assert BAR in read
    assert "<typed>" not in html
    assert html.count("<h1") == 1


def test_no_cache_keeps_it_and_no_address_gives_it_away(address: Any, client: Client, clock: Any):
    kept = address("event")
    answers = [
        (200, client.get(kept)),
        (404, client.get("/preview/made-up/")),
        (422, client.get(kept, {"as": "poster"})),
    ]
    clock.move_to(NOW + LIFETIME + dt.timedelta(seconds=1))
    answers.append((410, client.get(kept)))
    for status, response in answers:
        assert response.status_code == status
        assert HIDDEN.items() <= dict(response.headers).items()
        assert not {"ETag", "Surrogate-Key"} & set(response.headers)
        assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    read = [words(response.content.decode()) for _, response in answers]
    assert "There is no such preview. Open it in the admin." in read[1]
    assert "It can not be shown as “poster”." in read[2]
    assert "This preview has ended. Open it again in the admin." in read[3]


def test_the_admin_leads_to_it_by_itself(world: dict[str, Any], settings: Any):
    assert settings.PREVIEW_URL == "/preview/{token}/?as={mode}"
    assert settings.ADMIN_CONTENT_SECURITY_POLICY["frame-src"] == ["'self'"]
    assert [mode for mode, _ in InformationPage().preview_modes] == ["page", "card", "search"]
