"""“Help with this”: the link from a view of the admin to the section of the guide that helps."""

from __future__ import annotations

from typing import Any

from django import template

from cms.guide.places import address_of, section_for

register = template.Library()

# Their forms have the link beside the checks, where it knows what kind of page it is.
HAVE_THEIR_OWN = {"wagtailadmin_pages:edit", "wagtailadmin_pages:add"}


@register.inclusion_tag("cms/guide/corner.html", takes_context=True)
def guide_corner(context: Any) -> dict[str, str]:
    """Show the link in the corner of a view that has a section."""
    match = getattr(context.get("request"), "resolver_match", None)
    view = match.view_name if match else ""
    section = "" if view in HAVE_THEIR_OWN else section_for(view)
    return {"address": address_of(section) if section else ""}


@register.inclusion_tag("cms/guide/link.html")
def guide_link(section: str) -> dict[str, str]:
    """Show the link to a section."""
    return {"address": address_of(section)}
