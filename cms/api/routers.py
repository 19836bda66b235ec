"""Where areas leave their endpoints, before the API is made of them."""

from __future__ import annotations

from django.utils.module_loading import import_string
from ninja import Router

_routers: list[Router | str] = []


def register_router(router: Router | str) -> None:
    """Add an area's endpoints to the public API.

    By its dotted name where answers have cards in them: their types are whole once every area is ready.
    """
    _routers.append(router)


def area_routers() -> list[Router]:
    """Return what areas have registered."""
    return [import_string(one) if isinstance(one, str) else one for one in _routers]
