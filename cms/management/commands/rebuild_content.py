"""Build every public document again."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from tqdm import tqdm

from cms.content.rebuilding import forget_place, rebuild


class Command(BaseCommand):
    """Needed after a restore, or when `verify_content` finds a difference."""

    help = "Build every public document again, from where an earlier run was stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--from-start", action="store_true", help="Begin again, not where the last run stopped."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["from_start"]:
            forget_place()
        with tqdm(unit=" documents", disable=options["verbosity"] == 0) as bar:

            def show(done: int, total: int) -> None:
                bar.total = total
                bar.update(done)

            changed = rebuild(timezone.now(), show)
        self.stdout.write(f"{changed} documents changed.")
