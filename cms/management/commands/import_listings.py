"""Bring listings from files of other systems."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cms.importing.files import SourceFile
from cms.importing.models import ImportedListing
from cms.importing.moments import zone_named
from cms.importing.plan import Action, Import, Outcome
from cms.importing.registry import importer_for, importer_named, importers
from cms.importing.rows import Choices, FileRefused, RowRefused
from cms.importing.spreadsheets import read_mapping
from cms.importing.writing import apply, parent_of

LONGEST_SOURCE = ImportedListing._meta.get_field("source").max_length or 0


class Command(BaseCommand):
    """Each file is read to its end before anything of it is written; exit code 1 where a row is refused."""

    help = (
        "Bring events, consultations and practice examples from iCalendar, CSV or GOV.UK's JSON, as drafts."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
        parser.add_argument(
            "--dry-run", action="store_true", help="Say what would be done, and write nothing."
        )
        parser.add_argument(
            "--publish", action="store_true", help="Publish what is complete, not only drafts."
        )
        parser.add_argument(
            "--overwrite", action="store_true", help="Let the source win over editors' changes."
        )
        parser.add_argument(
            "--source", default="", help="Whose list it is. CSV needs it, as ids are its own."
        )
        parser.add_argument("--as", dest="kind", default="", help="Which importer, where it can not be seen.")
        parser.add_argument("--time-zone", default="", help="In which zone times are that say none.")
        parser.add_argument("--mapping", type=Path, help="A file with lines such as “Event name=title”.")
        parser.add_argument(
            "--template", default="", help="Print the headings of a CSV importer, and an example."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["template"]:
                self.stdout.write(_template(options["template"]), ending="")
                return
            if not options["files"]:
                raise CommandError("Name a file, or --template for an empty one.")
            choices = _choices(options)
        except (FileRefused, RowRefused) as refused:
            raise CommandError(str(refused)) from refused
        counts = Counter[Action]()
        broken = sum(not self._bring(path, options, choices, counts) for path in options["files"])
        done = "would be" if options["dry_run"] else "were"
        told = ", ".join(f"{counts[action]} {action}" for action in Action if counts[action])
        self.stdout.write(f"Rows that {done}: {told}." if told else "No rows.")
        if broken or counts[Action.REFUSED]:
            sys.exit(1)

    def _bring(self, path: Path, options: dict[str, Any], choices: Choices, counts: Counter[Action]) -> bool:
        """Import one file; return whether it could be read."""
        try:
            file = SourceFile.of_path(path)
            file.check()
            wanted = _wanted(file, options, choices)
            self._tell(
                path, wanted.preview(), counts if options["dry_run"] else Counter(), options["dry_run"]
            )
            if not options["dry_run"]:
                self._tell(path, apply(wanted), counts, True)
        except FileRefused as refused:
            self.stderr.write(f"{path}: {refused} Nothing of it was imported.")
            return False
        return True

    def _tell(self, path: Path, outcomes: Iterator[Outcome], counts: Counter[Action], is_shown: bool) -> None:
        for one in outcomes:
            counts[one.action] += 1
            if not is_shown or (one.action == Action.SAME and not one.why):
                continue
            stream = self.stderr if one.action == Action.REFUSED else self.stdout
            state = f"{one.action}, published" if one.published else one.action
            title = f" “{one.title}”" if one.title else ""
            said = [f"{path}, {one.where}: {state}{title}.", f"{one.when}." if one.when else "", *one.why]
            stream.write(" ".join(filter(None, said)))


def _template(name: str) -> str:
    importer = importer_named(name)
    if not importer.template:
        told = ", ".join(one.name for one in importers() if one.template)
        raise CommandError(f"“{name}” has no template, as the format is another's. There are: {told}.")
    return importer.template


def _choices(options: dict[str, Any]) -> Choices:
    zone = zone_named(options["time_zone"]) if options["time_zone"] else None
    mapping: dict[str, str] = {}
    if options["mapping"]:
        file = SourceFile.of_path(options["mapping"])
        file.check()
        mapping = read_mapping("".join(file.lines()))
    return Choices(timezone.now(), zone, mapping)


def _wanted(file: SourceFile, options: dict[str, Any], choices: Choices) -> Import:
    importer = importer_named(options["kind"]) if options["kind"] else importer_for(file, choices)
    source = options["source"] or importer.source
    if not source:
        raise FileRefused(
            "Say whose list it is, such as --source “Library service”: its ids are only its own."
        )
    if len(source) > LONGEST_SOURCE:
        raise FileRefused(f"The name of the source is longer than {LONGEST_SOURCE} characters.")
    wanted = Import(
        file, importer, choices, source, publish=options["publish"], overwrite=options["overwrite"]
    )
    parent_of(wanted)
    return wanted
