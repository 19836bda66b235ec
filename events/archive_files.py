"""The files that consultations link to, and which of them are gone."""

from __future__ import annotations

from wagtail.documents import get_document_model

from events.consultations import ConsultationPage


def missing_files(page: ConsultationPage) -> list[str]:
    """Return the names of the files that a consultation links to and the media store has not.

    A file that was deleted in the admin has lost its name: it is told by its old number.
    """
    linked = sorted(_linked(page))
    files = get_document_model().objects.in_bulk(linked)
    deleted = [f"a deleted file (number {number})" for number in linked if number not in files]
    return deleted + [
        f"“{file.title}” ({file.filename})"
        for file in files.values()
        if not file.file.storage.exists(file.file.name)
    ]


def _linked(page: ConsultationPage) -> set[int]:
    """Return the numbers of the files that its rich texts and streams link to."""
    model = get_document_model()
    return {
        int(number)
        for field in page._meta.get_fields()
        if hasattr(field, "extract_references")
        for target, number, *_ in field.extract_references(field.value_from_object(page))
        if issubclass(target, model) and str(number).isdecimal()
    }
