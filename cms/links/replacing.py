"""Put a new address where an old one stands in what editors wrote, and publish it where that is safe."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.html import escape
from modelcluster.models import get_all_child_relations
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.content.models import ContentItem
from cms.links.models import Link, without_fragment
from cms.links.places import is_address
from cms.links.standing import sources
from users.models import User

HREF = re.compile(r'\bhref="([^"]*)"')


class Done(StrEnum):
    """What became of one page."""

    PUBLISHED = "published"
    DRAFTED = "put into its draft"
    LEFT = "left as it is"


@dataclass(frozen=True)
class Outcome:
    """What was done to one page or record, and why no more."""

    title: str
    done: Done
    why: str = ""


@dataclass(frozen=True)
class Replacement:
    """An old address and the new one, each without a fragment unless the new one brings its own."""

    old: str
    new: str

    def in_text(self, text: str) -> str:
        """Return a field's text with the new address, where it is the old one or links to it."""
        if is_address(text):
            return self._address(text)
        return HREF.sub(
            lambda found: (
                f'href="{escape(self._address(html.unescape(found[1])))}"'
                if self._is_old(html.unescape(found[1]))
                else found[0]
            ),
            text,
        )

    def in_value(self, value: Any) -> Any:
        """Return a stream's stored value with the new address."""
        if isinstance(value, dict):
            return {name: self.in_value(inner) for name, inner in value.items()}
        if isinstance(value, list):
            return [self.in_value(inner) for inner in value]
        return self.in_text(value) if isinstance(value, str) else value

    def in_source(self, source: models.Model) -> bool:
        """Put the new address into a page or record, with its rows; return whether it was there."""
        found = self._in_fields(source)
        for relation in get_all_child_relations(type(source)):
            manager = getattr(source, relation.get_accessor_name())
            rows = list(manager.all())
            changed = [self._in_fields(row) for row in rows]
            if any(changed):
                # As a list in memory, which the page saves with itself.
                manager.set(rows)
                found = True
        return found

    def _in_fields(self, source: models.Model) -> bool:
        found = False
        for field in source._meta.concrete_fields:
            before = getattr(source, field.attname)
            if isinstance(field, StreamField):
                stored = field.get_prep_value(before) and before.get_prep_value()
                after: Any = self.in_value(stored)
                if after != stored:
                    setattr(source, field.name, StreamValue(field.stream_block, after, is_lazy=True))
                    found = True
            elif isinstance(before, str) and self.in_text(before) != before:
                setattr(source, field.name, self.in_text(before))
                found = True
        return found

    def _address(self, address: str) -> str:
        if not self._is_old(address):
            return address
        _, hash_sign, fragment = address.partition("#")
        return self.new if "#" in self.new else self.new + hash_sign + fragment

    def _is_old(self, address: str) -> bool:
        return without_fragment(address) == self.old


def replace(link: Link, new: str, user: User, *, publish: bool) -> list[Outcome]:
    """Put a new address wherever a link stands, as far as the user may; return what became of each."""
    replacement = Replacement(link.address, new)
    items = ContentItem.objects.filter(id__in=link.places.values("item")).only("id", "source", "path")
    found = sorted(sources(items), key=lambda pair: pair[0].path)
    return [_replace_in(source, replacement, user, publish) for _, source in found]


def _replace_in(source: Any, replacement: Replacement, user: User, publish: bool) -> Outcome:
    try:
        with transaction.atomic():
            if isinstance(source, Page):
                return _replace_in_page(source, replacement, user, publish)
            return _replace_in_record(source, replacement, user)
    except ValidationError as error:
        return Outcome(str(source), Done.LEFT, " ".join(error.messages))


def _replace_in_record(record: Any, replacement: Replacement, user: User) -> Outcome:
    """Saved means published, for a record such as an organisation."""
    if not user.has_perm(f"{record._meta.app_label}.change_{record._meta.model_name}"):
        return Outcome(str(record), Done.LEFT, "You may not change it.")
    if not replacement.in_source(record):
        return Outcome(str(record), Done.LEFT, "The old address does not stand in it any more.")
    record.full_clean()
    record.save()
    return Outcome(str(record), Done.PUBLISHED)


def _replace_in_page(page: Page, replacement: Replacement, user: User, publish: bool) -> Outcome:
    permissions = page.permissions_for_user(user)
    lock = page.get_lock()
    if not permissions.can_edit() or (lock and lock.for_user(user)):
        return Outcome(page.title, Done.LEFT, "It is locked, or you may not change it.")
    draft = page.get_latest_revision_as_object()
    if not replacement.in_source(draft):
        return Outcome(page.title, Done.LEFT, "Its draft has another address already: publish that.")
    had_more = page.has_unpublished_changes
    revision = draft.save_revision(user=user, log_action=True)
    if not publish:
        return Outcome(page.title, Done.DRAFTED)
    if had_more:
        return Outcome(page.title, Done.DRAFTED, "It holds other changes that wait to be published.")
    if not permissions.can_publish():
        return Outcome(page.title, Done.DRAFTED, "You may not publish it.")
    try:
        with transaction.atomic():
            revision.publish(user=user)
    except ValidationError as refused:
        return Outcome(page.title, Done.DRAFTED, " ".join(refused.messages))
    return Outcome(page.title, Done.PUBLISHED)
