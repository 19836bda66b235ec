from __future__ import annotations

import pytest

from tests.checks.finding import event, found, page


@pytest.mark.parametrize(
    "words",
    [
        "Click here",
        "here",
        "Read more",
        "read more...",
        "this link",
        "More information",
        "More",
        "the website",
        "Link",
    ],
)
def test_words_that_say_nothing(words: str) -> None:
    html = f'<p>To book, <a href="https://example.org">{words}</a></p>'
    assert found("link-texts", event(description=html)) == [f"description: A link reads only “{words}”."]


@pytest.mark.parametrize(
    "words", ["Book a place", "More about short breaks", "Here for parents", "Download the easy read guide"]
)
def test_words_that_say_where_a_link_leads(words: str) -> None:
    assert found("link-texts", event(description=f'<p><a href="https://example.org">{words}</a></p>')) == []


def test_a_link_without_words() -> None:
    html = '<p>Book <a href="https://example.org"> </a>soon.</p>'
    (message,) = found("link-texts", event(description=html))
    assert message.startswith("description: A link has no words")


def test_titles_of_link_lists_are_links_too() -> None:
    link = {"title": "Click here", "page": None, "url": "https://example.org", "description": ""}
    (message,) = found("link-texts", page(("link_list", {"title": "", "links": [link]})))
    assert message.startswith("body.b1.links.")
    assert message.endswith(".title: A link reads only “Click here”.")


@pytest.mark.parametrize(
    ("html", "addresses"),
    [
        ("<p>See https://example.org/a?b=c.</p>", ["https://example.org/a?b=c"]),
        ('<p><a href="https://example.org">www.example.org</a></p>', ["www.example.org"]),
        ('<p><a href="https://example.org">The example</a></p>', []),
        ("<p>Ring 0116 496 0123 or ask at example.org</p>", []),
    ],
)
def test_raw_addresses(html: str, addresses: list[str]) -> None:
    shown = [f"description: The text shows the web address {address}." for address in addresses]
    assert found("raw-addresses", event(description=html)) == shown


def test_an_address_in_a_summary() -> None:
    assert len(found("raw-addresses", event(summary="See www.example.org for more."))) == 1
