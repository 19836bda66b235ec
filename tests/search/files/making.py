"""Files of every type that is read, and some that attack their reader."""

from __future__ import annotations

import io
import zipfile

from docx import Document
from fpdf import FPDF
from openpyxl import Workbook
from pptx import Presentation
from pypdf import PdfReader, PdfWriter

ODT = "application/vnd.oasis.opendocument.text"
OFFICE = 'xmlns:text="urn:t" xmlns:office="urn:o"'
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def archive(**members: str | bytes) -> bytes:
    """Return a ZIP of members, in whose names two underscores stand for a slash and one for a dot."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name.replace("__", "/").replace("_", "."), content)
    return made.getvalue()


def word(body: str, before: str = "") -> bytes:
    """Return a Word document of paragraphs in XML."""
    content = f"{before}<w:document {WORD}><w:body>{body}</w:body></w:document>"
    return archive(word__document_xml=content)


def docx(*paragraphs: str) -> bytes:
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return _saved(document)


def pptx(*slides: str, notes: str = "", hidden: int | None = None) -> bytes:
    presentation = Presentation()
    for number, text in enumerate(slides):
        slide = presentation.slides.add_slide(presentation.slide_layouts[5])
        slide.shapes.title.text = text
        if notes:
            slide.notes_slide.notes_text_frame.text = notes
        if number == hidden:
            slide._element.set("show", "0")
    return _saved(presentation)


def xlsx(*rows: list[object], hidden: str = "") -> bytes:
    workbook = Workbook()
    sheet = workbook.active
    for row in rows:
        sheet.append(row)
    if hidden:
        other = workbook.create_sheet("Other")
        other.append([hidden])
        other.sheet_state = "hidden"
    return _saved(workbook)


def odt(body: str, manifest: str = "<m/>") -> bytes:
    content = f"<office:document {OFFICE}><office:body>{body}</office:body></office:document>"
    return archive(mimetype=ODT, content_xml=content, **{"META-INF__manifest_xml": manifest})


def pdf(*pages: str, password: str = "", owner: str = "") -> bytes:
    made = FPDF()
    made.set_font("Helvetica", size=12)
    for text in pages:
        made.add_page()
        if text:
            made.multi_cell(0, 8, text)
    content = bytes(made.output())
    if not password and not owner:
        return content
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    writer.encrypt(password, owner or None, algorithm="AES-256")
    return _written(writer)


def bomb() -> bytes:
    """Return a small Word document with 60 MB of words in it."""
    return word(f"<w:p><w:t>{'boom ' * 12_000_000}</w:t></w:p>")


def _saved(document: object) -> bytes:
    made = io.BytesIO()
    document.save(made)  # type: ignore[attr-defined]
    return made.getvalue()


def _written(writer: PdfWriter) -> bytes:
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()
