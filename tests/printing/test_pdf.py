"""Printed documents are tagged, titled and in English, whatever their words are."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from cms.printing.documents import (
    Block,
    Facts,
    Heading,
    Items,
    Note,
    PageBreak,
    Paragraph,
    Picture,
    PrintedDocument,
    Run,
    Table,
)
from cms.printing.pdf import PrintingError, fingerprint, write_pdf

NOW = dt.datetime(2030, 6, 3, 9, tzinfo=dt.UTC)
BAR = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 20'><rect width='50' height='20'/></svg>"
EVERYTHING: list[Block] = [
    Heading("First"),
    Paragraph([Run("strong", bold=True), Run(" linked", url="https://example.org/")]),
    Items(["one", "two"], 1),
    Items([[Run("a", italic=True)]]),
    Facts([("Level 0", "Not yet.")]),
    Note("Important", "Do this."),
    Table(["Code", "Level"], [["1.1", "2"], ["1.2", [Run("3", bold=True)]]], "Levels by statement", [1, 3]),
    Picture(BAR, "A bar, half full"),
    PageBreak(),
    Heading("Far below", 4),
]


def printed(*blocks: Block, title: str = "A report") -> PrintedDocument:
    return PrintedDocument(
        title, NOW, blocks, lead="In short.", author="FIS", footer="A report", contents=True
    )


def read(document: PrintedDocument) -> PdfReader:
    return PdfReader(io.BytesIO(write_pdf(document)))


def text(reader: PdfReader) -> str:
    return " ".join(page.extract_text() for page in reader.pages)


def tags(reader: PdfReader) -> list[str]:
    """Return the kinds of the structure's elements, in the order in which they are read aloud."""

    def walk(element: Any) -> Iterator[str]:
        element = element.get_object()
        if isinstance(element, ArrayObject):
            for child in element:
                yield from walk(child)
        elif isinstance(element, DictionaryObject):
            if "/S" in element:
                yield str(element["/S"])
            if "/K" in element:
                yield from walk(element["/K"])

    return list(walk(reader.trailer["/Root"]["/StructTreeRoot"]))  # type: ignore[index]


def test_it_says_what_it_is_and_in_what_language() -> None:
    reader = read(printed(*EVERYTHING))
    root: Any = reader.trailer["/Root"]
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("A report", "FIS")
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert str(reader.outline).count("/Title") == 2


def test_each_block_is_tagged_as_what_it_is() -> None:
    found = set(tags(read(printed(*EVERYTHING))))
    assert found >= {"/H1", "/H2", "/P", "/L", "/LI", "/Table", "/TR", "/TH", "/TD", "/Figure", "/Link"}


def test_words_are_no_code() -> None:
    words = '#panic("x") $x$ *b* [c] @d \\ <e> // f'
    assert words in text(read(printed(Paragraph(words))))


def test_a_letter_without_a_font_does_not_stop_the_rest(caplog: pytest.LogCaptureFixture) -> None:
    reader = read(printed(Paragraph("ગ and the rest\x00"), title="Title"))
    assert "and the rest" in text(reader)
    assert "/StructTreeRoot" in reader.trailer["/Root"]  # type: ignore[operator]
    assert "machine's fonts" in caplog.text


def test_a_picture_that_is_none_is_refused() -> None:
    with pytest.raises(PrintingError):
        write_pdf(printed(Picture("no svg", "Nothing")))


def test_the_same_words_give_the_same_bytes() -> None:
    assert write_pdf(printed(*EVERYTHING)) == write_pdf(printed(*EVERYTHING))
    assert fingerprint(printed(Paragraph("a"))) != fingerprint(printed(Paragraph("b")))
