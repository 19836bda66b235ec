from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.base import ContentFile
from fpdf import FPDF
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, BooleanObject, DictionaryObject, NameObject, TextStringObject

from cms.checks.draft import Draft
from cms.checks.files import files_for_everybody
from cms.media.inspections import PdfInspection, inspect_files
from cms.media.models import HubDocument
from tests.checks.finding import NOW, event, found, page


def pdf(*, tagged: bool = False, language: str = "") -> bytes:
    plain = FPDF()
    plain.add_page()
    writer = PdfWriter(io.BytesIO(bytes(plain.output())))
    if tagged:
        tree = DictionaryObject(
            {NameObject("/Type"): NameObject("/StructTreeRoot"), NameObject("/K"): ArrayObject()}
        )
        writer._root_object[NameObject("/StructTreeRoot")] = tree
        writer._root_object[NameObject("/MarkInfo")] = DictionaryObject(
            {NameObject("/Marked"): BooleanObject(True)}
        )
    if language:
        writer._root_object[NameObject("/Lang")] = TextStringObject(language)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def upload(name: str, content: bytes, title: str = "Guide") -> HubDocument:
    document = HubDocument(title=title)
    document.file.save(name, ContentFile(content))
    document.save()
    return document


def block(document: HubDocument, description: str = "") -> Any:
    return ("document", {"file": document.pk, "description": description})


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (pdf(tagged=True, language="en-GB"), ""),
        (pdf(language="en-GB"), "is a PDF without tags, so"),
        (pdf(), "is a PDF without tags and without a language, so"),
        (b"%PDF-1.7 and nothing else", "is a PDF that can not be opened"),
    ],
    ids=["whole", "without tags", "without both", "damaged"],
)
def test_a_pdf_is_looked_at_once(content: bytes, wrong: str) -> None:
    document = upload("guide.pdf", content)
    body = page(block(document))
    assert found("files", body) == []
    assert (inspect_files(), inspect_files()) == (1, 0)
    messages = [one.message for one in files_for_everybody(Draft(page(block(document)), NOW))]
    assert len(messages) == bool(wrong)
    assert all(f"“Guide” {wrong}" in message for message in messages)


def test_another_upload_is_looked_at_again() -> None:
    document = upload("guide.pdf", pdf())
    inspect_files()
    document.file.save("guide.pdf", ContentFile(pdf(tagged=True, language="en-GB")))
    document.save()
    assert found("files", page(block(document))) == []
    assert inspect_files() == 1
    assert PdfInspection.objects.get().tagged


def test_a_file_that_is_gone_is_not_asked_for_again() -> None:
    document = upload("guide.pdf", pdf())
    document.file.storage.delete(str(document.file.name))
    assert (inspect_files(), inspect_files()) == (1, 0)


def test_a_word_file_needs_another_way() -> None:
    document = upload("form.docx", b"PK")
    (message,) = found("files", page(block(document)))
    assert message.startswith("body.b1.file: “Guide” is offered only as a file for Word")
    assert found("files", page(block(document, "Ask us for it on paper."))) == []
    other = upload("form.txt", b"Guide")
    assert found("files", page(block(document), block(other))) == []


def test_a_link_in_a_text_offers_a_file_too() -> None:
    document = upload("form.docx", b"PK")
    text = f'<p><a linktype="document" id="{document.pk}">The form</a></p>'
    (message,) = found("files", event(description=text))
    assert message.startswith("description: “Guide” is offered only")
