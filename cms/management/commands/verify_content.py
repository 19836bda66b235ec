"""Compare the store with its sources."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from cms.content.models import ContentItem
from cms.content.verification import differences


class Command(BaseCommand):
    """Exit code 1 where anything differs."""

    help = "Compare every stored document with a fresh rendering; exit with 1 where any differs."

    def handle(self, *args: Any, **options: Any) -> None:
        count = 0
        for difference in differences(timezone.now()):
            self.stderr.write(str(difference))
            count += 1
        if count:
            self.stderr.write(f"{count} differences. `manage.py rebuild_content` mends them.")
            sys.exit(1)
        self.stdout.write(f"{ContentItem.objects.count()} documents are as their sources say.")
