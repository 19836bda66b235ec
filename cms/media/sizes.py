"""The sizes and formats in which the public gets an image."""

from __future__ import annotations

WIDTHS = (320, 640, 960, 1280, 1600)


def filter_spec(width: int, file_format: str) -> str:
    """Return Wagtail's name of a size and format."""
    return f"width-{width}|format-{file_format}"


# The admin makes others for itself, such as thumbnails: no document lists those.
PUBLIC_FILTER_SPECS = frozenset(
    filter_spec(width, file_format) for width in WIDTHS for file_format in ("jpeg", "png", "webp")
)


def standard_filter_specs(width: int, file_format: str) -> list[str]:
    """Return what an image of this width and format needs: each size as WebP and in its own format.

    Nothing is enlarged, so the first size that reaches the image's own width gives it in full.
    """
    smaller = (0, *WIDTHS)
    needed = [size for size, below in zip(WIDTHS, smaller, strict=False) if below < width]
    return [filter_spec(size, name) for size in needed for name in sorted({file_format, "webp"})]
