"""Chromium as Debian packages it; Playwright drives it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from tests.servers import missing


@contextmanager
def chromium() -> Iterator[Browser]:
    """Yield a browser of one test: kept for longer, its event loop keeps others from the database."""
    program = shutil.which("chromium")
    if not program:
        missing("Chromium", "apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()
