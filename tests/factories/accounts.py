from __future__ import annotations

from typing import Any

import factory
from django.contrib.auth.models import Group
from factory.django import DjangoModelFactory

from users.models import User


class UserFactory(DjangoModelFactory):
    """Somebody who may sign in; `group` names what they may do."""

    username = factory.Sequence(lambda number: f"person-{number}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")

    class Meta:
        model = User
        skip_postgeneration_save = True

    @factory.post_generation
    def group(self: Any, create: bool, name: str | None) -> None:
        if name:
            self.groups.add(Group.objects.get(name=name))
