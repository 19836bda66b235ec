"""What editors write becomes HTML that any site can show."""

from __future__ import annotations

import pytest

from tests.factories import InformationFactory
from tests.stored import document


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("/events/?a=1&amp;b=2", "https://www.example.org/events/?a=1&amp;b=2"),
        ("/", "https://www.example.org/"),
        ("//elsewhere.example/", "//elsewhere.example/"),
        ("https://elsewhere.example/", "https://elsewhere.example/"),
        ("mailto:fis@example.org", "mailto:fis@example.org"),
    ],
)
def test_a_path_that_was_typed_leads_to_the_website(site, settings, typed: str, shown: str) -> None:
    settings.PUBLIC_SITE_URL = "https://www.example.org"
    page = InformationFactory(body=[("rich_text", f'<p>See <a href="{typed}">all</a>.</p>')])
    assert f'<p>See <a href="{shown}">all</a>.</p>' in str(document(page)["body"])
