"""Archive past consultations."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from tqdm import tqdm

from events import archive
from events.archive_files import missing_files


class Command(BaseCommand):
    """Exit code 1 where a consultation could not be archived."""

    help = (
        "Archive the consultations that closed long enough ago and whose outcome is told. Pages, addresses "
        "and files stay. It can be stopped at any point: another run takes up what is left."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="List and count what is due, and change nothing."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["dry_run"]:
            self._list()
            return
        total = archive.due(timezone.now()).count()
        with tqdm(total=total, unit=" consultations", disable=options["verbosity"] == 0) as bar:
            run = archive.archive_due(timezone.now, bar.update, self._complain)
        self.stdout.write(
            f"{run.archived} archived, {run.failed} could not be, {run.missing_files} files missing."
        )
        self._say_what_waits()
        if run.failed:
            sys.exit(1)

    def _list(self) -> None:
        pages = archive.due(timezone.now())
        for page in pages.iterator(chunk_size=archive.BATCH):
            self.stdout.write(f"{page.content_path} {page.title}")
            for name in missing_files(page):
                self._complain(f"{page.content_path} links to {name}, which is missing.")
        self.stdout.write(f"{pages.count()} are due. Nothing was changed.")
        self._say_what_waits()

    def _say_what_waits(self) -> None:
        waiting = archive.without_outcome(timezone.now()).count()
        if waiting:
            self.stdout.write(
                f"{waiting} more closed as long ago, but nobody has told what came of them. "
                "“Outcomes due” in the admin lists them."
            )

    def _complain(self, problem: str) -> None:
        with tqdm.external_write_mode():
            self.stderr.write(problem)
