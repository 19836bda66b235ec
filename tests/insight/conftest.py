from __future__ import annotations

from typing import Any

import pytest
import time_machine

from tests.factories import UserFactory
from tests.insight.world import NOW
from users.models import User


@pytest.fixture(autouse=True)
def _clock(db: None, request: Any) -> Any:
    with time_machine.travel(NOW, tick=False):
        request.getfixturevalue("site")
        yield


@pytest.fixture
def editor() -> User:
    user: User = UserFactory(group="FIS editors")
    return user
