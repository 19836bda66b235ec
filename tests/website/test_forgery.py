"""A form without its secret: nothing is saved, nothing that was typed is lost, and no log has it."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cms.api.private import RedactingFilter
from standard.assessments.models import Answer, Assessment
from tests.media.files import PDF
from tests.standard.conftest import current_standard, stored_standard
from tests.website.test_assessment import SERVICE, base, text

__all__ = ["base", "current_standard", "stored_standard"]
FIELD = re.compile(r'<input type="hidden" name="([^"]+)" value="(.*?)">', re.S)
SECRET = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


@pytest.fixture
def browser(current_standard: None) -> Client:
    """Return a browser that has no cookie yet, so that each form of it fails."""
    return Client(enforce_csrf_checks=True)


def send_again(browser: Client, address: str, page: str) -> Any:
    """Press the button of the page."""
    assert f'action="{address}"' in page
    form: dict[str, list[str]] = {}
    for name, value in FIELD.findall(page):
        form.setdefault(unescape(name), []).append(unescape(value))
    form.pop("csrfmiddlewaretoken")
    secret = SECRET.search(page)
    assert secret
    return browser.post(address, {**form, "csrfmiddlewaretoken": secret[1]})


def test_a_start_is_kept_and_sent_again(browser: Client) -> None:
    page = text(browser.post("/assess/", SERVICE), 403)
    assert "This is not saved yet." in page
    assert not Assessment.objects.exists()
    assert send_again(browser, "/assess/", page).status_code == 303
    started = Assessment.objects.get()
    assert started.service_name == "Sunny <Nursery>"
    assert [area.slug for area in started.areas.all()] == ["charnwood"]


def test_an_answer_is_kept_word_for_word_and_its_file_asked_for_again(browser: Client, base: str) -> None:
    address, note = f"{base}statement/1.1/", "\nFirst </textarea><script>\n  second "
    form = {"level": "2", "note": note, "seen": '"0"', "csrfmiddlewaretoken": "old"}
    response = browser.post(address, form | {"file": SimpleUploadedFile("a.pdf", PDF)})
    page = text(response, 403)
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert "<script>\n" not in page
    assert {unescape(name): unescape(value) for name, value in FIELD.findall(page)}["note"] == note
    assert '<input type="file" id="file-1" name="file">' in page
    assert not Answer.objects.exists()
    assert send_again(browser, address, page).status_code == 303
    answer = Answer.objects.get()
    assert (answer.level, answer.note) == (2, note.strip())


def test_the_log_has_neither_the_words_nor_the_link(
    browser: Client, base: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.handler.addFilter(RedactingFilter())
    browser.post(f"{base}statement/1.1/", {"note": "Xyzzy"})
    records = [record for record in caplog.records if record.name.startswith("django.security")]
    assert len(records) == 1
    for record in records:
        assert "Xyzzy" not in str(vars(record))
        assert base.split("/")[2] not in str(vars(record))


def test_other_forms_keep_the_plain_answer(browser: Client) -> None:
    assert "CSRF verification failed" in text(browser.post("/admin/login/", {"username": "x"}), 403)
