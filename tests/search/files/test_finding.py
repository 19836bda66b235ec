"""Files in search: found by what stands in them, named in the hit, and only while everybody may have them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction

from cms.media.models import HubDocument
from search.files.child import Reading
from search.files.faults import EMPTY
from search.files.models import FileText
from search.files.sweep import read_unread
from tests.factories import DocumentFactory, ToolkitFactory
from tests.search.conftest import Ask
from tests.search.files import making

Said = dict[str, list[str]]


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Said:
    """Have files read by their titles: what children read has its own tests."""
    words: Said = {}
    monkeypatch.setattr(
        "search.files.sweep.read", lambda document: Reading(words.get(document.title, []), False, "")
    )
    return words


def leaflet(
    title: str, content: bytes | None = None, name: str = "leaflet.pdf", **values: Any
) -> HubDocument:
    document: HubDocument = DocumentFactory(
        title=title, file=ContentFile(content or title.encode(), name=name), **values
    )
    return document


def toolkit(*files: HubDocument, **values: Any) -> Any:
    resources = [
        ("resource", {"title": file.title, "kind": "document", "file": file, "url": "", "format": "",
                      "pages": None, "accessible_format_note": ""})
        for file in files
    ]  # fmt: skip
    return ToolkitFactory(resources=resources, **values)


def sweep() -> int:
    return read_unread(timezone.now)


def test_a_real_file_is_found_by_its_words_and_named(ask: Ask) -> None:
    content = making.docx("Bring a photograph of the wheelbarrow.", "Nothing else.")
    file = leaflet("Checklist", content, "checklist.docx")
    toolkit(file, title="Planning a walk", summary="How to plan it.")
    assert ask("wheelbarrow")["items"] == []
    assert sweep() == 1
    (item,) = ask("wheelbarrow walk")["items"]
    assert item["card"]["title"] == "Planning a walk"
    assert item["file"] == {"title": "Checklist", "url": file.public_url}
    assert item["highlight"]["text"] == "Bring a photograph of the <mark>wheelbarrow</mark>."


def test_a_hit_that_its_page_explains_names_no_file(ask: Ask, said: Said) -> None:
    said["Checklist"] = ["A walk in the woods."]
    toolkit(leaflet("Checklist"), title="Planning a walk", summary="How to plan it.")
    sweep()
    assert [item["file"] for item in ask("walk")["items"]] == [None]


def test_of_several_files_the_one_that_says_most_is_named(ask: Ask, said: Said) -> None:
    said |= {"First": ["A wheelbarrow."], "Second": ["A green wheelbarrow."], "Third": ["Green."]}
    toolkit(*[leaflet(title) for title in said], title="Planning a walk")
    sweep()
    assert [item["file"]["title"] for item in ask("green wheelbarrow")["items"]] == ["Second"]


def test_the_page_that_says_it_stands_above_the_one_whose_file_does(
    titles: Callable[..., list[str]], said: Said
) -> None:
    said["Checklist"] = ["A wheelbarrow."]
    toolkit(leaflet("Checklist"), title="In its file")
    ToolkitFactory(title="On the page", summary="Of a wheelbarrow.")
    sweep()
    assert titles("wheelbarrow") == ["On the page", "In its file"]


def test_a_file_is_read_once_for_each_content(said: Said, db: None) -> None:
    for _ in range(2):
        leaflet("Checklist")
    assert (sweep(), sweep()) == (1, 0)
    assert FileText.objects.count() == 1


def test_the_text_of_a_replaced_file_is_forgotten(ask: Ask, said: Said) -> None:
    file = leaflet("Checklist")
    said["Checklist"] = ["A wheelbarrow."]
    page = toolkit(file, title="Planning a walk")
    sweep()
    assert ask("wheelbarrow")["total"] == 1
    said["Checklist"] = ["A lantern."]
    file.file = ContentFile(b"other", name="leaflet.pdf")
    file._set_document_file_metadata()
    file.save()
    page.save_revision().publish()
    sweep()
    assert ask("lantern")["total"] == 1
    assert ask("wheelbarrow")["total"] == 0
    assert FileText.objects.count() == 1


def test_a_file_that_becomes_private_is_not_found_any_more(ask: Ask, said: Said) -> None:
    said["Checklist"] = ["A wheelbarrow."]
    inner = Collection.get_first_root_node().add_child(name="Inner")
    toolkit(leaflet("Checklist", collection=inner), title="Planning a walk", summary="How to.")
    sweep()
    assert ask("wheelbarrow")["items"][0]["file"]
    restriction = CollectionViewRestriction.objects.create(
        collection=inner, restriction_type=CollectionViewRestriction.LOGIN
    )
    assert ask("wheelbarrow")["items"] == []
    restriction.delete()
    assert ask("wheelbarrow")["total"] == 1


def test_a_file_of_no_public_page_is_read_and_not_found(ask: Ask, said: Said) -> None:
    said["Checklist"] = ["A wheelbarrow."]
    toolkit(leaflet("Checklist"), title="A draft", live=False)
    assert sweep() == 1
    assert ask("wheelbarrow")["total"] == 0


def test_a_file_without_a_hash_gets_one(said: Said, db: None) -> None:
    file = leaflet("Checklist")
    HubDocument.objects.update(file_hash="")
    sweep()
    file.refresh_from_db()
    assert FileText.objects.get().content_hash == file.file_hash != ""


def test_what_can_not_be_read_keeps_its_reason(db: None) -> None:
    leaflet("Scan", making.pdf(""), "scan.pdf")
    sweep()
    assert FileText.objects.get().fault == EMPTY
    assert sweep() == 0
