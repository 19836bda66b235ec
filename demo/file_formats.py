"""Write a leaflet as PDF, DOCX, XLSX or PPTX, the same bytes each time."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable

from docx import Document
from fpdf import FPDF, ViewerPreferences
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from pptx import Presentation

from demo.files import Leaflet

AUTHOR = "Family Information Service"
LANGUAGE = "en-GB"
NOTE = "This is an example. The services, places and figures in it are made up."
WRITTEN_AT = dt.datetime(2026, 1, 1, 9, tzinfo=dt.UTC)
ZIP_TIME = (2026, 1, 1, 9, 0, 0)
# The fonts that every PDF reader brings know Latin letters only.
PLAIN = str.maketrans("–—‘’“”", "--''\"\"")
CORE = "docProps/core.xml"
CORE_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def write_pdf(leaflet: Leaflet) -> bytes:
    """Return a PDF with title, language and an outline."""
    pdf = FPDF()
    pdf.set_title(leaflet.title)
    pdf.set_author(AUTHOR)
    pdf.set_subject(leaflet.text)
    pdf.set_lang(LANGUAGE)
    pdf.set_creation_date(WRITTEN_AT)
    pdf.viewer_preferences = ViewerPreferences(display_doc_title=True)
    pdf.set_margin(22)
    for page in range(1, leaflet.pages + 1):
        pdf.add_page()
        heading = leaflet.title if page == 1 else f"{leaflet.title}, page {page} of {leaflet.pages}"
        pdf.start_section(heading.translate(PLAIN))
        _pdf_text(pdf, heading, 22 if page == 1 else 16, "B")
        _pdf_text(pdf, leaflet.text if page == 1 else "Space for your notes.", 13)
        _pdf_text(pdf, f"From the toolkit: {leaflet.source}", 11)
        _pdf_text(pdf, NOTE, 11)
    return bytes(pdf.output())


def _pdf_text(pdf: FPDF, text: str, size: int, style: str = "") -> None:
    pdf.set_font("Helvetica", style, size)
    pdf.multi_cell(0, size * 0.6, text.translate(PLAIN), align="L", new_x="LMARGIN", new_y="NEXT")
    pdf.ln(size * 0.35)


def write_docx(leaflet: Leaflet) -> bytes:
    """Return a Word document with headings that screen readers find."""
    document = Document()
    document.core_properties.title = leaflet.title
    document.core_properties.author = AUTHOR
    document.core_properties.language = LANGUAGE
    document.add_heading(leaflet.title, level=1)
    document.add_paragraph(leaflet.text)
    document.add_paragraph(f"From the toolkit: {leaflet.source}")
    document.add_paragraph(NOTE)
    for page in range(2, leaflet.pages + 1):
        heading = document.add_heading(f"Page {page} of {leaflet.pages}", level=2)
        heading.paragraph_format.page_break_before = True
        document.add_paragraph("Space for your notes.")
    file = io.BytesIO()
    document.save(file)
    return _settled(file)


def write_xlsx(leaflet: Leaflet) -> bytes:
    """Return a workbook with one sheet to fill in."""
    workbook = Workbook()
    workbook.properties.title = leaflet.title
    workbook.properties.creator = AUTHOR
    workbook.properties.language = LANGUAGE
    sheet = workbook.active
    sheet.title = "To fill in"
    sheet.append([leaflet.title])
    sheet.append([leaflet.text])
    sheet.append([f"From the toolkit: {leaflet.source}"])
    sheet.append([NOTE])
    sheet.append(["What", "Who", "When", "Notes"])
    sheet["A1"].font = Font(bold=True, size=16)
    for cell in sheet[5]:
        cell.font = Font(bold=True)
    for column, width in zip("ABCD", (60, 24, 16, 40), strict=True):
        sheet.column_dimensions[column].width = width
    for row in range(1, 5):
        sheet[f"A{row}"].alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A6"
    file = io.BytesIO()
    workbook.save(file)
    return _settled(file)


def write_pptx(leaflet: Leaflet) -> bytes:
    """Return slides with titles."""
    slides = Presentation()
    slides.core_properties.title = leaflet.title
    slides.core_properties.author = AUTHOR
    slides.core_properties.language = LANGUAGE
    title_and_text = slides.slide_layouts[1]
    for page in range(1, leaflet.pages + 1):
        slide = slides.slides.add_slide(title_and_text)
        slide.shapes.title.text = leaflet.title if page == 1 else f"{leaflet.title}, {page}"
        slide.placeholders[1].text = f"{leaflet.text}\nFrom the toolkit: {leaflet.source}\n{NOTE}"
    file = io.BytesIO()
    slides.save(file)
    return _settled(file)


def _settled(file: io.BytesIO) -> bytes:
    """Return an Office file without the times at which it was written, which no library lets us set."""
    settled = io.BytesIO()
    with zipfile.ZipFile(file) as before, zipfile.ZipFile(settled, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name == CORE:
                content = CORE_TIMES.sub(
                    rb"\g<1>" + WRITTEN_AT.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), content
                )
            after.writestr(zipfile.ZipInfo(name, ZIP_TIME), content, zipfile.ZIP_DEFLATED)
    return settled.getvalue()


WRITERS: dict[str, Callable[[Leaflet], bytes]] = {
    "PDF": write_pdf,
    "DOCX": write_docx,
    "XLSX": write_xlsx,
    "PPTX": write_pptx,
}
