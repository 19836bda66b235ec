import datetime as dt
import io
import zipfile

import pytest
import time_machine
from docx import Document
from openpyxl import load_workbook
from pptx import Presentation

from demo import files
from demo.files import FORMATS, Leaflet, LibrariesMissingError, file_writers

LEAFLET = Leaflet("Planning checklist – café", "Plan an activity", "Twelve questions about £5.", 3)


def write(name: str, on: dt.date = dt.date(2026, 3, 10)) -> bytes:
    with time_machine.travel(on):
        return file_writers()[name](LEAFLET)


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_a_file_has_the_same_bytes_whenever_it_is_written(name):
    assert write(name) == write(name, on=dt.date(2027, 11, 2))


def test_a_pdf_says_its_title_and_language():
    pdf = write("PDF")

    assert pdf.startswith(b"%PDF-")
    assert b"/Lang (en-GB)" in pdf
    assert b"/DisplayDocTitle true" in pdf
    assert pdf.count(b"/Type /Page\n") == LEAFLET.pages


def test_a_word_document_holds_the_title_as_a_heading_and_the_text():
    document = Document(io.BytesIO(write("DOCX")))

    assert getattr(document.paragraphs[0].style, "name", None) == "Heading 1"
    assert document.paragraphs[0].text == LEAFLET.title
    assert LEAFLET.text in [paragraph.text for paragraph in document.paragraphs]
    assert document.core_properties.title == LEAFLET.title


def test_a_workbook_holds_title_and_headings_to_fill_in():
    sheet = load_workbook(io.BytesIO(write("XLSX"))).active

    assert sheet["A1"].value == LEAFLET.title
    assert [cell.value for cell in sheet[5]] == ["What", "Who", "When", "Notes"]


def test_slides_have_titles():
    slides = Presentation(io.BytesIO(write("PPTX"))).slides

    assert next(slide.shapes.title.text for slide in slides) == LEAFLET.title
    assert len(slides) == LEAFLET.pages


@pytest.mark.parametrize("name", ["DOCX", "PPTX", "XLSX"])
def test_office_files_are_whole_archives(name):
    assert zipfile.ZipFile(io.BytesIO(write(name))).testzip() is None


def test_missing_libraries_are_named_with_how_to_install_them(monkeypatch):
    monkeypatch.setitem(files.LIBRARIES, "fpdf2", "no_such_module")

    with pytest.raises(LibrariesMissingError, match=r"fpdf2.*uv sync --group demo"):
        file_writers()
