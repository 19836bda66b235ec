from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from cms.media.models import HubDocument
from tests.media import files
from tests.media.conftest import stored_document, upload

Post = Callable[..., Any]
AJAX = {"X-Requested-With": "XMLHttpRequest"}


def through_add(post: Post, name: str, content: bytes) -> str:
    return str(
        post(reverse("wagtaildocs:add"), {"title": "Form", "file": upload(name, content)}).content.decode()
    )


def through_chooser(post: Post, name: str, content: bytes) -> str:
    prefix = "document-chooser-upload"
    values = {f"{prefix}-title": "Form", f"{prefix}-file": upload(name, content)}
    return str(post(reverse("wagtaildocs_chooser:create"), values).json().get("htmlFragment", ""))


def through_multiple(post: Post, name: str, content: bytes) -> str:
    answer = post(reverse("wagtaildocs:add_multiple"), {"files[]": upload(name, content)}, **AJAX).json()
    return str(answer.get("error_message", ""))


def through_edit(post: Post, name: str, content: bytes) -> str:
    document = HubDocument.objects.first() or stored_document()
    address = reverse("wagtaildocs:edit", args=[document.pk])
    return str(post(address, {"title": "Form", "file": upload(name, content)}).content.decode())


every_way = pytest.mark.parametrize("way", [through_add, through_chooser, through_multiple, through_edit])


@every_way
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("Our form (2026).docx", files.DOCX),
        ("names.csv", files.SOUND_FILES["names.csv"]),
        ("long.pdf", files.PDF + bytes(3_000_000)),
    ],
)
def test_keeps_a_file_as_it_is(post: Post, way: Callable[..., str], name: str, content: bytes) -> None:
    way(post, name, content)

    document = HubDocument.objects.get()
    with default_storage.open(document.file.name) as file:
        assert file.read() == content
    assert document.filename == name.replace(" ", "_").replace("(", "").replace(")", "")
    assert document.as_value().size == len(content)


@every_way
@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        (
            "form.pdf",
            files.EXE,
            "is named as a PDF, but it is a Windows program. Open it in the program that made it",
        ),
        ("form.docx", files.archive(xl__workbook_xml="x"), "is a ZIP archive or an Office file"),
        ("form.svg", files.SVG, "svg"),
        ("form.exe", files.EXE, "exe"),
        ("form.pdf", b"", "empty"),
        ("form.pdf", files.PDF + bytes(25 * 1024 * 1024), "too big"),
    ],
)
def test_refuses_with_a_reason(
    post: Post, way: Callable[..., str], name: str, content: bytes, words: str
) -> None:
    existing = [stored_document()] if way is through_edit else []

    assert words in way(post, name, content)

    kept = [document.file.name for document in HubDocument.objects.all()]
    assert kept == [document.file.name for document in existing]
    assert all(default_storage.exists(name) for name in kept)


def test_a_replaced_file_keeps_its_name_and_the_former_one_goes(post: Post) -> None:
    document = stored_document()
    former = document.file.name

    through_edit(post, "leaflet.pdf", files.PDF + b"\n")

    replaced = HubDocument.objects.get()
    assert replaced.public_url == document.public_url
    assert replaced.file.name != former
    assert not default_storage.exists(str(former))


def test_a_change_that_is_rolled_back_loses_no_file(
    editor: Client, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    document = stored_document()

    with django_capture_on_commit_callbacks(execute=False):
        editor.post(
            reverse("wagtaildocs:edit", args=[document.pk]),
            {"title": "Form", "file": upload("a.pdf", files.PDF)},
        )

    assert default_storage.exists(str(document.file.name))


def test_a_title_changes_without_the_file(post: Post) -> None:
    document = stored_document()

    answer = post(reverse("wagtaildocs:edit", args=[document.pk]), {"title": "A better title"})

    assert answer.status_code == 302
    assert HubDocument.objects.get().title == "A better title"


def test_a_file_that_waits_for_its_title_can_be_finished(post: Post) -> None:
    values = {"files[]": upload("form.pdf", files.PDF), "title": "x" * 300}
    number = post(reverse("wagtaildocs:add_multiple"), values, **AJAX).json()["uploaded_file_id"]

    address = reverse("wagtaildocs:create_multiple_from_uploaded_document", args=[number])
    answer = post(address, {f"uploaded-document-{number}-title": "Form"}, **AJAX)

    assert answer.json()["success"]
    assert HubDocument.objects.get().filename == "form.pdf"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("???.pdf", "file.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("Anfrage für Äpfel.PDF", "Anfrage_für_Äpfel.pdf"),
        ("x" * 300 + ".pdf", "x" * 120 + ".pdf"),
    ],
)
def test_names_a_file_as_it_came(given: str, kept: str) -> None:
    assert HubDocument().get_upload_to(given.rpartition("/")[2]).rpartition("/")[2] == kept


def test_the_admin_links_to_the_public_address(editor: Client) -> None:
    document = stored_document()

    for page in [reverse("wagtaildocs:index"), reverse("wagtaildocs:edit", args=[document.pk])]:
        answer = editor.get(page)
        assert answer.status_code == 200
        assert document.public_url in answer.content.decode()
    assert editor.get(reverse("wagtaildocs_chooser:choose")).status_code == 200
