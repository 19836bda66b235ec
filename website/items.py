"""The home page and one page for each item, at its path."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpResponse

from cms.api.problems import Problem
from website.around import around
from website.lists import index_page
from website.pages import moved, page, page_view
from website.reading import Reading, Values, query_string

MOST_OF_AN_ORGANISATION = "50"


@page_view
def show(reading: Reading, path: str = "") -> HttpResponse:
    """Return the page of what stands at a path, or the hop to where it has moved."""
    asked = f"/{path}/" if path else "/"
    query = reading.request.META.get("QUERY_STRING", "")
    document = _document_at(reading, asked, query)
    if document["type"] == "redirect":
        # The query of an old address is its own; a page that has moved keeps what was asked of it.
        rest = f"?{query}" if query and "?" not in document["path"] + document["to"] else ""
        return moved(document["to"] + rest, document["permanent"])
    if asked != document["path"]:
        # One address for each item, however many slashes somebody has typed.
        return moved(document["path"] + (f"?{query}" if query else ""))
    show_document = SHOWN_BY.get(document["type"], item_page)
    return show_document(reading, document)


def item_page(reading: Reading, document: Values, **more: object) -> HttpResponse:
    """Return a document's page by the template of its type."""
    templates = [f"website/items/{document['type']}.html", "website/items/page.html"]
    return page(reading, templates, {"document": document, **more})


def home_page(reading: Reading, document: Values) -> HttpResponse:
    """Return the home page: what one can go to, what is being decided, and what came of it."""
    featured = [related["id"] for related in document["featured"]["examples"]]
    examples = reading.cards(id=featured, limit="3")["items"] if featured else []
    return item_page(
        reading,
        document,
        areas=[area for area in around(reading).taxonomies["areas"] if area["count"]],
        events=reading.cards(type="event", limit="3"),
        consultations=reading.cards(type="consultation", state="open", limit="3"),
        outcomes=reading.cards(
            type="consultation", state="reported", archived="include", order="updated", limit="3"
        ),
        examples=examples,
    )


def standard_page(reading: Reading, document: Values) -> HttpResponse:
    """Return the standard, with `?whole=1` as one page to print; a draft has nothing beside itself yet."""
    if reading.is_draft:
        return item_page(reading, document)
    standard = reading.standard(document["version"])
    changes = standard["changes"] and {
        "since": standard["changes"]["since"],
        "indicators": [one for one in standard["changes"]["indicators"] if one["change"] != "unchanged"],
    }
    return item_page(
        reading,
        document,
        standard=standard,
        whole=reading.request.GET.get("whole") == "1",
        changes=changes,
        # By its path, as a page may stand under another host than what it was read from.
        pdf=urlsplit(standard["pdf_url"]).path,
        others=[one for one in standard["versions"] if one["version"] != document["version"]],
    )


def organisation_page(reading: Reading, document: Values) -> HttpResponse:
    """Return an organisation with all that it is part of."""
    slug = document["path"].rstrip("/").rpartition("/")[2]
    found = reading.cards(organisation=slug, archived="include", limit=MOST_OF_AN_ORGANISATION)
    found["items"] = [card for card in found["items"] if card["id"] != document["id"]]
    return item_page(reading, document, found=found, search_all=query_string({"organisation": slug}))


def register_page(reading: Reading, document: Values) -> HttpResponse:
    """Return a service on the register, with the badge that it may show on its own website."""
    badge = reading.request.build_absolute_uri(document["badge_path"])
    return item_page(reading, document, badge=badge)


def _document_at(reading: Reading, path: str, query: str) -> Values:
    """Return what stands at a path; an old address may be one only together with its query."""
    try:
        return reading.at(path)
    except Problem as problem:
        if problem.status != 404 or not query:
            raise
        return reading.at(f"{path}?{query}"[:600])


SHOWN_BY: dict[str, Callable[..., HttpResponse]] = {
    "home": home_page,
    "index": index_page,
    "standard": standard_page,
    "organisation": organisation_page,
    "register-entry": register_page,
}
