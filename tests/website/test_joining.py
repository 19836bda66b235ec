"""A service joins the register on the website without JavaScript, answers, and leaves it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from standard.register import moderation
from standard.register.models import Application
from tests.factories import UserFactory
from tests.standard.conftest import current_standard, stored_standard
from tests.website.test_assessment import base, text

__all__ = ["base", "current_standard", "stored_standard"]


@pytest.fixture
def address(base: str) -> str:
    return f"{base}register/"


def test_from_sending_it_in_to_leaving(address: str, client: Client) -> None:
    assert "You are not on the register." in text(client.get(address))
    joined = client.post(address, {"do": "join", "recognition": "working_to", "words": "Hello"})
    assert joined.headers["Location"] == f"{address}?saved=1"
    page = text(client.get(address))
    assert "is looking at it" in page
    assert "Send it in" not in page

    application, user = Application.objects.get(), UserFactory(username="Ms Secret")
    moderation.ask(application, user, "Which <Sunny>?", timezone.now())
    page = text(client.get(address))
    assert "Which &lt;Sunny&gt;?" in page
    assert "Secret" not in page
    assert "Write your answer." in text(client.post(address, {"do": "answer", "words": " "}), 422)
    client.post(address, {"do": "answer", "words": "The one in Oadby."})
    application.refresh_from_db()
    moderation.accept(application, user, timezone.now())
    page = text(client.get(address))
    assert "Leave the register" in page
    assert "/badge.svg" in page
    client.post(address, {"do": "leave"})
    page = text(client.get(address))
    assert "You are not on the register" in page
    assert "/badge.svg" not in page
    assert "Off the register" in page


def test_what_can_not_be_sent_in_says_why_and_keeps_what_was_typed(address: str, client: Client) -> None:
    page = text(client.post(address, {"do": "join", "recognition": "meets", "words": "Our <note>"}), 422)
    assert "Answer every statement first: 4 of 4 are left." in page
    assert "Our &lt;note&gt;</textarea>" in page
    assert 'value="meets" checked' in page
    assert text(client.post(address, {"do": "join"}), 422).count("field__fault") == 1
    assert not Application.objects.exists()


def test_a_colleague_sees_where_it_stands_but_sends_nothing_in(
    base: str, address: str, client: Client
) -> None:
    page = text(client.post(f"{base}share/", {"do": "link", "kind": "colleague", "label": ""}))
    colleague = page.partition('href="http://localhost:8000')[2].partition('"')[0]
    assert "Only the link that the assessment was started with" in text(client.get(f"{colleague}register/"))
    sent = client.post(f"{colleague}register/", {"do": "join", "recognition": "working_to"})
    assert sent.status_code == 403
