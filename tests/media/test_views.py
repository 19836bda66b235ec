from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import NoReverseMatch, reverse
from wagtail.models import Collection, CollectionViewRestriction

from cms.media.models import HubImage
from cms.media.renditions import make_renditions
from tests.media import files
from tests.media.conftest import stored_document, stored_image

pytestmark = pytest.mark.django_db


def path_of(url: str) -> str:
    return url.removeprefix("http://localhost:8000")


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.mark.parametrize(
    ("name", "media_type", "disposition"),
    [
        ("leaflet.pdf", "application/pdf", 'inline; filename="leaflet.pdf"'),
        ("names.csv", "text/csv", 'attachment; filename="names.csv"'),
        (
            "letter.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            'attachment; filename="letter.docx"',
        ),
    ],
)
def test_hands_out_a_file(client: Client, name: str, media_type: str, disposition: str) -> None:
    content = files.SOUND_FILES[name]
    document = stored_document(content, name)

    answer = client.get(path_of(document.public_url))

    assert (answer.status_code, body(answer)) == (200, content)
    assert answer["Content-Type"] == media_type
    assert answer["Content-Disposition"] == disposition
    assert answer["Content-Length"] == str(len(content))
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert ("sandbox" in answer["Content-Security-Policy"]) == (not name.endswith("pdf"))
    assert answer["Surrogate-Key"] == f"document:{document.uuid}"
    assert "Set-Cookie" not in answer


def test_hands_out_a_file_with_a_name_that_is_not_english(client: Client) -> None:
    document = stored_document(name="Äpfel.pdf")

    answer = client.get(path_of(document.public_url))

    assert answer.status_code == 200
    assert answer["Content-Disposition"] == "inline; filename*=utf-8''%C3%84pfel.pdf"


def test_a_former_name_leads_to_the_present_one(client: Client) -> None:
    document = stored_document()

    answer = client.get(f"/files/{document.uuid}/leaflet-2025.pdf")

    assert (answer.status_code, answer["Location"]) == (302, path_of(document.public_url))


def test_an_unknown_file_is_a_problem(client: Client) -> None:
    answer = client.get(f"/files/{uuid.uuid4()}/leaflet.pdf")

    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert "no file at this address" in answer.json()["detail"]


def test_a_private_collection_is_not_handed_out(client: Client, admin_client: Client) -> None:
    collection = Collection.get_first_root_node().add_child(name="Staff")
    below = collection.add_child(name="Finance")
    documents = [stored_document(collection=collection), stored_document(collection=below)]
    assert {client.get(path_of(document.public_url)).status_code for document in documents} == {200}

    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")

    for document in documents:
        for address in [path_of(document.public_url), f"/files/{document.uuid}/other.pdf"]:
            assert client.get(address).status_code == 404


def test_a_file_missing_from_the_disk_is_a_problem(client: Client) -> None:
    document = stored_document()
    default_storage.delete(str(document.file.name))

    assert client.get(path_of(document.public_url)).status_code == 404


def test_wagtails_numbered_addresses_do_not_exist() -> None:
    for name, args in [("wagtaildocs_serve", [1, "a.pdf"]), ("wagtailimages_serve", ["x", 1, "original"])]:
        with pytest.raises(NoReverseMatch):
            reverse(name, args=args)


def addresses() -> list[str]:
    image = stored_image()
    make_renditions(image)
    return [path_of(stored_document().public_url), path_of(image.as_value().renditions[0].url)]


@pytest.mark.parametrize("kind", [0, 1], ids=["file", "image"])
def test_says_what_a_caller_has_already(client: Client, kind: int) -> None:
    address = addresses()[kind]
    first = client.get(address)

    for headers in [{"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}]:
        again = client.get(address, headers=headers)
        assert (again.status_code, body(again)) == (304, b"")
        assert again["ETag"] == first["ETag"]
        assert again["Cache-Control"] == first["Cache-Control"]
    assert client.get(address, headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize("kind", [0, 1], ids=["file", "image"])
def test_answers_head_as_get_without_the_body(client: Client, kind: int) -> None:
    address = addresses()[kind]
    got, head = client.get(address), client.head(address)

    assert body(head) == b""
    assert {**head.headers, "X-Request-Id": ""} == {**got.headers, "X-Request-Id": ""}


@pytest.mark.parametrize("kind", [0, 1], ids=["file", "image"])
def test_only_reads(client: Client, kind: int) -> None:
    assert client.post(addresses()[kind]).status_code == 405


@pytest.mark.parametrize(
    ("shows_people", "cache_control"),
    [(False, "public, max-age=31536000, immutable"), (True, "public, max-age=60")],
)
def test_an_image_may_be_kept_for_ever_but_for_one_of_people(
    client: Client, shows_people: bool, cache_control: str
) -> None:
    image = stored_image()
    make_renditions(image)
    HubImage.objects.filter(pk=image.pk).update(shows_people=shows_people)

    for rendition in image.as_value().renditions:
        answer = client.get(path_of(rendition.url))
        assert body(answer)
        assert answer["Content-Type"] == f"image/{rendition.format}"
        assert answer["Cache-Control"] == cache_control
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Surrogate-Key"] == f"image:{image.uuid}"


def test_originals_and_files_are_never_handed_out_as_media(client: Client, admin_client: Client) -> None:
    image, document = stored_image(), stored_document()
    make_renditions(image)
    rendition = image.renditions.first().file.name
    version = image.file_version

    for path in [
        image.file.name,
        document.file.name,
        f"images/{version}/../../../{image.file.name}",
        f"images/{version}/..",
        f"images/{version}/",
        f"images/{version}/missing.png",
        f"images/../{image.file.name}",
        f"/{rendition}",
        f"{rendition}%0A",
        f"{rendition}%00",
        rendition.upper(),
    ]:
        for who in (client, admin_client):
            assert who.get(f"/media/{path}").status_code in {400, 404}, path


def test_an_image_missing_from_the_disk_is_a_problem(client: Client) -> None:
    image = stored_image()
    make_renditions(image)
    address = path_of(image.as_value().renditions[0].url)
    default_storage.delete(image.renditions.first().file.name)

    assert client.get(address).status_code == 404
