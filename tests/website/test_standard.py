"""The standard on the website: one page to print, what changed, and other versions."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from standard.models import StandardIndexPage
from tests.factories import DimensionFactory, IndicatorFactory, StandardIndexFactory
from tests.website.test_pages import get, words


def make_version(version: str, statement: str, **levels: str) -> StandardIndexPage:
    IndicatorFactory(version=version, code="1.1", title=statement, quick_win="Ask one parent.", **levels)
    standard = StandardIndexFactory(
        title=f"Standard {version}", slug=f"standard-{version[0]}", version=version
    )
    DimensionFactory(parent=standard, code="1", title="Commitment")
    return standard


@pytest.fixture
def versions(site, refresh: Any) -> None:
    make_version("1.0", "Early words")
    make_version("2.0", "New words", level_2="Nearly always.")
    refresh()


def test_all_of_it_on_one_page_with_its_pdf(versions: None, client: Client) -> None:
    short = get(client, "/standard-2/")
    assert 'href="?whole=1"' in short
    assert 'href="/api/v1/standard/2.0.pdf"' in short
    whole = get(client, "/standard-2/?whole=1")
    assert 'href="#part-1"' in whole
    for said in ("1.1 New words", "Begin early.", "Nearly always.", "A quick win: Ask one parent."):
        assert said in words(whole)
    assert "1.1 New words" not in words(short).partition("What changed")[0]


def test_what_changed_stands_on_the_page(versions: None, client: Client) -> None:
    read = words(get(client, "/standard-2/"))
    assert "What changed since version 1.0 1.1 New words Reworded It was Early words" in read
    assert "Level 2 was Mostly. Level 2 is Nearly always." in read
    assert "Level 1 was" not in read


def test_a_superseded_version_leads_to_the_one_in_use(versions: None, client: Client) -> None:
    html = get(client, "/standard-1/")
    assert "A later version is in use: read version 2.0" in words(html)
    assert 'href="/standard-2/"' in html
    assert "What changed" not in html
    assert "Version 1.0 Superseded" in words(get(client, "/standard-2/"))
