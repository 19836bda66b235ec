"""Make the site, its home page and the listing pages where they are missing."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Site

from cms.content.addresses import rebuild_after_new_addresses
from cms.pages import BasePage
from cms.standing_pages import standing_pages
from home.models import HomePage


class Command(BaseCommand):
    """Prepare an empty database, or one that an upgrade has brought new kinds of pages."""

    help = "Make the site, its home page and the listing pages where they are missing. Changes nothing else."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        home = HomePage.objects.first() or self._make_home()
        self._point_site(home)
        for standing in standing_pages():
            if not standing.model.objects.exists():
                page = standing.model(title=standing.title, slug=standing.slug, summary=standing.summary)
                self._publish(home, page)
        rebuild_after_new_addresses(timezone.now())

    def _make_home(self) -> HomePage:
        root = Page.objects.get(depth=1)
        # Wagtail's first migration makes a welcome page, whose slug ours takes.
        Page.objects.filter(depth=2, slug="home").exclude(pk__in=HomePage.objects.values("pk")).delete()
        root.refresh_from_db()
        home = HomePage(
            title="Have a say in services for children and families",
            slug="home",
            summary="Find out what is being decided, come along, and see what changed.",
            hero_heading="Have a say in services for children and families",
            hero_lead="See what is being decided, say what you think and find out what happened next.",
        )
        root.add_child(instance=home)
        self._point_site(home)
        home.save_revision().publish()
        self.stdout.write("Made the home page.")
        return home

    def _point_site(self, home: HomePage) -> None:
        address = urlsplit(settings.PUBLIC_SITE_URL)
        wanted = {
            "hostname": address.hostname or "localhost",
            "port": address.port or (443 if address.scheme == "https" else 80),
            "root_page": home.page_ptr,
        }
        site = Site.objects.filter(is_default_site=True).first()
        if site is None:
            site = Site(is_default_site=True, site_name=settings.WAGTAIL_SITE_NAME)
        if (
            any(getattr(site, name, None) != value for name, value in wanted.items() if site.pk)
            or not site.pk
        ):
            for name, value in wanted.items():
                setattr(site, name, value)
            site.site_name = site.site_name or settings.WAGTAIL_SITE_NAME
            site.save()

    def _publish(self, home: HomePage, page: BasePage) -> None:
        home.refresh_from_db()
        home.add_child(instance=page)
        page.save_revision().publish()
        self.stdout.write(f"Made the listing page {page.content_path}")
