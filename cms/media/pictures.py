"""Make an uploaded picture safe to keep: only its pixels, the right way up, in sRGB, at a sensible size."""

from __future__ import annotations

import io
from typing import IO

from django.core.exceptions import ValidationError
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from cms.media.contents import HEAD_SIZE, describe

MAX_PIXELS = 50_000_000
# The largest rendition is 1,600 pixels wide; more only costs memory and time with each rendition.
MAX_SIDE = 2560

# Decoders that are never tried can not be attacked. GIF is kept as PNG: nothing is lost, and it is smaller.
OUTPUT_FORMATS = {"JPEG": "jpeg", "MPO": "jpeg", "PNG": "png", "GIF": "png", "WEBP": "webp"}
EXTENSIONS = {"jpeg": "jpg", "png": "png", "webp": "webp"}
SAVE_OPTIONS = {
    "jpeg": {"quality": 90},
    "png": {},
    "webp": {"quality": 90},
}

TOO_MANY_PIXELS = (
    f"This picture has more than {MAX_PIXELS // 1_000_000} million pixels. Make it smaller, for example"
    " 2,500 pixels wide, and upload it again."
)
MOVES = (
    "This picture moves, which many people can not read beside. Upload a still picture,"
    " or put a film on a video site and link to it."
)
BROKEN = "This picture is damaged or incomplete. Open it, save it again as JPEG or PNG, and upload that."
ADVICE = {
    "an SVG drawing": "SVG drawings can carry programs. Save it as PNG and upload that.",
    "a HEIC photo": (
        "HEIC photos do not show in every browser. Save it as JPEG and upload that; an iPhone does so itself"
        " with the setting Camera, Formats, Most Compatible."
    ),
}
NOT_A_PICTURE = "Upload a picture in the format JPEG, PNG, WebP or GIF."


def clean_picture(file: IO[bytes]) -> tuple[bytes, str]:
    """Return the picture encoded afresh, without location or any other hidden data, and its file extension.

    Raises ValidationError, in an editor's words, if it is of another format, broken, moving or too large.
    """
    file.seek(0)
    head = file.read(HEAD_SIZE)
    file.seek(0)
    try:
        with Image.open(file, formats=["JPEG", "PNG", "GIF", "WEBP"]) as picture:
            name = OUTPUT_FORMATS[_checked_format(picture)]
            return _encode(_upright(picture), name), EXTENSIONS[name]
    except ValidationError:
        raise
    except UnidentifiedImageError as error:
        raise ValidationError(_refusal(head), code="not_a_picture") from error
    except Image.DecompressionBombError as error:
        raise ValidationError(TOO_MANY_PIXELS, code="too_many_pixels") from error
    # A broken file makes Pillow's decoders raise whatever they trip over.
    except Exception as error:
        raise ValidationError(BROKEN, code="broken") from error


def _refusal(head: bytes) -> str:
    kind = describe(head)
    if not kind:
        return f"This file is no picture. {NOT_A_PICTURE}"
    if kind in {"a JPEG picture", "a PNG picture", "a GIF picture", "a WebP picture"}:
        return BROKEN
    return f"This file is {kind}. {ADVICE.get(kind, NOT_A_PICTURE)}"


def _checked_format(picture: Image.Image) -> str:
    """Return Pillow's name of the format; nothing is decoded before the number of pixels is known."""
    if picture.width * picture.height > MAX_PIXELS:
        raise ValidationError(TOO_MANY_PIXELS, code="too_many_pixels")
    file_format = str(picture.format)
    # Phones add a second, hidden frame to a JPEG (MPO), which is no animation.
    if file_format != "MPO" and getattr(picture, "is_animated", False):
        raise ValidationError(MOVES, code="moves")
    return file_format


def _upright(picture: Image.Image) -> Image.Image:
    """Return the pixels at a sensible size, turned as the camera was held, in sRGB."""
    picture.draft(None, (MAX_SIDE, MAX_SIDE))
    profile = picture.info.get("icc_profile")
    turned = ImageOps.exif_transpose(picture)
    plain = _in_plain_mode(turned) if turned.mode != "CMYK" else turned
    plain.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS, reducing_gap=3.0)
    return _in_srgb(plain, profile)


def _in_plain_mode(picture: Image.Image) -> Image.Image:
    if picture.has_transparency_data:
        return picture.convert("RGBA")
    if picture.mode.startswith("I"):
        # Pillow cuts 16-bit greys off at 255 rather than scaling them.
        return picture.convert("I").point(lambda grey: grey / 256).convert("L")
    return picture.convert("L" if picture.mode in {"1", "L"} else "RGB")


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    mode = picture.mode if picture.mode == "RGBA" else "RGB"
    if not profile:
        return picture.convert(mode) if picture.mode == "CMYK" else picture
    try:
        converted = ImageCms.profileToProfile(
            picture,
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            outputMode=mode,
        )
    except (ImageCms.PyCMSError, OSError):
        # A profile that does not fit the picture: show the pixels as a browser does, without it.
        return picture.convert(mode)
    return converted or picture


def _encode(picture: Image.Image, name: str) -> bytes:
    # Comments, profiles and camera data travel in `info`, and some writers pick them up from there.
    picture.info = {}
    if name == "jpeg" and picture.mode not in {"L", "RGB"}:
        picture = picture.convert("RGB")
    output = io.BytesIO()
    picture.save(output, format=name.upper(), **SAVE_OPTIONS[name])
    return output.getvalue()
