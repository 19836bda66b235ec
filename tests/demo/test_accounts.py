from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import Group

from demo.accounts import EDITORS, PASSWORD, PUBLISHERS, GroupMissingError, accounts_allowed, make_accounts
from users.models import User


def sign_in(username: str, password: str = PASSWORD) -> Any:
    return authenticate(username=username, password=password)


@pytest.mark.django_db
def test_accounts_can_sign_in_and_have_their_groups():
    assert make_accounts() == ["admin", "editor", "publisher"]

    assert sign_in("admin").is_superuser
    for name, group in {"editor": EDITORS, "publisher": PUBLISHERS}.items():
        user = sign_in(name)
        assert not user.is_superuser
        assert user.email.endswith("@example.org")
        assert [one.name for one in user.groups.all()] == [group]


@pytest.mark.django_db
def test_an_account_that_exists_is_left_alone():
    User.objects.create_user("admin", "someone@example.org", "their own password")

    assert make_accounts() == ["editor", "publisher"]
    assert sign_in("admin", "their own password").email == "someone@example.org"


@pytest.mark.django_db
def test_a_missing_group_is_named():
    Group.objects.filter(name=EDITORS).delete()

    with pytest.raises(GroupMissingError, match=EDITORS):
        make_accounts()


def test_accounts_need_a_setting(settings):
    assert accounts_allowed()
    settings.DEMONSTRATION_ACCOUNTS = False
    assert not accounts_allowed()
