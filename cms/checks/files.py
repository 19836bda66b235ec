"""The check of files: one that some people can not read needs another way to the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wagtail.documents.blocks import DocumentChooserBlock

from cms.blocks.media import DocumentBlock
from cms.checks.draft import Draft
from cms.checks.findings import Finding
from cms.media.models import HubDocument
from cms.resources import ResourceBlock

TO_BE_WRITTEN_IN = {"docx", "odt", "pptx"}
ADVICE = (
    "Offer the same as a web page, or say beside it how people get it in another format. To mend a PDF, save"
    " it from Word with “Document structure tags for accessibility” and a language."
)


@dataclass(frozen=True)
class _Offer:
    """A file on a page, with what is said there of other formats."""

    place: str
    file: HubDocument
    note: str


def files_for_everybody(draft: Draft) -> Iterator[Finding]:
    """Find PDFs without tags or language, and Word files, where no other way is offered."""
    offers = list(_offers(draft))
    elsewhere = _titles_of_pages(draft)
    for offer in offers:
        title = offer.file.title
        if offer.note or title.casefold() in elsewhere or _has_other_format(offer, offers):
            continue
        wrong = _fault(offer.file)
        if wrong:
            yield Finding(offer.place, f"“{title}” {wrong}.", ADVICE)


def _fault(file: HubDocument) -> str:
    extension = file.file_extension.lower()
    if extension in TO_BE_WRITTEN_IN:
        return "is offered only as a file for Word or a like program, which not everybody has"
    inspection = getattr(file, "inspection", None)
    # Nobody has looked at it yet, or at its present upload.
    if extension != "pdf" or inspection is None or inspection.file_name != file.file.name:
        return ""
    if inspection.tagged is None:
        return "is a PDF that can not be opened, as it is damaged or locked"
    lacks = [
        name
        for name, there in (("tags", inspection.tagged), ("a language", inspection.language))
        if not there
    ]
    return (
        f"is a PDF without {' and without '.join(lacks)}, so screen readers can not read it well"
        if lacks
        else ""
    )


def _offers(draft: Draft) -> Iterator[_Offer]:
    notes = {
        part.place: _note(part.value)
        for part in draft.parts
        if isinstance(part.block, ResourceBlock | DocumentBlock) and part.value
    }
    for part in draft.parts:
        if isinstance(part.block, DocumentChooserBlock) and part.value:
            yield _Offer(part.place, part.value, notes.get(part.place.rpartition(".")[0], ""))
    linked = [
        (passage.place, int(str(link["id"])))
        for passage in draft.passages
        for link in passage.links
        if link.get("linktype") == "document" and str(link.get("id", "")).isdecimal()
    ]
    files = HubDocument.objects.select_related("inspection").in_bulk({number for _, number in linked})
    for place, number in linked:
        if number in files:
            yield _Offer(place, files[number], "")


def _note(value: Any) -> str:
    return value.get("accessible_format_note") or value.get("description") or ""


def _titles_of_pages(draft: Draft) -> set[str]:
    """Return the titles of resources that stand at an address instead of in a file."""
    return {
        part.value["title"].casefold()
        for part in draft.parts
        if isinstance(part.block, ResourceBlock) and part.value and part.value["url"] and part.value["title"]
    }


def _has_other_format(offer: _Offer, offers: list[_Offer]) -> bool:
    """Return whether the page offers a file of the same title that has no fault."""
    return any(
        other.file.title.casefold() == offer.file.title.casefold() and not _fault(other.file)
        for other in offers
        if other.file.pk != offer.file.pk
    )
