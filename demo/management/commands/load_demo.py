"""Load the demonstration content."""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from demo.accounts import PASSWORD, GroupMissingError, accounts_allowed, make_accounts
from demo.files import LibrariesMissingError
from demo.loading import is_empty, load
from demo.pack import CONTENT, PackError, read_pack


class Command(BaseCommand):
    """Make the site what the content pack says for a day; run again, it changes only what differs."""

    help = (
        "Load the demonstration content, with its dates counted from a day. Run again for the same day it "
        "changes nothing; for another day it moves the dates. It overwrites edits to its own pages and "
        "leaves all others."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--day", type=dt.date.fromisoformat, help="The day from which the pack counts, today by default."
        )
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="Do nothing where a practice example, event or consultation exists.",
        )
        parser.add_argument("--folder", type=Path, default=CONTENT, help="Another pack of the same shape.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_empty"] and not is_empty():
            self.stdout.write("There is content already: the demonstration content was not loaded.")
            return
        started = time.monotonic()
        day = options["day"] or timezone.localdate()
        try:
            pack = read_pack(options["folder"])
            with _quiet("wagtail"):
                call_command("prepare_site", stdout=self.stdout)
                self._make_accounts()
                loaded = load(pack, day, self.stdout.write)
        except (PackError, LibrariesMissingError, GroupMissingError) as refused:
            raise CommandError(str(refused)) from refused
        seconds = time.monotonic() - started
        if not loaded.anything:
            self.stdout.write(f"Everything is as the pack says for {day}; nothing was changed.")
            return
        self.stdout.write(
            f"Loaded the pack for {day}: {loaded.pages} pages and settings, {loaded.words} words, "
            f"{loaded.media} drawings and files, in {seconds:.0f} seconds."
        )

    def _make_accounts(self) -> None:
        if not accounts_allowed():
            self.stdout.write("No demonstration accounts were made: these settings do not allow them.")
            return
        made = make_accounts()
        if made:
            self.stdout.write(f"Made the accounts {', '.join(made)} with the password “{PASSWORD}”.")


@contextmanager
def _quiet(name: str) -> Iterator[None]:
    """Leave out a logger's lines on every single page."""
    logger = logging.getLogger(name)
    before = logger.level
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.setLevel(before)
