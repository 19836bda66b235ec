"""The checks that every page has."""

from __future__ import annotations

from cms.checks.links import link_texts, raw_addresses
from cms.checks.registry import register_check
from cms.checks.structure import headings_in_order, pictures_described, tables_with_headings


def register_stock_checks() -> None:
    """Register them, in the order in which an editor reads a page."""
    register_check("headings", "Headings in order", headings_in_order)
    register_check("link-texts", "Words of links", link_texts)
    register_check("raw-addresses", "Web addresses in the text", raw_addresses)
    register_check("alt-texts", "Pictures described", pictures_described)
    register_check("table-headings", "Tables with headings", tables_with_headings)
