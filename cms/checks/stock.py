"""The checks that every page has."""

from __future__ import annotations

from cms.checks.complete import what_publishing_needs
from cms.checks.files import files_for_everybody
from cms.checks.links import link_texts, raw_addresses
from cms.checks.plain_english import abbreviations_explained, long_sentences, reading_age
from cms.checks.privacy import postcodes, private_contacts, private_emails
from cms.checks.prose_dates.checking import prose_dates
from cms.checks.registry import register_check
from cms.checks.structure import headings_in_order, pictures_described, tables_with_headings
from cms.links.content_check import links_that_work
from cms.links.own import links_to_own_pages
from cms.upkeep.registry import Harm


def register_stock_checks() -> None:
    """Register them, in the order in which an editor reads a page."""
    register_check("complete", "Needed for publishing", what_publishing_needs, harm=Harm.MISLED)
    register_check("private-contacts", "Contacts kept private", private_contacts, harm=Harm.EXPOSED)
    register_check("prose-dates", "Dates in the text", prose_dates, harm=Harm.MISLED)
    register_check("headings", "Headings in order", headings_in_order)
    register_check("link-texts", "Words of links", link_texts)
    register_check("raw-addresses", "Web addresses in the text", raw_addresses)
    # Of public pages the register of links says it, once for all pages that have one.
    register_check("broken-links", "Links that work", links_that_work, of_live=False)
    register_check("own-links", "Links to our own pages", links_to_own_pages, harm=Harm.BROKEN)
    register_check("alt-texts", "Pictures described", pictures_described, harm=Harm.BROKEN)
    register_check("table-headings", "Tables with headings", tables_with_headings, harm=Harm.BROKEN)
    register_check("files", "Files for everybody", files_for_everybody, harm=Harm.BROKEN)
    register_check("long-sentences", "Long sentences", long_sentences)
    register_check("reading-age", "Reading age", reading_age)
    register_check("abbreviations", "Abbreviations explained", abbreviations_explained)
    register_check("private-emails", "Addresses of people", private_emails, harm=Harm.EXPOSED)
    register_check("postcodes", "Postcodes", postcodes, harm=Harm.EXPOSED)
