"""What pages say of themselves: which are error pages or parked names, and which only sound like it."""

from __future__ import annotations

import pytest

from cms.links.pages import is_parked, says_not_found, title_and_heading

NOT_FOUND = [
    "404",
    "404 Not Found",
    "Error 404",
    "HTTP 404 - File not found",
    "Page not found | Leicestershire",
    "Sorry, we can’t find that page",
    "Sorry, this page cannot be found",
    "We couldn't find what you were looking for",
    "The page you are looking for does not exist",
    "This page doesn’t exist",
    "The page you requested could not be found",
    "This page is no longer available",
    "Not found - Example Council",
    "Document not found",
    "Page removed",
]
FINE = [
    "Short breaks for disabled children",
    "Room 404: parents’ drop-in",
    "Lost and found",
    "When a school place is not offered",
    "How to find a childminder",
    "What families found",
    "Support that exists near you",
    "Page 404 of the committee papers",
    "Families not heard: a review",
    "Not sure where to start?",
    "Available childcare places",
    "",
]
PARKED = [
    "This domain is for sale",
    "example.org - domain name for sale",
    "The domain example.org may be for sale",
    "Buy this domain",
    "Parked domain",
    "This website is parked",
    "The domain name has expired",
]


@pytest.mark.parametrize("words", NOT_FOUND)
def test_an_error_page_is_known_by_its_title_or_heading(words: str):
    assert says_not_found(words, "")
    assert says_not_found("Example Council", words)


@pytest.mark.parametrize("words", FINE)
def test_a_page_that_only_sounds_like_one_is_not(words: str):
    assert not says_not_found(words, words)
    assert not is_parked("www.example.org", words, words, words.encode())


@pytest.mark.parametrize("words", PARKED)
def test_a_parked_name_is_known(words: str):
    assert is_parked("www.example.org", words, "", b"")
    assert is_parked("www.example.org", "", "", f"<p>{words}</p>".encode())


def test_sellers_are_known_by_host_and_by_what_their_pages_load():
    assert is_parked("www.hugedomains.com", "", "", b"")
    assert not is_parked("nothugedomains.com", "", "", b"")
    assert is_parked("www.example.org", "", "", b'<script src="https://img.sedoparking.com/x.js">')
    # Whoever writes about it at length does not sell.
    assert not is_parked("www.example.org", "", "", b"x" * 40_000 + b"This domain is for sale")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"<title>\n A \n B </title><h1>C <b>D</b></h1><h1>E</h1>", ("A B", "C D")),
        (b"<svg><title>Icon</title></svg><title>Page</title>", ("Page", "")),
        (b"<title>unclosed", ("unclosed", "")),
        (b"<title>nul\x00 and bell\x07</title>", ("nul and bell", "")),
        (b"<meta charset='iso-8859-1'><title>Caf\xe9</title>", ("Caf\u00e9", "")),
        (b"<meta charset=nonsense><title>Caf\xc3\xa9</title>", ("Caf\u00e9", "")),
        (b"\xff\xfe", ("", "")),
        (b"<title>" + b"a" * 1_000, ("a" * 200, "")),
    ],
)
def test_title_and_heading_are_one_line_each(body: bytes, expected: tuple[str, str]):
    assert title_and_heading(body) == expected
