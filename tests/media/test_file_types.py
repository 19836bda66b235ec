from __future__ import annotations

import io

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError

from cms.media.file_types import FILE_TYPES, check_content
from tests.media import files


def refusal(name: str, content: bytes) -> str:
    with pytest.raises(ValidationError) as caught:
        check_content(io.BytesIO(content), name)
    return str(caught.value.messages[0])


def test_knows_each_type_that_may_be_uploaded() -> None:
    assert sorted(FILE_TYPES) == sorted(settings.WAGTAILDOCS_EXTENSIONS)


@pytest.mark.parametrize("name", files.SOUND_FILES)
def test_takes_a_sound_file_and_leaves_it_at_its_start(name: str) -> None:
    file = io.BytesIO(files.SOUND_FILES[name])

    check_content(file, name)

    assert file.tell() == 0


@pytest.mark.parametrize("extension", FILE_TYPES)
def test_refuses_a_program_under_any_name(extension: str) -> None:
    assert "is a Windows program" in refusal(f"form.{extension}", files.EXE)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("form.pdf", files.EXE, "“form.pdf” is named as a PDF, but it is a Windows program. Open it"),
        ("form.pdf", files.EXE[:60] + files.PDF, "is a Windows program"),
        ("form.pdf", b"Dear all", "is something else"),
        ("form.docx", files.archive(xl__workbook_xml="x"), "is a ZIP archive or an Office file"),
        (
            "form.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            "older or password-protected Office file",
        ),
        (
            "form.docx",
            files.archive(word__document_xml="x", word__vbaProject_bin="x"),
            "without a password or macros",
        ),
        ("form.docx", files.EXE + files.DOCX, "is a Windows program"),
        ("form.docx", files.DOCX[:40], "damaged or locked"),
        ("form.odt", files.archive(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "ZIP archive"),
        ("form.odt", files.DOCX, "is a ZIP archive or an Office file"),
        ("form.zip", files.PDF, "is a PDF"),
        ("form.txt", files.PDF, "is a PDF"),
        ("form.csv", b"a,b\n1,\x002\n", "is something else"),
        ("form.csv", b"a,b\n" * 400_000 + b"\x00", "is something else"),
        ("form.csv", "a\tb\n".encode("utf-16"), "is text stored as UTF-16"),
        ("form.csv", b"<html><table></table>", "is a web page"),
        ("form.exe", files.EXE, "type .exe"),
        ("form", files.PDF, "type .form"),
    ],
)
def test_refuses_what_a_file_only_pretends_to_be(name: str, content: bytes, words: str) -> None:
    assert words in refusal(name, content)
