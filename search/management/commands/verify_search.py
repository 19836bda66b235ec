"""Compare the search index with the store."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.content.models import ContentItem
from search.engines import SearchUnavailable
from search.engines.chosen import engine
from search.verification import differences


class Command(BaseCommand):
    """Exit code 1 where anything differs."""

    help = "Compare the search index with the stored documents; exit with 1 where anything differs."

    def handle(self, *args: Any, **options: Any) -> None:
        count = 0
        try:
            for difference in differences(engine()):
                self.stderr.write(difference)
                count += 1
        except SearchUnavailable as unavailable:
            raise CommandError(str(unavailable)) from unavailable
        if count:
            self.stderr.write(f"{count} differences. `manage.py rebuild_search` mends them.")
            sys.exit(1)
        self.stdout.write(f"All {ContentItem.objects.count()} items are in the index as they are stored.")
