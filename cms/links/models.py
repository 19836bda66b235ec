"""Addresses outside the hub, where public items link to them, and what was found there."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from typing import Self
from urllib.parse import urlsplit

from django.db import models
from django.db.models import Count

from cms.content.models import ContentItem


class LinkState(models.TextChoices):
    """What is known of an address, in the words of those who mend it."""

    BROKEN = "broken", "Broken"
    INSIDE = "inside", "Not reachable from outside"
    PARKED = "parked", "For sale or parked"
    NOT_FOUND = "not_found", "Says “not found”"
    MOVED = "moved", "Moved"
    FAILING = "failing", "Failing, watched"
    UNCLEAR = "unclear", "Look yourself"
    WAITING = "waiting", "Not checked yet"
    RIGHT = "right", "Works"


# What somebody has to mend, the worst for readers first.
WRONG = [LinkState.BROKEN, LinkState.INSIDE, LinkState.PARKED, LinkState.NOT_FOUND, LinkState.MOVED]


class LinkQuerySet(models.QuerySet["Link"]):
    """Links by what is to be done about them."""

    def heeded(self, now: dt.datetime) -> Self:
        """Leave out those that somebody has said to ignore for now."""
        return self.exclude(ignored_until__gt=now)

    def wrong(self, now: dt.datetime) -> Self:
        """Return those that somebody has to mend."""
        return self.heeded(now).filter(state__in=WRONG)

    def due(self, now: dt.datetime) -> Self:
        """Return those whose turn it is, the longest waiting first."""
        return self.heeded(now).filter(next_check_at__lte=now).order_by("next_check_at", "pk")

    def with_pages(self) -> Self:
        """Count the items on which each stands, as `pages`."""
        return self.annotate(pages=Count("places__item", distinct=True))


class Link(models.Model):
    """An address outside the hub, without its fragment, with the evidence of its last check."""

    address = models.TextField()
    address_hash = models.CharField(max_length=64, unique=True, editable=False)
    host = models.CharField(max_length=255, db_index=True)
    state = models.CharField(max_length=20, choices=LinkState.choices, default=LinkState.WAITING)
    reason = models.CharField("what was found", max_length=300, blank=True)
    new_address = models.TextField(blank=True, help_text="Where it has moved to for good.")

    status = models.PositiveSmallIntegerField("HTTP status", null=True, blank=True)
    hops = models.JSONField("redirects", default=list, blank=True)
    title = models.CharField("title of the page there", max_length=200, blank=True)
    seconds = models.FloatField("seconds taken", null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    right_at = models.DateTimeField("last found right", null=True, blank=True)

    failures = models.PositiveSmallIntegerField("failures in a row", default=0)
    failing_since = models.DateTimeField(null=True, blank=True)
    next_check_at = models.DateTimeField(null=True, blank=True, db_index=True)

    ignored_until = models.DateTimeField(null=True, blank=True)
    ignored_note = models.CharField("why it is ignored", max_length=300, blank=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        ordering = ["address"]

    def __str__(self) -> str:
        return self.address

    def is_wrong(self, now: dt.datetime) -> bool:
        """Return whether somebody has to mend it."""
        is_ignored = self.ignored_until is not None and self.ignored_until > now
        return self.state in WRONG and not is_ignored


class LinkPlace(models.Model):
    """Where a public item links to an address."""

    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="places")
    item = models.ForeignKey(ContentItem, on_delete=models.CASCADE, related_name="+")
    address = models.TextField(help_text="As it is written there, with its fragment.")
    part = models.CharField(max_length=80, help_text="The part of the document, such as `resources`.")
    words = models.CharField("words of the link", max_length=200, blank=True)

    class Meta:
        ordering = ["item", "part", "pk"]

    def __str__(self) -> str:
        return f"{self.item_id} {self.part}: {self.address}"


class LinkHost(models.Model):
    """A host that is asked, with what it asks of robots and when it was last asked anything."""

    origin = models.CharField(max_length=300, unique=True, help_text="Such as https://www.example.org.")
    host = models.CharField(max_length=255, db_index=True)
    robots = models.TextField(blank=True)
    robots_read_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.origin


def address_hash(address: str) -> str:
    """Return by what an address is found: it can be too long for an index."""
    return hashlib.sha256(address.encode()).hexdigest()


def without_fragment(address: str) -> str:
    """Return what is asked for: the fragment never leaves a browser."""
    return address.partition("#")[0]


def host_of(address: str) -> str:
    """Return an address's host in lower case, nothing where it has none."""
    try:
        return (urlsplit(address).hostname or "")[:255]
    except ValueError:
        return ""


def known(addresses: Iterable[str]) -> dict[str, Link]:
    """Return what is known of addresses, by each as it was given; one that no public item has is absent."""
    hashes = {address: address_hash(without_fragment(address)) for address in addresses}
    found = {link.address_hash: link for link in Link.objects.filter(address_hash__in=hashes.values())}
    return {address: found[key] for address, key in hashes.items() if key in found}
