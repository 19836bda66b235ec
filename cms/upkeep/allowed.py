"""What a person may do something about."""

from __future__ import annotations

from typing import Any

from wagtail.permission_policies.pages import PagePermissionPolicy

CHANGE = ["change", "publish"]


def changeable_pages(user: Any) -> set[int]:
    """Return the keys of the pages that a person may change or publish."""
    pages = PagePermissionPolicy().instances_user_has_any_permission_for(user, CHANGE)
    return set(pages.values_list("pk", flat=True))
