"""The change log: numbers in the order of commits, whoever writes at once."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings as django_settings
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from cms.content import log, store
from cms.content.models import ContentChange
from cms.content.verification import differences
from settings.env import ROOT
from tests.cms.writers import WRITERS
from tests.factories import InformationFactory, OrganisationFactory

CHANGES = 15
KEPT = CHANGES - CHANGES // 5
NEWER = "SELECT sequence FROM cms_contentchange WHERE sequence > {} ORDER BY sequence"

Reader = Callable[[int], list[int]]


@pytest.fixture
def own_database(db: None, tmp_path: Path) -> Iterator[tuple[str, Reader]]:
    """Return the address of a migrated database that processes can share, and a reader of its log."""
    if connection.vendor == "postgresql":
        yield from _on_postgres()
    else:
        yield from _on_sqlite(tmp_path / "hub.sqlite3")


def _on_sqlite(file: Path) -> Iterator[tuple[str, Reader]]:
    # The test's own transaction, in which nothing was done yet, would make the copy wait for ever.
    connection.connection.rollback()
    with closing(sqlite3.connect(file)) as copy:
        connection.connection.backup(copy)
    with closing(sqlite3.connect(file, timeout=30)) as reading:
        yield (
            f"sqlite:///{file}",
            lambda since: [row[0] for row in reading.execute(NEWER.format("?"), [since])],
        )


def _on_postgres() -> Iterator[tuple[str, Reader]]:
    original, copy = connection.settings_dict["NAME"], f"hub_{uuid4().hex}"
    # A database can be copied only while nobody is connected to it.
    connection.close()
    address = "postgresql://{USER}:{PASSWORD}@{HOST}:{PORT}".format(**django_settings.DATABASES["default"])
    with psycopg.connect(f"{address}/postgres", autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{original}"')
        try:
            with psycopg.connect(f"{address}/{copy}", autocommit=True) as reading:
                yield (
                    f"{address}/{copy}",
                    lambda since: [row[0] for row in reading.execute(NEWER.format("%s"), [since])],
                )
        finally:
            server.execute(f'DROP DATABASE "{copy}" WITH (FORCE)')


def test_a_reader_that_has_seen_a_number_never_meets_a_smaller_one(own_database, tmp_path) -> None:
    address, newer_than = own_database
    environment = os.environ | {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "settings.test"}
    with (tmp_path / "writers.log").open("w") as output:
        writers = subprocess.Popen(
            [sys.executable, "-m", "tests.cms.writers", str(CHANGES)],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=output,
        )
    seen: list[int] = []
    try:
        while writers.poll() is None:
            seen += newer_than(seen[-1] if seen else 0)
            time.sleep(0.002)
    finally:
        writers.kill()
        writers.wait()
    seen += newer_than(seen[-1] if seen else 0)
    assert writers.returncode == 0, (tmp_path / "writers.log").read_text()[-3000:]
    assert seen == newer_than(0), "what came late was missed"
    assert seen == list(range(1, len(seen) + 1)), "a change that is rolled back leaves no gap"
    # The home page, the first organisation, and each writer's own with the changes that it kept.
    assert len(seen) == 2 + WRITERS * (1 + KEPT)


def test_the_store_is_written_in_a_transaction_only() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        log.hold_publishing_lock()


def test_a_number_is_used_once(site) -> None:
    line = ContentChange.objects.latest("sequence")
    with pytest.raises(IntegrityError), transaction.atomic():
        log.append(
            ContentChange.Event.UPDATED,
            sequence=line.sequence,
            item=line.item,
            type=line.type,
            path=line.path,
            at=timezone.now(),
        )


def test_withdrawing_what_was_never_public_logs_nothing(site) -> None:
    newest = log.latest_sequence()
    assert store.withdraw(uuid4(), timezone.now()) is False
    assert log.latest_sequence() == newest


def test_a_withdrawal_can_say_why(site) -> None:
    page = InformationFactory()
    store.withdraw(page.content_id, timezone.now(), note="It was about somebody else.")
    line = ContentChange.objects.latest("sequence")
    assert (line.event, line.note) == ("withdrawn", "It was about somebody else.")


def test_an_organisation_is_written_like_a_page(site) -> None:
    OrganisationFactory()
    assert ContentChange.objects.latest("sequence").type == "organisation"
    assert list(differences(timezone.now())) == []
