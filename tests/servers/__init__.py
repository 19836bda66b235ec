"""Real servers for tests: each starts on a free port in a folder of its own, and is stopped after."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import NoReturn, TypeVar

import pytest

from tests.servers.throwaway import ServerMissingError

Started = TypeVar("Started")


def missing(name: str, how: str) -> NoReturn:
    """Skip the test that needs `name`, saying `how` to get it; with REQUIRE_SERVERS=1 fail it."""
    message = f"{name} is not installed: {how}"
    if os.environ.get("REQUIRE_SERVERS") == "1":
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


@contextmanager
def needed(started: Callable[[], AbstractContextManager[Started]]) -> Iterator[Started]:
    """Yield what a server such as `postgres` gives, mostly its address; skip or fail where it is missing."""
    try:
        with started() as server:
            yield server
    except ServerMissingError as error:
        missing(error.name, error.how)
