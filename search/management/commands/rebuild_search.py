"""Build the search index anew."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from tqdm import tqdm

from search.engines import SearchUnavailable
from search.engines.chosen import engine
from search.rebuilding import forget_place, is_usable, rebuild


class Command(BaseCommand):
    """Readers search the old index until the new one is whole."""

    help = "Build the search index anew beside the old one, from where an earlier run was stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--from-start", action="store_true", help="Begin again, not where the last run stopped."
        )
        parser.add_argument(
            "--if-needed", action="store_true", help="Only where there is no index that can be used."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["if_needed"] and is_usable(engine()):
                return
            if options["from_start"]:
                forget_place()
            self._rebuild(quiet=options["verbosity"] == 0)
        except SearchUnavailable as unavailable:
            raise CommandError(str(unavailable)) from unavailable

    def _rebuild(self, quiet: bool) -> None:
        with tqdm(unit=" items", desc="Search index", disable=True if quiet else None) as bar:

            def show(done: int, total: int) -> None:
                bar.total = total
                bar.update(done)

            count = rebuild(engine(), timezone.now, show)
        if not quiet:
            self.stdout.write(f"{count} items can be searched.")
