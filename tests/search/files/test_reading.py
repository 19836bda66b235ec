"""What is read of each type of file, what is left out on purpose, and why a file can not be read."""

from __future__ import annotations

import io

import pytest

from search.files import reading
from search.files.faults import BROKEN, EMPTY, FAULTS, LOCKED, MISSING, REFUSED, TOO_LARGE
from tests.search.files import making

DOCTYPE = '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


def paragraphs(content: bytes, extension: str) -> list[str]:
    answer = reading.read(io.BytesIO(content), extension)
    assert "fault" not in answer, answer
    return list(answer["paragraphs"])


def fault(content: bytes, extension: str) -> str:
    return str(reading.read(io.BytesIO(content), extension)["fault"])


def test_a_word_document() -> None:
    assert paragraphs(making.docx("Ask for a key safe.", "Café & cake"), "docx") == [
        "Ask for a key safe.",
        "Café & cake",
    ]


def test_words_that_word_divides_stay_whole_and_deleted_ones_are_left_out() -> None:
    body = (
        "<w:p><w:r><w:t>Lis</w:t></w:r><w:r><w:t>tening</w:t><w:tab/><w:t>well</w:t></w:r>"
        "<w:del><w:r><w:delText>secret</w:delText></w:r></w:del></w:p>"
    )
    assert paragraphs(making.word(body), "docx") == ["Listening well"]


def test_slides_without_speakers_notes_and_hidden_slides() -> None:
    content = making.pptx("One", "Two", "Three", notes="Do not say this", hidden=1)
    assert paragraphs(content, "pptx") == ["One", "Three"]


def test_the_rows_of_a_workbook_without_numbers_and_hidden_sheets() -> None:
    content = making.xlsx(["Town", "Families"], ["Coalville", 41], hidden="Names of children")
    assert paragraphs(content, "xlsx") == ["Town Families", "Coalville"]


def test_an_open_document_without_comments_and_deleted_words() -> None:
    body = (
        "<text:tracked-changes><text:p>deleted</text:p></text:tracked-changes><text:h>Head<text:s/>ing</text:h>"
        "<text:p>One <text:span>two</text:span><office:annotation><text:p>a comment</text:p>"
        "</office:annotation> three</text:p>"
    )
    assert paragraphs(making.odt(body), "odt") == ["Head ing", "One two three"]


def test_a_pdf_page_by_page() -> None:
    assert paragraphs(making.pdf("First page.", "Second page."), "pdf") == ["First page.", "Second page."]


def test_a_pdf_that_everybody_may_open_is_read_although_printing_is_locked() -> None:
    assert paragraphs(making.pdf("Open to all.", owner="secret"), "pdf") == ["Open to all."]


@pytest.mark.parametrize(
    ("content", "extension", "said"),
    [
        (making.pdf("Locked.", password="secret"), "pdf", LOCKED),
        (making.odt("<text:p>x</text:p>", "<m><encryption-data/></m>"), "odt", LOCKED),
        (making.pdf(""), "pdf", EMPTY),
        (making.docx(), "docx", EMPTY),
        (b"%PDF-1.7 and then nothing", "pdf", BROKEN),
        (making.docx("Cut off")[:-200], "docx", BROKEN),
        (making.word("<w:p><w:t>never closed</w:p>"), "docx", BROKEN),
        (making.archive(mimetype=making.ODT), "odt", BROKEN),
        (making.word("<w:p><w:t>&b;</w:t></w:p>", before=DOCTYPE), "docx", REFUSED),
        (making.word("<w:p>" * 5_000 + "</w:p>" * 5_000), "docx", REFUSED),
        (making.archive(**{f"member{number}": "" for number in range(20_001)}), "docx", REFUSED),
    ],
    ids=[
        "locked-pdf",
        "locked-odt",
        "scan",
        "no-words",
        "no-pdf",
        "cut-off",
        "no-xml",
        "no-content",
        "entities",
        "deep",
        "members",
    ],
)
def test_why_a_file_can_not_be_read(content: bytes, extension: str, said: str) -> None:
    assert fault(content, extension) == said


def test_of_a_long_file_the_beginning_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_CHARACTERS", 20)
    answer = reading.read(io.BytesIO(making.docx("one two three", "four five six")), "docx")
    assert answer == {"paragraphs": ["one two three", "four fi"], "is_cut": True}


def test_each_fault_is_explained_to_editors() -> None:
    assert set(FAULTS) == {LOCKED, BROKEN, EMPTY, TOO_LARGE, REFUSED, MISSING}
