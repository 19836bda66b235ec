"""What editors are told of a page's links while they write, from what the last visits found."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models
from wagtail import blocks

from cms.checks.draft import Draft
from cms.checks.findings import Finding
from cms.links.models import LinkState, known
from cms.links.places import is_address

# What has moved still brings readers there, so nobody has to answer for it at every publish.
MESSAGES = {
    LinkState.BROKEN: "The link to {} does not work.",
    LinkState.INSIDE: "Readers outside the council can not open the link to {}.",
    LinkState.PARKED: "The website at {} is gone, and its name is for sale or shows advertisements.",
    LinkState.NOT_FOUND: "The link to {} leads to a page that says it was not found.",
}
ADVICE = "Open it yourself. Then give its new address, or take the link out."


def links_that_work(draft: Draft) -> Iterator[Finding]:
    """Find links that readers can not use, as the register has them."""
    places = list(addresses_in(draft))
    register = known({address for _, address in places})
    for place, address in places:
        link = register.get(address)
        if link and link.state in MESSAGES and link.is_wrong(draft.now):
            yield Finding(place, MESSAGES[LinkState(link.state)].format(address), ADVICE)


def addresses_in(draft: Draft) -> Iterator[tuple[str, str]]:
    """Yield the place and address of each link to another website."""
    for passage in draft.passages:
        hrefs = (str(link["href"]) for link in passage.links if link.get("href"))
        yield from ((passage.place, href) for href in hrefs if is_address(href))
    for part in draft.parts:
        if isinstance(part.block, blocks.URLBlock) and part.value:
            yield part.place, part.value
    yield from _of_fields(draft.page, "")
    for before, row in draft.rows:
        yield from _of_fields(row, before)


def _of_fields(source: models.Model, before: str) -> Iterator[tuple[str, str]]:
    for field in source._meta.concrete_fields:
        if isinstance(field, models.URLField) and (address := getattr(source, field.name)):
            yield f"{before}{field.name}", address
