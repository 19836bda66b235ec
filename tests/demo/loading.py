"""Load the demonstration content at a fixed time, for the tests of any package."""

from __future__ import annotations

import datetime as dt
import io

import time_machine
from django.core.management import call_command
from django.test import override_settings

# The clocks go forward on 29 March 2026, within the dates of the pack.
LOAD_DAY = dt.date(2026, 3, 10)
NOON = dt.datetime(2026, 3, 10, 12, tzinfo=dt.UTC)


def load_demo(*arguments: str, day: dt.date = LOAD_DAY, at: dt.datetime = NOON) -> str:
    """Run the command at a time and return what it says."""
    said = io.StringIO()
    with time_machine.travel(at), override_settings(DEMONSTRATION_ACCOUNTS=True):
        call_command("load_demo", *arguments, "--day", day.isoformat(), stdout=said)
    return said.getvalue()
