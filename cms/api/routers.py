"""Where areas leave their endpoints, before the API is made of them."""

from __future__ import annotations

from ninja import Router

_routers: list[Router] = []


def register_router(router: Router) -> None:
    """Add an area's endpoints to the public API."""
    _routers.append(router)


def area_routers() -> list[Router]:
    """Return what areas have registered."""
    return list(_routers)
