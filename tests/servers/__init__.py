"""Real servers for tests: each starts on a free port in a folder of its own, and is stopped after."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import NoReturn

import pytest

from tests.servers.throwaway import ServerMissingError


def missing(name: str, how: str) -> NoReturn:
    """Skip the test that needs `name`, saying `how` to get it; with REQUIRE_SERVERS=1 fail it."""
    message = f"{name} is not installed: {how}"
    if os.environ.get("REQUIRE_SERVERS") == "1":
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


@contextmanager
def needed(started: Callable[[], AbstractContextManager[str]]) -> Iterator[str]:
    """Yield the address of a server such as `postgres` or `redis`; skip or fail where it is missing."""
    try:
        with started() as address:
            yield address
    except ServerMissingError as error:
        missing(error.name, error.how)
