"""What an import would do and does: the same judgement for the dry run and for writing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from wagtail.models import Page

from cms.importing import page_values
from cms.importing.files import SourceFile
from cms.importing.models import ImportedListing
from cms.importing.registry import Importer
from cms.importing.rows import Choices, Refusal, Row, quote
from cms.pages import BasePage

LONGEST_TITLE = 200
LONGEST_ID = 500


class Action(StrEnum):
    """What happens with a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "the same"
    EDITED = "edited here"
    DELETED = "deleted here"
    REFUSED = "refused"


@dataclass(frozen=True)
class Judgement:
    """What is to be done with a row, and why."""

    action: Action
    why: tuple[str, ...] = ()
    page: BasePage | None = None
    values: dict[str, Any] = field(default_factory=dict)
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What people are told of a row."""

    where: str
    title: str
    action: Action
    why: tuple[str, ...] = ()
    when: str = ""
    published: bool = False
    page_id: int | None = None


@dataclass(frozen=True)
class Import:
    """One file, the importer that reads it, and how."""

    file: SourceFile
    importer: Importer
    choices: Choices
    source: str
    publish: bool = False
    overwrite: bool = False
    user: AbstractBaseUser | None = None

    def preview(self) -> Iterator[Outcome]:
        """Yield what would be done with each row; raises FileRefused where the file breaks off."""
        for row in self.rows():
            yield outcome(row, self.judge(row)) if isinstance(row, Row) else refused(row)

    def rows(self) -> Iterator[Row | Refusal]:
        """Yield the rows of the file, with ids that stand in it once."""
        places: dict[str, str] = {}
        for row in self.importer.rows(self.file, self.choices):
            if isinstance(row, Row) and row.source_id in places:
                fault = f"The id {quote(row.source_id)} stands at {places[row.source_id]} already."
                yield Refusal(row.where, (fault,), row.title)
                continue
            if isinstance(row, Row):
                places[row.source_id] = row.where
            yield row

    def judge(self, row: Row) -> Judgement:
        """Return what is to be done with a row, by what was imported before and what editors did since."""
        scratch, values = page_values.canonical(self.importer.model, row.values)
        faults = _lengths(row) or page_values.faults(scratch, list(values))
        if faults:
            return Judgement(Action.REFUSED, tuple(faults))
        listing = ImportedListing.objects.filter(source=self.source, source_id=row.source_id).first()
        if listing is None:
            return Judgement(Action.NEW, page=scratch, values=values)
        page = Page.objects.filter(pk=listing.page_id).first() if listing.page_id else None
        if page is None:
            return Judgement(Action.DELETED, ("An editor deleted the page. It is not made again.",))
        if listing.digest == page_values.digest(self.importer.model, values):
            return Judgement(Action.SAME, page=page.specific)
        return self._judge_change(page, listing, values)

    def _judge_change(self, page: Page, listing: ImportedListing, values: dict[str, Any]) -> Judgement:
        if page.specific_class is not self.importer.model:
            return Judgement(Action.REFUSED, (f"The id belongs to a page of another kind, “{page.title}”.",))
        if page.get_lock() is not None:
            return Judgement(Action.EDITED, ("The page is locked, or somebody is checking it.",))
        draft = page.specific.get_latest_revision_as_object()
        blank = self.importer.model()
        write: list[str] = []
        conflicts: list[str] = []
        for name, value in values.items():
            # What came never before is compared with an empty page.
            old = listing.values[name] if name in listing.values else page_values.read(blank, name)
            current = page_values.read(draft, name)
            if value in (old, current):
                continue
            (write if current == old or self.overwrite else conflicts).append(name)
        if conflicts:
            named = ", ".join(page_values.label(draft, name) for name in conflicts)
            return Judgement(
                Action.EDITED, (f"Changed here and at the source since the last import: {named}.",)
            )
        why = tuple(_change(draft, name, values[name]) for name in write)
        for name in write:
            page_values.write(draft, name, values[name])
        faults = page_values.faults(draft, write)
        if faults:
            return Judgement(Action.REFUSED, tuple(faults))
        return Judgement(Action.CHANGED if write else Action.SAME, why, draft, values, tuple(write))


def outcome(row: Row, judgement: Judgement) -> Outcome:
    """Return what people are told of a row that was judged."""
    told = judgement.action in {Action.NEW, Action.CHANGED}
    return Outcome(
        where=row.where,
        title=row.title,
        action=judgement.action,
        why=(*judgement.why, *(row.notes if told else ()), *(row.holds if told else ())),
        when=row.when,
        page_id=judgement.page.pk if judgement.page else None,
    )


def refused(row: Refusal) -> Outcome:
    """Return what people are told of a row that could not be read."""
    return Outcome(row.where, row.title, Action.REFUSED, row.faults)


def _lengths(row: Row) -> list[str]:
    found = []
    if not row.source_id or len(row.source_id) > LONGEST_ID:
        found.append(f"The id {quote(row.source_id)} must have 1 to {LONGEST_ID} characters.")
    if not row.title or len(row.title) > LONGEST_TITLE:
        found.append(f"The title {quote(row.title)} must have 1 to {LONGEST_TITLE} characters.")
    return found


def _change(page: BasePage, name: str, value: Any) -> str:
    """Return such as `Start time: “18:30:00” becomes “19:00:00”`."""
    named, before = page_values.label(page, name), page_values.read(page, name)
    if isinstance(before, list) or isinstance(value, list):
        return f"{named} changes."
    return (
        f"{named}: {quote(before) if before else 'nothing'} becomes {quote(value) if value else 'nothing'}."
    )
