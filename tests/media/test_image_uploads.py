from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.models import UploadedFile

from cms.media.models import HubImage
from tests.media import files
from tests.media.conftest import stored_image, upload

Post = Callable[..., Any]
AJAX = {"X-Requested-With": "XMLHttpRequest"}


def through_add(post: Post, name: str, content: bytes) -> str:
    values = {"title": "Bike", "description": "Two dads", "file": upload(name, content)}
    return str(post(reverse("wagtailimages:add"), values).content.decode())


def through_chooser(post: Post, name: str, content: bytes) -> str:
    prefix = "image-chooser-upload"
    values = {
        f"{prefix}-title": "Bike",
        f"{prefix}-description": "Two dads",
        f"{prefix}-file": upload(name, content),
    }
    return str(post(reverse("wagtailimages_chooser:create"), values).json().get("htmlFragment", ""))


def through_multiple(post: Post, name: str, content: bytes) -> str:
    answer = post(reverse("wagtailimages:add_multiple"), {"files[]": upload(name, content)}, **AJAX).json()
    if not answer["success"]:
        return str(answer["error_message"])
    number = answer["uploaded_file_id"]
    address = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[number])
    prefix = f"uploaded-image-{number}"
    assert not post(address, {f"{prefix}-title": "Bike"}, **AJAX).json()["success"]
    values = {f"{prefix}-title": "Bike", f"{prefix}-description": "Two dads"}
    assert post(address, values, **AJAX).json()["success"]
    return ""


def through_edit(post: Post, name: str, content: bytes) -> str:
    image = HubImage.objects.first() or stored_image()
    values = {"title": "Bike", "description": "Two dads", "file": upload(name, content)}
    return str(post(reverse("wagtailimages:edit", args=[image.pk]), values).content.decode())


WAYS = [through_add, through_chooser, through_multiple, through_edit]
every_way = pytest.mark.parametrize("way", WAYS)


@every_way
@pytest.mark.parametrize("padding", [0, 3_000_000], ids=["in memory", "in a temporary file"])
def test_keeps_a_photo_without_where_it_was_taken(post: Post, way: Callable[..., str], padding: int) -> None:
    way(post, "Jane Smith.JPG", files.photo() + bytes(padding))

    image = HubImage.objects.get()
    with default_storage.open(image.file.name) as file:
        kept = file.read()
    assert image.file.name.endswith("/Jane_Smith.jpg")
    assert b"Secret" not in kept
    assert dict(Image.open(io.BytesIO(kept)).getexif()) == {}
    assert (image.width, image.height) == (30, 40)
    assert image.file_size == len(kept)


@every_way
def test_keeps_nothing_secret_anywhere(
    post: Post, way: Callable[..., str], settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = str(tmp_path)

    way(post, "bike.jpg", files.photo())

    kept = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert len(kept) >= 3
    assert not any(b"Secret" in content or b"Phonemaker" in content for content in kept)


def test_keeps_nothing_secret_while_a_description_is_missing(post: Post) -> None:
    answer = post(
        reverse("wagtailimages:add_multiple"), {"files[]": upload("bike.jpg", files.photo())}, **AJAX
    )

    waiting = UploadedFile.objects.get(pk=answer.json()["uploaded_file_id"])
    assert HubImage.objects.count() == 0
    assert b"Secret" not in waiting.file.read()


@every_way
def test_goes_by_the_content_and_not_the_name(post: Post, way: Callable[..., str]) -> None:
    way(post, "bike.jpg", files.picture("PNG"))

    image = HubImage.objects.get()
    assert image.file.name.endswith("/bike.png")
    assert image.file_format == "png"


@every_way
@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("bike.png", files.EXE, "is a Windows program"),
        ("bike.png", files.SVG, "SVG drawings can carry programs"),
        ("bike.svg", files.SVG, "SVG drawings can carry programs"),
        ("bike.png", files.bomb(), "more than 50 million pixels"),
        ("bike.gif", files.moving_picture("GIF"), "This picture moves"),
        ("bike.jpg", files.picture("JPEG", 400, 300)[:-500], "damaged or incomplete"),
        ("bike.png", b"", "empty"),
        ("bike.jpg", files.picture("JPEG") + bytes(15 * 1024 * 1024), "too big"),
    ],
)
def test_refuses_with_a_reason(
    post: Post, way: Callable[..., str], name: str, content: bytes, words: str
) -> None:
    existing = [stored_image()] if way is through_edit else []

    assert words in way(post, name, content)

    assert UploadedFile.objects.count() == 0
    assert [image.file.name for image in HubImage.objects.all()] == [image.file.name for image in existing]


@every_way
def test_takes_a_single_pixel(post: Post, way: Callable[..., str]) -> None:
    way(post, "dot.png", files.picture("PNG", 1, 1))

    assert {
        (rendition.width, rendition.file_format)
        for rendition in HubImage.objects.get().renditions.all()
        if rendition.is_public
    } == {(1, "png"), (1, "webp")}


def test_asks_what_the_picture_shows(editor: Client) -> None:
    values = {"title": "Bike", "file": upload("bike.png", files.picture())}

    refused = editor.post(reverse("wagtailimages:add"), values)
    taken = editor.post(
        reverse("wagtailimages:add"),
        {**values, "file": upload("bike.png", files.picture()), "is_decorative": "on"},
    )

    assert "Say what the picture shows" in refused.content.decode()
    assert taken.status_code == 302
    # Read afresh: Wagtail resets an attribute called `decorative` on each image that it loads.
    value = HubImage.objects.get().as_value()
    assert (value.decorative, value.alt) == (True, "")


def test_forgets_the_focal_point_of_a_replaced_picture(post: Post) -> None:
    image = stored_image(focal_point_x=35, focal_point_y=25, focal_point_width=4, focal_point_height=4)
    point = {
        f"focal_point_{name}": getattr(image, f"focal_point_{name}") for name in ("x", "y", "width", "height")
    }
    values = {"title": "Bike", "description": "Two dads", **point}

    post(reverse("wagtailimages:edit", args=[image.pk]), values)
    assert HubImage.objects.get().as_value().focal_point is not None
    post(
        reverse("wagtailimages:edit", args=[image.pk]),
        {**values, "file": upload("s.png", files.picture("PNG", 9, 9))},
    )

    assert HubImage.objects.get().as_value().focal_point is None


@pytest.mark.django_db
def test_a_focal_point_outside_the_picture_stops_no_publishing() -> None:
    value = HubImage(width=10, height=10, focal_point_x=11, focal_point_y=3)._focal_point_value()

    assert value is not None
    assert (value.x, value.y) == (1.0, 0.3)


def test_every_picture_that_the_admin_shows_is_there(post: Post, editor: Client) -> None:
    through_add(post, "bike.jpg", files.picture("JPEG", 900, 600))
    image = HubImage.objects.get()
    pages = [
        reverse("wagtailimages:index"),
        f"{reverse('wagtailimages:index')}?layout=list",
        reverse("wagtailimages:edit", args=[image.pk]),
        reverse("wagtailimages_chooser:choose"),
        reverse("wagtailimages:delete", args=[image.pk]),
    ]

    for page in pages:
        assert editor.get(page).status_code == 200
    specs = {rendition.filter_spec: rendition for rendition in image.renditions.all()}
    assert {"max-165x165", "max-800x600", "original"} <= set(specs)
    for rendition in specs.values():
        path = rendition.url.partition("/media/")[2]
        assert editor.get(f"/media/{path}").status_code == 200, rendition.filter_spec
        shown = "original" in rendition.filter_spec
        assert Client().get(f"/media/{path}").status_code == (404 if shown else 200)
