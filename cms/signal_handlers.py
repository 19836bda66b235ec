"""Listen to what public documents depend on. Connected once, in `CmsConfig.ready`."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.db.models.signals import post_delete, post_save, pre_save
from django.http import HttpRequest
from django.utils import timezone
from wagtail import hooks
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from cms.content import store
from cms.content.dependents import mark_stale
from cms.content.publication import sync_page, sync_pages
from cms.indicators import Indicator
from cms.media.inspections import inspect_after_commit
from cms.media.models import HubDocument, HubImage
from cms.media.renditions import make_renditions_after_commit
from cms.organisations import Organisation
from cms.taxonomies import TAXONOMIES


def publish_page(instance: Page, alias: bool = False, **kwargs: Any) -> None:
    # What an alias carries is in part written around it.
    sync_page(instance, timezone.now(), as_saved=not alias)


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
def refresh_dependents_of_former(instance: Any, **kwargs: Any) -> None:
    """Have every document built again that knows the word by the slug or code that it has until now."""
    before = type(instance)._default_manager.filter(pk=instance.pk).first() if instance.pk else None
    if before and before.content_key != instance.content_key:
        mark_stale([before.content_key], timezone.now())


@transaction.atomic
def refresh_statements(**kwargs: Any) -> None:
    mark_stale([Indicator.kind], timezone.now())


@transaction.atomic
def refresh_site(**kwargs: Any) -> None:
    mark_stale(["site"], timezone.now())


@transaction.atomic
def publish_organisation(instance: Organisation, **kwargs: Any) -> None:
    store.write(instance, timezone.now())


@transaction.atomic
def withdraw_organisation(instance: Organisation, **kwargs: Any) -> None:
    store.withdraw(instance.content_id, timezone.now())


def sync_copy(request: HttpRequest, page: Page, new_page: Page) -> None:
    """Store what a copy in the admin brought: Wagtail says nothing of a new alias."""
    sync_subtree(new_page)


def connect() -> None:
    """Connect every handler."""
    hooks.register("after_copy_page", sync_copy)
    page_published.connect(publish_page)
    page_unpublished.connect(withdraw_page)
    post_page_move.connect(sync_subtree)
    page_slug_changed.connect(sync_subtree)
    post_delete.connect(withdraw_page)
    post_save.connect(sync_restricted, sender=PageViewRestriction)
    post_delete.connect(sync_restricted, sender=PageViewRestriction)
    post_save.connect(refresh_site, sender=Site)
    post_save.connect(make_renditions_after_commit, sender=HubImage)
    post_save.connect(inspect_after_commit, sender=HubDocument)
    words: list[type[models.Model]] = [*TAXONOMIES, Indicator, Organisation]
    sources: list[type[models.Model]] = [*words, HubImage, HubDocument]
    for model in sources:
        post_save.connect(refresh_dependents, sender=model)
        post_delete.connect(refresh_dependents, sender=model)
    for word in words:
        pre_save.connect(refresh_dependents_of_former, sender=word)
    post_save.connect(refresh_statements, sender=Indicator)
    post_delete.connect(refresh_statements, sender=Indicator)
    post_save.connect(publish_organisation, sender=Organisation)
    post_delete.connect(withdraw_organisation, sender=Organisation)
