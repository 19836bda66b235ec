"""Publish what is scheduled. In place of Wagtail's command of this name, which unpublishes expired pages."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from cms.content.schedule import due_revisions, expired_pages, publish_scheduled


class Command(BaseCommand):
    """Beat does the same twice a minute."""

    help = "Publish the pages whose time has come, and see to those that have expired; none is unpublished."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--dryrun", "--dry-run", action="store_true", help="List them, and change nothing."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        if not options["dryrun"]:
            self.stdout.write(str(publish_scheduled(now)))
            return
        for revision in due_revisions(now):
            self.stdout.write(f"to publish: {revision.object_str}, due at {revision.approved_go_live_at}")
        for page in expired_pages(now):
            self.stdout.write(f"expired: {page.title}, since {page.expire_at}")
