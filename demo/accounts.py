"""People to sign in as, on machines where anyone may."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import Group

from users.models import User

PASSWORD = "demonstration"  # noqa: S105 - It is printed at the start; production has no demonstration accounts.
ADMIN = "admin"
EDITORS, PUBLISHERS = "FIS editors", "FIS publishers"


class GroupMissingError(Exception):
    """The group of an account does not exist."""


@dataclass(frozen=True)
class Account:
    """One person; without a group an administrator."""

    username: str
    group: str | None


ACCOUNTS = [Account(ADMIN, None), Account("editor", EDITORS), Account("publisher", PUBLISHERS)]


def accounts_allowed() -> bool:
    """Return whether people with a password that everyone knows may exist here."""
    return bool(settings.DEMONSTRATION_ACCOUNTS)


def make_accounts() -> list[str]:
    """Make the accounts that are missing, leaving those that exist alone; return their names.

    Raises GroupMissingError.
    """
    made = []
    for account in ACCOUNTS:
        if User.objects.filter(username=account.username).exists():
            continue
        email = f"{account.username}@example.org"
        if account.group is None:
            User.objects.create_superuser(account.username, email, PASSWORD)
        else:
            group = _group(account.group)
            User.objects.create_user(account.username, email, PASSWORD).groups.add(group)
        made.append(account.username)
    return made


def _group(name: str) -> Group:
    group = Group.objects.filter(name=name).first()
    if group is None:
        raise GroupMissingError(f"There is no group “{name}”. Run `manage.py migrate` first.")
    return group
