"""The addresses of the API on the small site."""

from __future__ import annotations

import pytest

from tests.api.world import uuid

LISTS = ["/content", "/documents", "/changes", "/site", "/navigation", "/taxonomies", "/redirects"]
ONE_ITEM = [
    f"/content/{uuid(8)}",
    "/content/by-path?path=/consultations/getting-to-school/",
    f"/content/{uuid(8)}.ics",
]
FEEDS = [
    "/calendar",
    "/calendar.ics",
    "/feeds/event.atom",
    "/open-data/event.csv",
    "/open-data/event.csv-metadata.json",
]
STANDARD = ["/standard", "/standard/1.0", "/standard/1.0.pdf"]
ADDRESSES = [*LISTS, *ONE_ITEM, *FEEDS, *STANDARD, "/openapi.json", "/docs"]
NAMES = [address.partition("?")[0].strip("/").replace("/", "-") for address in ADDRESSES]
each_address = pytest.mark.parametrize("address", ADDRESSES, ids=NAMES)
