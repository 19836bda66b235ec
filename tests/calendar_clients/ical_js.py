"""ical.js, the calendar parser of Thunderbird, run by Node from a locked install in var/."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from tests.node_packages import SECONDS, installed

HERE = Path(__file__).parent


def occurrences(calendar: str, before: str) -> list[dict[str, Any]]:
    """Return what ical.js makes of an iCalendar file, up to a day such as `2030-01-01`: see expand.mjs.

    Skips the test where Node or its packages can not be had; fails it with REQUIRE_SERVERS=1.
    """
    command = ["node", str(installed(HERE, "expand.mjs") / "expand.mjs"), before]
    ran = subprocess.run(
        command, input=calendar, capture_output=True, text=True, timeout=SECONDS, check=False
    )
    assert ran.returncode == 0, ran.stderr
    found: list[dict[str, Any]] = json.loads(ran.stdout)
    return found
