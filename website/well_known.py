"""What programs ask a website for: robots.txt, sitemap.xml and security.txt."""

from __future__ import annotations

import datetime as dt
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import HttpResponse

from cms.api.problems import Problem
from cms.content.schemas import write_instant
from cms.content.selection import day_start
from cms.dates import local
from website.around import around
from website.pages import page_view, with_headers
from website.reading import Reading, Values, cursor_of

TEXT = "text/plain; charset=utf-8"
# Of one file, as the protocol of sitemaps has it.
MOST_ADDRESSES = 50_000
SECURITY_HOLDS = dt.timedelta(days=180)


@page_view
def robots(reading: Reading) -> HttpResponse:
    """Return what crawlers may read: all content, but no endless combinations of filters."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /search/",
        "Disallow: /calendar/?",
        "Disallow: /*cursor=",
        f"Sitemap: {settings.PUBLIC_SITE_URL}/sitemap.xml",
        "",
    ]
    return with_headers(reading, HttpResponse("\n".join(lines), content_type=TEXT))


@page_view
def sitemap(reading: Reading) -> HttpResponse:
    """Return the address of every public item, with the day of its last change."""
    cards = _every_card(reading)
    lines = [
        f"<url><loc>{escape(card['url'])}</loc><lastmod>{card['updated_at'][:10]}</lastmod></url>"
        for card in cards
    ]
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n' + "\n".join(lines) + "\n</urlset>\n"
    )
    return with_headers(reading, HttpResponse(body, content_type="application/xml; charset=utf-8"))


@page_view
def security(reading: Reading) -> HttpResponse:
    """Return whom to tell of a weakness (RFC 9116); there is none where the site has no public address."""
    email = around(reading).site["contact"]["email"]
    if not email:
        raise Problem(404, f"There is nothing at {reading.request.path}.")
    expires = day_start(local(reading.now).date()) + SECURITY_HOLDS
    lines = [
        f"Contact: mailto:{email}",
        f"Expires: {write_instant(expires)}",
        "Preferred-Languages: en",
        f"Canonical: {settings.PUBLIC_SITE_URL}/.well-known/security.txt",
        "",
    ]
    return with_headers(reading, HttpResponse("\n".join(lines), content_type=TEXT))


def _every_card(reading: Reading) -> list[Values]:
    cards: list[Values] = []
    parameters = {"archived": "include", "order": "published", "limit": "100"}
    while len(cards) < MOST_ADDRESSES:
        found = reading.cards(**parameters)
        cards += found["items"]
        cursor = cursor_of(found)
        if not cursor:
            break
        parameters["cursor"] = cursor
    return cards[:MOST_ADDRESSES]
