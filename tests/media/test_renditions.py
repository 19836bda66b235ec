from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.urls import reverse

from cms.media.models import HubImage, HubRendition
from cms.media.renditions import (
    images_without_renditions,
    make_missing_renditions,
    make_renditions,
    make_renditions_after_commit,
)
from tests.media import files
from tests.media.conftest import OnCommit, stored_image, upload

pytestmark = pytest.mark.django_db


def published_sizes(image: HubImage) -> list[tuple[str, int, int]]:
    value = HubImage.objects.prefetch_related("renditions").get(pk=image.pk).as_value()
    return [(rendition.format, rendition.width, rendition.height) for rendition in value.renditions]


def test_makes_each_size_in_both_formats_and_none_larger_than_the_picture() -> None:
    image = stored_image(files.picture("JPEG", 1000, 500), "bike.jpg")

    assert make_renditions(image) == 8

    sizes = [(320, 160), (640, 320), (960, 480), (1000, 500)]
    assert published_sizes(image) == [(name, *size) for name in ("jpeg", "webp") for size in sizes]


@pytest.mark.parametrize(
    ("content", "name", "formats"),
    [
        (files.picture("PNG", 40, 30, "RGBA"), "a.png", ["png", "webp"]),
        (files.picture("WEBP"), "a.webp", ["webp"]),
        (files.picture("JPEG", mode="L"), "a.jpeg", ["jpeg", "webp"]),
    ],
)
def test_keeps_the_format(content: bytes, name: str, formats: list[str]) -> None:
    image = stored_image(content, name)

    make_renditions(image)

    assert published_sizes(image) == [(file_format, 40, 30) for file_format in formats]


def test_makes_nothing_twice() -> None:
    image = stored_image()
    make_renditions(image)
    before = set(image.renditions.values_list("file", flat=True))

    assert make_renditions(image) == 0
    assert set(image.renditions.values_list("file", flat=True)) == before


def test_makes_only_what_is_missing() -> None:
    image = stored_image(files.picture("PNG", 700, 10))
    make_renditions(image)
    image.renditions.filter(width=640).first().delete()

    assert make_renditions(image) == 1


def test_a_document_lists_no_thumbnail_of_the_admin_and_asks_the_database_nothing(
    django_assert_num_queries: Callable[..., Any],
) -> None:
    image = stored_image(files.picture("PNG", 400, 300))
    image.get_rendition("max-165x165")
    make_renditions(image)
    image = HubImage.objects.prefetch_related("renditions").get(pk=image.pk)

    with django_assert_num_queries(0):
        value = image.as_value()

    assert [(rendition.format, rendition.width) for rendition in value.renditions] == [
        ("png", 320),
        ("png", 400),
        ("webp", 320),
        ("webp", 400),
    ]


def test_addresses_are_absolute_and_name_neither_number_nor_person() -> None:
    image = stored_image(name="Jane Smith.png")
    make_renditions(image)

    for rendition in image.as_value().renditions:
        assert rendition.url.startswith(f"http://localhost:8000/media/images/{image.uuid}/")
        assert "Jane" not in rendition.url


def test_a_replaced_picture_gets_new_addresses_and_loses_none_on_the_way(post: Callable[..., Any]) -> None:
    image = stored_image()
    make_renditions(image)
    former = {rendition.file.name for rendition in image.renditions.all()}
    original = image.file.name
    values = {
        "title": "Bike",
        "description": "Two dads",
        "file": upload("bike.png", files.picture("PNG", 50, 50)),
    }

    post(reverse("wagtailimages:edit", args=[image.pk]), values)

    assert published_sizes(image) == [("png", 50, 50), ("webp", 50, 50)]
    assert not former & set(HubRendition.objects.values_list("file", flat=True))
    assert not default_storage.exists(original)


def test_the_former_sizes_stay_public_until_the_new_ones_are_made() -> None:
    image = stored_image()
    make_renditions(image)

    image.file = ContentFile(files.picture("PNG", 50, 50), name="bike.png")
    image.save()

    assert published_sizes(image) == [("png", 40, 30), ("webp", 40, 30)]
    assert list(images_without_renditions()) == [image]
    assert make_missing_renditions(5) == 1
    assert published_sizes(image) == [("png", 50, 50), ("webp", 50, 50)]


@pytest.mark.parametrize("width", [1, 320, 321, 1000, 1280, 1601])
@pytest.mark.parametrize("file_format", ["JPEG", "WEBP"])
def test_the_sweep_agrees_with_what_is_made(width: int, file_format: str) -> None:
    image = stored_image(files.picture(file_format, width, 2), f"a.{file_format.lower()}")
    assert images_without_renditions().count() == 1

    make_renditions(image)
    assert images_without_renditions().count() == 0

    image.renditions.last().delete()
    assert images_without_renditions().count() == 1


def test_the_sweep_takes_no_more_than_its_limit() -> None:
    for _ in range(3):
        stored_image()

    assert make_missing_renditions(2) == 2
    assert make_missing_renditions(2) == 1
    assert make_missing_renditions(2) == 0


def test_the_sweep_passes_over_a_broken_image_and_says_so(caplog: pytest.LogCaptureFixture) -> None:
    broken, sound = stored_image(), stored_image()
    default_storage.delete(broken.file.name)

    with caplog.at_level(logging.ERROR):
        assert make_missing_renditions(2) == 1

    assert list(images_without_renditions()) == [broken]
    assert str(broken.uuid) in caplog.text
    assert sound.renditions.count() == 2


def test_makes_them_after_the_commit_and_not_before(django_capture_on_commit_callbacks: OnCommit) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        image = stored_image()
        make_renditions_after_commit(image)
        assert image.renditions.count() == 0

    assert image.renditions.count() == 2


def test_a_failure_after_the_commit_is_logged_and_stops_nothing(
    caplog: pytest.LogCaptureFixture, django_capture_on_commit_callbacks: OnCommit
) -> None:
    image = stored_image()
    default_storage.delete(image.file.name)

    with caplog.at_level(logging.ERROR), django_capture_on_commit_callbacks(execute=True):
        make_renditions_after_commit(image)

    assert image.file.name.rpartition("/")[2] in caplog.text


def test_an_image_that_is_gone_before_the_commit_stops_nothing(
    django_capture_on_commit_callbacks: OnCommit,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        image = stored_image()
        make_renditions_after_commit(image)
        image.delete()

    assert HubRendition.objects.count() == 0


def test_two_at_once_leave_one_set_and_no_spare_files(monkeypatch: pytest.MonkeyPatch) -> None:
    image = stored_image()
    other = HubImage.objects.get(pk=image.pk)
    make_file = HubImage.generate_rendition_file

    def interrupted(self: HubImage, *args: Any, **kwargs: Any) -> Any:
        monkeypatch.setattr(HubImage, "generate_rendition_file", make_file)
        with transaction.atomic():
            make_renditions(other)
        return self.generate_rendition_file(*args, **kwargs)

    monkeypatch.setattr(HubImage, "generate_rendition_file", interrupted)
    make_renditions(image)

    stored = set(image.renditions.values_list("file", flat=True))
    folder = f"images/{image.file_version}"
    assert {f"{folder}/{name}" for name in default_storage.listdir(folder)[1]} == stored
    assert len(stored) == 2
