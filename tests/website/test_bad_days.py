"""What goes wrong on the assessment's pages is said kindly, and nothing that was typed is lost."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from standard.assessments.models import Answer, Assessment, Link
from standard.models import StandardIndexPage
from tests.factories import IndicatorFactory, StandardIndexFactory
from tests.standard.conftest import current_standard, stored_standard
from tests.website.test_assessment import SERVICE, base, text

__all__ = ["base", "current_standard", "stored_standard"]
LARGE = b"%PDF-1.4" + b"x" * 6_000_000


def test_a_file_that_is_too_large_keeps_the_rest(base: str, client: Client) -> None:
    address = f"{base}statement/1.1/"
    file = SimpleUploadedFile("a.pdf", LARGE)
    form = {"level": "2", "note": "Kept", "day": "2026-06-01", "seen": '"0"', "file": file}
    page = text(client.post(address, form), 422)
    assert "This file is too large: it can have 5 MB." in page
    assert "Kept</textarea>" in page
    assert 'value="2026-06-01"' in page
    assert Answer.objects.get().level == 2


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"note": "x" * 5001}, "This is too long: it can have 5000 characters."),
        ({"text": "Minutes", "day": ""}, "Give a day, such as 15 January 2027."),
        ({"text": "Minutes", "day": "1/6/2026"}, "Give a day, such as 15 January 2027."),
        ({"note": "a\0b"}, "It holds a control character. Remove it."),
    ],
)
def test_what_is_wrong_is_said_for_people(base: str, client: Client, form: dict[str, str], said: str) -> None:
    page = text(client.post(f"{base}statement/1.1/", {"level": "1", "day": "2026-06-01", **form}), 422)
    assert f"<li>{said}</li>" in page
    assert re.search(r'value="1" checked', page)


@pytest.mark.parametrize("enforced", [True, False])
def test_five_megabytes_of_text_are_told_what_to_do(base: str, enforced: bool) -> None:
    browser = Client(enforce_csrf_checks=enforced)
    response = browser.post(f"{base}statement/1.1/", {"note": "x" * 5_000_000})
    page = text(response, 413)
    assert "Go back in your browser: it still has what you typed." in page
    assert response.headers["Cache-Control"] == "private, no-store"


def test_others_keep_the_plain_answer(current_standard: None, client: Client) -> None:

    assert "Bad Request" in text(client.post("/admin/login/", {"username": "x" * 3_000_000}), 400)


def test_a_statement_that_is_none_leads_back(base: str, client: Client) -> None:
    page = text(client.get(f"{base}statement/9.9/"), 404)
    assert "<h1>There is nothing here</h1>" in page
    assert f'href="{base}">Back to your assessment' in page
    half = text(client.get(f"{base[:-8]}/"), 404)
    assert "<h1>This link opens nothing</h1>" in half
    assert "Back to your assessment" not in half


def test_a_standard_that_is_superseded_half_way_changes_nothing(base: str, client: Client) -> None:
    client.post(f"{base}statement/1.1/", {"level": "1", "seen": '"0"'})
    StandardIndexPage.objects.update(status="superseded")
    IndicatorFactory(version="2.0", code="2.2")
    StandardIndexFactory(title="The next", version="2.0")
    assert client.post(f"{base}statement/1.2/", {"level": "2", "seen": '"0"'}).status_code == 303
    assert "2 of 4 statements answered, by version 1.0" in text(client.get(base))
    client.post("/assess/", SERVICE)
    assert sorted(Assessment.objects.values_list("version", flat=True)) == ["1.0", "2.0"]


def test_a_link_that_was_taken_back_meanwhile_shows_what_was_typed(base: str, client: Client) -> None:
    form = {"do": "link", "kind": "colleague"}
    made = re.search(r'href="http://[^/]+(/assess/\w+/)"', text(client.post(f"{base}share/", form)))
    assert made
    Link.objects.filter(kind="colleague").delete()
    note = {"level": "1", "note": "Ask <the> cook", "seen": '"0"'}
    page = text(client.post(f"{made[1]}statement/1.1/", note), 404)
    assert "What you typed is kept here" in page
    assert "Ask &lt;the&gt; cook" in page
    assert "What you typed" not in text(client.get(f"{made[1]}statement/1.1/"), 404)


def test_a_mail_that_does_not_go_out_is_told(
    base: str, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(message: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", fail)
    page = text(client.post(f"{base}share/", {"do": "mail", "to": "me@example.org"}), 503)
    assert "Copy the address of this link" in page
    assert f'href="{base}">Back to your assessment' in page
