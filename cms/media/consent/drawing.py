"""The neutral drawing that stands where a picture was: it says nothing, and shows nobody."""

from __future__ import annotations

from django.conf import settings

from cms.content import schemas

NEUTRAL_ALT = ""
WIDTHS = (320, 640, 960, 1280)
FORMATS = ("png", "webp")
# As wide as three, as high as two.
SHAPE = (3, 2)


def neutral_renditions() -> list[schemas.Rendition]:
    """Return the sizes of the drawing, under addresses that stay the same from version to version."""
    return [
        schemas.Rendition(
            url=f"{settings.HUB_URL}{settings.STATIC_URL}cms/withdrawn/{width}.{name}",
            width=width,
            height=width * SHAPE[1] // SHAPE[0],
            format=name,
        )
        for name in FORMATS
        for width in WIDTHS
    ]
