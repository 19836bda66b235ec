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

    help = "Compare every stored document with a fresh rendering; report each difference and exit with 1 for any."

    def handle(self, *args: Any, **options: Any) -> None:
        count = 0
        for count, difference in enumerate(differences(timezone.now()), start=1):
            self.stderr.write(str(difference))
        if count:
            self.stderr.write(f"{count} differences. `manage.py rebuild_content` mends them.")
            sys.exit(1)
        self.stdout.write(f"{ContentItem.objects.count()} documents are as their sources say.")
