"""Redirects: made by Wagtail when pages move, or by editors."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Concat
from wagtail.contrib.redirects.models import Redirect as WagtailRedirect

from cms.content.models import ContentItem
from cms.content.tree import site_path


def redirect_for(path: str) -> dict[str, Any] | None:
    """Return the redirect that stands at a path and leads somewhere public, None if there is none."""
    normal = WagtailRedirect.normalise_path(path)
    redirect = WagtailRedirect.objects.select_related("redirect_page").filter(old_path=normal).first()
    return as_values(redirect) if redirect and _leads_somewhere(redirect) else None


def public_redirects() -> Any:
    """Return the redirects that lead somewhere public, in the order of their paths.

    One that stands where an item has come to stand since is left out: there the item is answered.
    """
    live = ContentItem.objects.values("id")
    leads = Q(redirect_page__translation_key__in=live) | (Q(redirect_page=None) & ~Q(redirect_link=""))
    # Items' paths end with a slash, which those of redirects do not have.
    taken = ContentItem.objects.filter(path=Concat(OuterRef("old_path"), Value("/")))
    found = WagtailRedirect.objects.filter(leads).exclude(Exists(taken)).select_related("redirect_page")
    return found.order_by("old_path", "pk")


def as_values(redirect: WagtailRedirect) -> dict[str, Any]:
    """Return `path`, `to` and `permanent`."""
    page = redirect.redirect_page
    return {
        "path": redirect.old_path if "?" in redirect.old_path else f"{redirect.old_path.rstrip('/')}/",
        "to": site_path(page) if page else redirect.redirect_link,
        "permanent": redirect.is_permanent,
    }


def _leads_somewhere(redirect: WagtailRedirect) -> bool:
    if redirect.redirect_page is None:
        return bool(redirect.redirect_link)
    return ContentItem.objects.filter(id=redirect.redirect_page.translation_key).exists()
