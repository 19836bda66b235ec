"""Listen to what public documents depend on. Connected once, in `CmsConfig.ready`."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from cms.content import store
from cms.content.dependents import mark_stale
from cms.content.publication import sync_page, sync_pages
from cms.indicators import Indicator
from cms.media.models import HubDocument, HubImage, HubRendition
from cms.organisations import Organisation
from cms.taxonomies import TAXONOMIES


def publish_page(instance: Page, **kwargs: Any) -> None:
    sync_page(instance, timezone.now())


@transaction.atomic
def withdraw_page(instance: Page, **kwargs: Any) -> None:
    if isinstance(instance, Page):
        store.withdraw(instance.translation_key, timezone.now())


def sync_subtree(instance: Page, **kwargs: Any) -> None:
    sync_pages(Page.objects.descendant_of(instance, inclusive=True), timezone.now())


def sync_restricted(instance: PageViewRestriction, **kwargs: Any) -> None:
    # Its page may be on its way out too: then each page withdraws itself.
    page = Page.objects.filter(pk=instance.page_id).first()
    if page:
        sync_subtree(page)


@transaction.atomic
def refresh_dependents(instance: Any, **kwargs: Any) -> None:
    """Have every document built again that the term, image or file stands in."""
    mark_stale([instance.content_key], timezone.now())


@transaction.atomic
def refresh_image(instance: HubRendition, **kwargs: Any) -> None:
    mark_stale([instance.image.content_key], timezone.now())


@transaction.atomic
def refresh_site(**kwargs: Any) -> None:
    mark_stale(["site"], timezone.now())


@transaction.atomic
def publish_organisation(instance: Organisation, **kwargs: Any) -> None:
    store.write(instance, timezone.now())


@transaction.atomic
def withdraw_organisation(instance: Organisation, **kwargs: Any) -> None:
    store.withdraw(instance.content_id, timezone.now())


def connect() -> None:
    """Connect every handler."""
    page_published.connect(publish_page)
    page_unpublished.connect(withdraw_page)
    post_page_move.connect(sync_subtree)
    page_slug_changed.connect(sync_subtree)
    post_delete.connect(withdraw_page)
    post_save.connect(sync_restricted, sender=PageViewRestriction)
    post_delete.connect(sync_restricted, sender=PageViewRestriction)
    post_save.connect(refresh_site, sender=Site)
    post_save.connect(refresh_image, sender=HubRendition)
    sources: list[type[models.Model]] = [*TAXONOMIES, Indicator, Organisation, HubImage, HubDocument]
    for model in sources:
        post_save.connect(refresh_dependents, sender=model)
        post_delete.connect(refresh_dependents, sender=model)
    post_save.connect(publish_organisation, sender=Organisation)
    post_delete.connect(withdraw_organisation, sender=Organisation)
