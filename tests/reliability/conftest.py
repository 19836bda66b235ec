"""A migrated hub for each test, copied from pytest's own test database, which is migrated already."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from tests.reliability.hub import Hub, stopped_after
from tests.reliability.town import sound_store, town

__all__ = ["sound_store", "town"]


@pytest.fixture
def hub(db: None) -> Iterator[Hub]:
    """Return a hub with an empty, migrated database; after the test nothing of it is left."""
    copied = _on_postgres if connection.vendor == "postgresql" else _on_sqlite
    with (
        tempfile.TemporaryDirectory(prefix="hub-reliability-", ignore_cleanup_errors=True) as folder,
        copied(Path(folder)) as environment,
    ):
        yield from stopped_after(Hub(Path(folder), **environment))


@contextmanager
def _on_sqlite(folder: Path) -> Iterator[dict[str, str]]:
    # The test's own transaction, in which nothing was done yet, would make the copy wait for ever.
    connection.connection.rollback()
    with closing(sqlite3.connect(folder / "hub.sqlite3")) as copy:
        connection.connection.backup(copy)
    yield {}


@contextmanager
def _on_postgres(folder: Path) -> Iterator[dict[str, str]]:
    original, copy = connection.settings_dict["NAME"], f"hub_{uuid4().hex}"
    # A database can be copied only while nobody is connected to it.
    connection.close()
    address = "postgresql://{USER}:{PASSWORD}@{HOST}:{PORT}".format(**settings.DATABASES["default"])
    with psycopg.connect(f"{address}/postgres", autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{original}"')
        try:
            yield {"DATABASE_URL": f"{address}/{copy}"}
        finally:
            server.execute(f'DROP DATABASE "{copy}" WITH (FORCE)')
