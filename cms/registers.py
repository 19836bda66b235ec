"""Registers in the admin: lists that the hub itself writes, and people only read."""

from __future__ import annotations

from typing import Any

from wagtail_modeladmin.helpers import PermissionHelper


class ReadOnly(PermissionHelper):
    """A register that nobody writes by hand; administrators read it."""

    def user_can_list(self, user: Any) -> bool:
        return bool(self.user_has_specific_permission(user, self.get_perm_codename("view")))

    def user_can_inspect_obj(self, user: Any, obj: Any) -> bool:
        return self.user_can_list(user)

    def user_can_create(self, user: Any) -> bool:
        return False

    def user_can_edit_obj(self, user: Any, obj: Any) -> bool:
        return False

    def user_can_delete_obj(self, user: Any, obj: Any) -> bool:
        return False

    def user_can_copy_obj(self, user: Any, obj: Any) -> bool:
        return False
