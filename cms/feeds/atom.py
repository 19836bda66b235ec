"""Atom feeds (RFC 4287) of cards."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

ATOM = "application/atom+xml; charset=utf-8"
CATEGORIES = ["audiences", "themes", "areas"]
# What an editor can paste and XML can not hold.
NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class FeedHead:
    """What stands above the entries; `updated` is what an empty feed says of itself."""

    title: str
    publisher: str
    site_url: str
    address: str
    updated: dt.datetime


class _Feed(Atom1Feed):
    """A feed whose time never is the moment at which it was asked for."""

    def latest_post_date(self) -> dt.datetime:
        dates = [item["updateddate"] for item in self.items]
        latest: dt.datetime = max(dates, default=self.feed["updated"])
        return latest


def write_atom(head: FeedHead, cards: Iterable[dict[str, Any]]) -> bytes:
    """Return a feed; its id and those of its entries stay whatever address they are asked at."""
    feed = _Feed(
        title=_text(head.title),
        link=head.site_url,
        description="",
        language="en-GB",
        author_name=_text(head.publisher),
        feed_url=head.address,
        feed_guid=uuid.uuid5(uuid.NAMESPACE_URL, head.site_url + head.title).urn,
        updated=head.updated,
    )
    for card in cards:
        sentences = [f"{card['when']}." if card.get("when") else "", card["summary"]]
        feed.add_item(
            title=_text(card["title"]),
            link=card["url"],
            # Atom's summary is HTML here, and the card's is plain text.
            description=escape(_text(" ".join(filter(None, sentences)))),
            unique_id=f"urn:uuid:{card['id']}",
            pubdate=dt.datetime.fromisoformat(card["first_published_at"]),
            updateddate=dt.datetime.fromisoformat(card["updated_at"]),
            categories=[_text(term["name"]) for kind in CATEGORIES for term in card[kind]],
        )
    return feed.writeString("utf-8").encode()


def _text(text: str) -> str:
    return NOT_IN_XML.sub(" ", text)
