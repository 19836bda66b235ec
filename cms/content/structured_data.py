"""What search engines read of a document: JSON-LD in the words of schema.org, made of the document alone."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from cms.content import schemas

Values = dict[str, Any]
CONTEXT = "https://schema.org"


def structured_data(document: schemas.Document, values: Values) -> Values:
    """Return the JSON-LD of a document; `values` is its JSON, of which `updated_at` is not yet known."""
    kind = document.structured_as
    page = {"@type": "WebPage", "@id": values["url"], "breadcrumb": _breadcrumbs(values)}
    described = {
        "@context": CONTEXT,
        "@type": kind,
        "name": values["title"],
        "headline": values["title"] if kind == "Article" else None,
        "description": values["summary"],
        "url": values["url"],
        "image": _image(values["image"]),
        "inLanguage": "en-GB" if kind != "Event" else None,
        "datePublished": values["first_published_at"] if kind != "Event" else None,
        "mainEntityOfPage": page if not kind.endswith("Page") else None,
        "breadcrumb": page["breadcrumb"] if kind.endswith("Page") else None,
    }
    return without_gaps(described | document.structured(values))


def without_gaps(values: Values) -> Values:
    """Return the values without what is null or empty, which schema.org has no word for."""
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}


def organisations(values: Values) -> list[Values]:
    """Return the organisations of a document."""
    return [{"@type": "Organization", "name": term["name"]} for term in values["organisations"]]


def _breadcrumbs(values: Values) -> Values:
    steps = [
        (crumb["title"], f"{settings.PUBLIC_SITE_URL}{crumb['path']}") for crumb in values["breadcrumbs"]
    ]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": title, "item": url}
            for position, (title, url) in enumerate([*steps, (values["title"], values["url"])], start=1)
        ],
    }


def _image(image: Values | None) -> str | None:
    """Return the largest size of an image."""
    renditions = image["renditions"] if image else []
    largest = max(renditions, key=lambda rendition: rendition["width"], default=None)
    return largest["url"] if largest else None
