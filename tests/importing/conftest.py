from __future__ import annotations

import pytest

from home.models import HomePage
from tests.importing.bringing import make_parents


@pytest.fixture
def parents(site: HomePage) -> None:
    """Make the pages below which listings stand."""
    make_parents()
