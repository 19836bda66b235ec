from __future__ import annotations

import io

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from cms.media.pictures import MAX_SIDE, clean_picture
from tests.media import files


def cleaned(content: bytes) -> tuple[Image.Image, str]:
    output, extension = clean_picture(io.BytesIO(content))
    return Image.open(io.BytesIO(output)), extension


def refusal(content: bytes) -> str:
    with pytest.raises(ValidationError) as caught:
        clean_picture(io.BytesIO(content))
    return str(caught.value.messages[0])


def red(image: Image.Image, x: float, y: float) -> bool:
    pixel = image.convert("RGB").getpixel((int(x * image.width), int(y * image.height)))
    assert isinstance(pixel, tuple)
    return pixel[0] > pixel[2]


@pytest.mark.parametrize(
    ("file_format", "mode", "extension"),
    [
        ("JPEG", "RGB", "jpg"),
        ("JPEG", "L", "jpg"),
        ("JPEG", "CMYK", "jpg"),
        ("PNG", "RGB", "png"),
        ("PNG", "RGBA", "png"),
        ("PNG", "P", "png"),
        ("PNG", "LA", "png"),
        ("PNG", "1", "png"),
        ("GIF", "P", "png"),
        ("WEBP", "RGB", "webp"),
        ("WEBP", "RGBA", "webp"),
    ],
)
def test_keeps_what_a_picture_shows(file_format: str, mode: str, extension: str) -> None:
    image, kept_as = cleaned(files.picture(file_format, mode=mode))

    assert (kept_as, image.size) == (extension, (40, 30))
    if mode not in {"L", "LA", "1"}:
        assert red(image, 0.2, 0.2)
        assert not red(image, 0.8, 0.8)


def test_keeps_transparency() -> None:
    see_through = Image.new("RGBA", (10, 10), (255, 0, 0, 0))
    output = io.BytesIO()
    see_through.quantize(8).save(output, format="GIF", transparency=0)

    image, _ = cleaned(output.getvalue())

    assert image.convert("RGBA").getpixel((5, 5))[3] == 0  # type: ignore[index]


def test_keeps_the_shades_of_a_16_bit_scan() -> None:
    output = io.BytesIO()
    Image.new("I;16", (10, 10), 32_768).save(output, format="PNG")

    image, _ = cleaned(output.getvalue())

    assert image.getpixel((5, 5)) == 128


def test_removes_place_camera_and_comment_and_turns_it_upright() -> None:
    original = files.photo()
    assert Image.open(io.BytesIO(original)).getexif().get_ifd(0x8825)

    output, _ = clean_picture(io.BytesIO(original))
    image = Image.open(io.BytesIO(output))

    assert dict(image.getexif()) == {}
    assert not {"exif", "comment", "xmp", "icc_profile"} & set(image.info)
    assert b"Secret" not in output
    assert b"Phonemaker" not in output
    assert image.size == (30, 40)
    # Turned clockwise by a quarter, its top left is now top right.
    assert red(image, 0.8, 0.2)
    assert not red(image, 0.2, 0.2)


def test_converts_colours_to_srgb() -> None:
    image, _ = cleaned(files.odd_profile_photo())

    assert "icc_profile" not in image.info
    assert not red(image, 0.2, 0.2)
    assert red(image, 0.8, 0.8)


def test_shows_a_picture_whose_profile_is_broken() -> None:
    image, _ = cleaned(files.picture("PNG", icc_profile=b"no profile at all"))

    assert red(image, 0.2, 0.2)


def test_makes_a_large_picture_smaller() -> None:
    image, _ = cleaned(files.picture("JPEG", 6000, 3000))

    assert image.size == (MAX_SIDE, MAX_SIDE // 2)


def test_takes_a_single_pixel() -> None:
    image, _ = cleaned(files.picture("PNG", 1, 1))

    assert image.size == (1, 1)


def test_takes_the_first_frame_of_a_phones_double_jpeg() -> None:
    output = io.BytesIO()
    files.drawing().save(output, format="MPO", save_all=True, append_images=[files.drawing()])

    assert cleaned(output.getvalue())[1] == "jpg"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (files.SVG, "is an SVG drawing. SVG drawings can carry programs. Save it as PNG"),
        (b"<!-- drawn --><svg onload='alert(1)'/>", "is an SVG drawing"),
        (files.HEIC, "is a HEIC photo"),
        (files.EXE, "is a Windows program. Upload a picture in the format JPEG, PNG, WebP or GIF."),
        (files.PDF, "is a PDF"),
        (files.picture("BMP"), "is a BMP picture"),
        (files.picture("TIFF"), "is a TIFF picture"),
        (b"Dear all", "is no picture"),
        (files.bomb(), "more than 50 million pixels"),
        (files.bomb(9_000, 9_000), "more than 50 million pixels"),
        (files.moving_picture("GIF"), "moves"),
        (files.moving_picture("PNG"), "moves"),
        (files.moving_picture("WEBP"), "moves"),
        (files.picture("JPEG", 400, 300)[:-500], "damaged or incomplete"),
        (files.picture("PNG", 400, 300)[:-60], "damaged or incomplete"),
        (files.picture("PNG")[:20], "damaged or incomplete"),
    ],
)
def test_refuses_with_a_reason(content: bytes, words: str) -> None:
    assert words in refusal(content)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(
    start=st.sampled_from([files.picture(name) for name in ("PNG", "JPEG", "GIF", "WEBP")] + [files.photo()]),
    place=st.floats(0, 1, exclude_max=True),
    noise=st.binary(min_size=1, max_size=12),
)
def test_a_damaged_file_is_cleaned_or_refused_and_nothing_else(
    start: bytes, place: float, noise: bytes
) -> None:
    at = int(place * len(start))
    try:
        image, _ = cleaned(start[:at] + noise + start[at + len(noise) :])
    except ValidationError:
        return
    assert image.width
