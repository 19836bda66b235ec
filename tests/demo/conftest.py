import datetime as dt
import io
import shutil
from types import SimpleNamespace

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from demo.pack import CONTENT

# The clocks go forward on 29 March 2026, within the dates of the pack.
LOAD_DAY = dt.date(2026, 3, 10)
NOON = dt.datetime(2026, 3, 10, 12, tzinfo=dt.UTC)


def load_demo(*arguments: str, day: dt.date = LOAD_DAY, at: dt.datetime = NOON) -> str:
    """Run the command at a time and return what it says."""
    said = io.StringIO()
    with time_machine.travel(at), override_settings(DEMONSTRATION_ACCOUNTS=True):
        call_command("load_demo", *arguments, "--day", day.isoformat(), stdout=said)
    return said.getvalue()


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The pack in the database for all tests of a module, as loading it takes long."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield SimpleNamespace(said=load_demo())
        transaction.set_rollback(True)


@pytest.fixture
def undone(loaded):
    """Undo what one test does to the loaded pack."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def pack_copy(tmp_path):
    folder = tmp_path / "pack"
    shutil.copytree(CONTENT, folder)
    return folder
