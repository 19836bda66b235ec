import shutil
from types import SimpleNamespace

import pytest
from django.db import transaction

from demo.pack import CONTENT
from tests.demo.loading import load_demo


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
