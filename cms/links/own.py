"""Links to the hub's own pages: looked up in the content store, never asked for over the network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from wagtail.models import Page

from cms.api.redirects import redirect_for
from cms.checks.draft import Draft
from cms.checks.findings import Finding
from cms.content.models import ContentChange, ContentItem
from cms.links.content_check import addresses_in

ADVICE = "Link to another page, publish that one, or take the link out."


def links_to_own_pages(draft: Draft) -> Iterator[Finding]:
    """Find links to pages of the hub that are not public, were taken back, or were never there."""
    yield from _chosen_pages(draft)
    places = [(place, address, own_path(address)) for place, address in _written(draft)]
    missing = missing_paths(path for _, _, path in places if path)
    for place, address, path in places:
        if path in missing:
            yield Finding(place, f"The link to {address} leads to no public page of the hub.", ADVICE)


def _chosen_pages(draft: Draft) -> Iterator[Finding]:
    """Find links by Wagtail's chooser to pages without a public document; readers get their words alone."""
    chosen = [
        (passage.place, str(link.get("id", "")), " ".join(link.get_text().split()))
        for passage in draft.passages
        for link in passage.links
        if link.get("linktype") == "page"
    ]
    if not chosen:
        return
    keys = {key for _, key, _ in chosen if key.isdecimal()}
    pages = {str(page.pk): page for page in Page.objects.filter(pk__in=keys)}
    items = ContentItem.objects.filter(id__in=[page.translation_key for page in pages.values()])
    public = set(items.values_list("id", flat=True))
    for place, key, words in chosen:
        page = pages.get(key)
        if page is None:
            yield Finding(place, f"The link “{words}” leads to a page that was deleted.", ADVICE)
        elif page.translation_key not in public:
            said = f"The link “{words}” leads to “{page.title}”, which readers can not see."
            yield Finding(place, said, ADVICE)


def _written(draft: Draft) -> Iterator[tuple[str, str]]:
    """Yield the place and address of each link that somebody has typed."""
    yield from addresses_in(draft)
    for passage in draft.passages:
        for link in passage.links:
            if str(link.get("href", "")).startswith("/"):
                yield passage.place, str(link["href"])


def own_path(address: str) -> str:
    """Return the path of an address on the hub's own website as pages have it, empty for any other."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    own = {urlsplit(one).netloc for one in (settings.PUBLIC_SITE_URL, settings.HUB_URL)}
    if parts.netloc and parts.netloc.lower() not in own:
        return ""
    return unquote(parts.path).rstrip("/") + "/"


def missing_paths(paths: Iterable[str]) -> set[str]:
    """Return the paths at which the hub had or would have a page, and has none, and that lead nowhere else.

    The council's website may have pages of its own at any other path.
    """
    asked = set(paths)
    if not asked:
        return set()
    around = {above for path in asked for above in _above(path)}
    public = set(ContentItem.objects.filter(path__in=asked | around).values_list("path", flat=True))
    left = asked - public
    if not left:
        return set()
    # The last item at a path counts; where it is public still, it has moved and its old address leads on.
    changes = ContentChange.objects.filter(path__in=left).order_by("sequence")
    last = dict(changes.values_list("path", "item"))
    moved = set(ContentItem.objects.filter(id__in=last.values()).values_list("id", flat=True))
    return {
        path
        for path in left
        if (last[path] not in moved if path in last else any(above in public for above in _above(path)))
        and not redirect_for(path)
    }


def _above(path: str) -> list[str]:
    """Return the paths above one, without that of the front page: `/events/a/` has `/events/`."""
    steps: list[Any] = path.strip("/").split("/")
    return [f"/{'/'.join(steps[:count])}/" for count in range(1, len(steps))]
