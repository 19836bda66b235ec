"""Files as evidence: by what they hold, not by what they are called."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from standard.assessments.evidence import LARGEST_FILE, LARGEST_UNPACKED
from standard.assessments.models import Evidence, EvidenceFile
from tests.media.files import EXE, PDF, SVG, WORD, archive, bomb, photo


@pytest.fixture
def upload(token, client: Client) -> Any:
    """Return a function that sends a file as evidence."""

    def upload(name: str, content: bytes, **values: str) -> Any:
        fields = {"code": "1.1", "day": "2026-06-01", "file": SimpleUploadedFile(name, content)}
        return client.post(f"/api/v1/assessments/{token}/evidence", fields | values)

    return upload


def test_two_files_or_a_field_twice_are_refused_and_none_is_kept(upload) -> None:
    two = [SimpleUploadedFile("a.txt", b"One thing"), SimpleUploadedFile("b.txt", b"Another")]
    assert upload("a.txt", b"One thing", file=two).json()["errors"][0]["parameter"] == "file"
    assert upload("a.txt", b"One thing", code=["1.1", "1.2"]).json()["errors"][0]["parameter"] == "code"
    assert not Evidence.objects.exists()


def word_file(**members: str) -> bytes:
    return archive(word__document_xml="<w/>", **members)


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("minutes.pdf", PDF, "application/pdf"),
        ("../../minutes.txt", b"Who came, and what they said", "text/plain"),
        (
            "letter.docx",
            word_file(),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
    ],
)
def test_a_file_comes_back_as_it_was_given(upload, token, client: Client, name, content, media_type) -> None:
    added = upload(name, content).json()
    assert (added["kind"], added["media_type"], added["size"]) == ("file", media_type, len(content))
    response = client.get(f"/api/v1/assessments/{token}/evidence/{added['id']}/file")
    assert response.content == content
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name.rpartition("/")[2]}"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert "sandbox" in response.headers["Content-Security-Policy"]


def test_a_photo_loses_where_it_was_taken(upload) -> None:
    assert upload("wall.jpg", photo()).status_code == 201
    kept = bytes(EvidenceFile.objects.get().content)
    assert kept.startswith(b"\xff\xd8\xff")
    assert b"Phonemaker" not in kept
    assert b"Secret" not in kept


def zip_bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file, file.open(WORD, "w") as member:
        for _ in range(LARGEST_UNPACKED // (1024 * 1024) + 1):
            member.write(bytes(1024 * 1024))
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("letter.docx", EXE, "it is a Windows program"),
        ("letter.docx", word_file(word__vbaProject_bin="x"), "without a password or macros"),
        ("letter.docx", zip_bomb(), "far too large"),
        ("photo.png", bomb(), "million pixels"),
        ("photo.png", SVG, "SVG"),
        ("drawing.svg", SVG, "of these types"),
        ("tool.exe", EXE, "of these types"),
        ("all.zip", archive(a_txt="x"), "of these types"),
        ("nothing.pdf", b"", "empty"),
        ("plain", b"x", "of these types"),
        ("large.txt", b"x" * (LARGEST_FILE + 1), "5 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_may_not_be_handed_around_is_refused_in_words(upload, name, content, words) -> None:
    response = upload(name, content)
    assert response.status_code == 422
    assert words in response.json()["detail"]
    assert not Evidence.objects.exists()


def test_far_too_large_is_refused_before_it_is_read(upload) -> None:
    assert upload("large.txt", b"x" * (LARGEST_FILE + 500_000)).status_code == 413


def test_a_form_without_a_file_or_with_a_wrong_day(upload, token, client: Client) -> None:
    fields = {"code": "1.1", "day": "2026-06-01"}
    refused = client.post(f"/api/v1/assessments/{token}/evidence", fields)
    assert refused.json()["errors"][0]["parameter"] == "file"
    assert upload("minutes.pdf", PDF, day="tomorrow").json()["errors"][0]["parameter"] == "day"
    cut = client.generic(
        "POST", f"/api/v1/assessments/{token}/evidence", b"--x\r\nbroken", content_type="multipart/form-data"
    )
    assert cut.status_code == 422


def test_a_file_of_another_assessment_is_not_there(upload, start, client: Client) -> None:
    added = upload("minutes.pdf", PDF).json()
    other = start()["token"]
    assert client.get(f"/api/v1/assessments/{other}/evidence/{added['id']}/file").status_code == 404
    assert client.delete(f"/api/v1/assessments/{other}/evidence/{added['id']}").status_code == 404
    assert EvidenceFile.objects.count() == 1
