"""What the documentation says of addresses, files and targets is so."""

import datetime as dt
import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
CURL = re.compile(r"^curl '(http://localhost:8000/[^']+)'$", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)\)")
TARGET = re.compile(r"`make ([a-z-]+)")


@pytest.mark.parametrize("document", PAGES, ids=lambda document: document.name)
def test_links_to_files_lead_somewhere(document: Path) -> None:
    missing = [link for link in LINK.findall(document.read_text()) if not (document.parent / link).exists()]
    assert missing == []


@pytest.mark.parametrize("document", PAGES, ids=lambda document: document.name)
def test_make_has_the_targets_that_are_named(document: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(TARGET.findall(document.read_text())) <= targets


@pytest.mark.django_db
def test_addresses_for_developers_answer(client: Client) -> None:
    call_command("load_demo", day=dt.date(2026, 11, 22), verbosity=0)
    addresses = [
        address
        for document in [ROOT / "README.md", ROOT / "docs" / "website-developers.md"]
        for address in CURL.findall(document.read_text())
    ]
    assert len(addresses) >= 8
    answers = {address: client.get(address.removeprefix("http://localhost:8000")) for address in addresses}
    assert {address: answer.status_code for address, answer in answers.items()} == dict.fromkeys(
        addresses, 200
    )
    lists = [answer.json() for address, answer in answers.items() if "/content?" in address]
    assert all(found["items"] for found in lists)
