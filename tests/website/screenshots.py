"""Draw one page of each kind of a running hub into docs/images: `make screenshots`, beside `make run`."""

from __future__ import annotations

import argparse
import io
import json
import shutil
import sys
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

IMAGES = Path(__file__).resolve().parent.parent.parent / "docs" / "images"
MOST_BYTES = 60_000
# What a page says decides how small it gets: the first of these that is small enough is taken.
QUALITIES = [70, 60, 50]
DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
PHONE: dict[str, Any] = {"viewport": {"width": 375, "height": 800}}
DARK: dict[str, Any] = {"color_scheme": "dark"}
# By name: the address, or the query of the list whose first item is drawn; and the screen.
PICTURES: dict[str, tuple[str, dict[str, Any]]] = {
    "home": ("/", DESKTOP),
    "home-phone": ("/", PHONE),
    "home-dark": ("/", DESKTOP | DARK),
    "events": ("/events/?provision=childcare", DESKTOP),
    "event-phone": ("type=event&provision=childcare", PHONE),
    "consultation": ("type=consultation&state=open", DESKTOP),
    "results": ("type=consultation&state=reported", DESKTOP),
    "example": ("type=practice-example", DESKTOP),
    "standard": ("type=standard", DESKTOP),
    "calendar": ("/calendar/?view=month", DESKTOP),
    "search": ("/search/?q=childcare+coalville", DESKTOP),
}


def path_of(site: str, where: str) -> str:
    """Return an address, or that of the first item of a list."""
    if where.startswith("/"):
        return where
    with urlopen(f"{site}/api/v1/content?{where}&limit=1", timeout=30) as answer:  # noqa: S310
        return str(json.load(answer)["items"][0]["path"])


def draw(browser: Browser, address: str, screen: dict[str, Any], target: Path) -> int:
    """Write a picture of what a screen shows; return its size in bytes."""
    context = browser.new_context(**screen)
    tab = context.new_page()
    answer = tab.goto(address, wait_until="networkidle")
    if not answer or answer.status != 200:
        raise RuntimeError(f"{address} answers {answer.status if answer else 'nothing'}.")
    size = keep(tab.screenshot(), target)
    context.close()
    return size


def keep(picture: bytes, target: Path) -> int:
    """Write a PNG as a small WebP; return its size in bytes, and raise where that is too much."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    for quality in QUALITIES:
        small = io.BytesIO()
        image.save(small, "WEBP", quality=quality, method=6)
        size = len(small.getvalue())
        if size <= MOST_BYTES:
            target.write_bytes(small.getvalue())
            return size
    raise RuntimeError(f"{target.name} has {size} bytes at the least; {MOST_BYTES} are the most.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", nargs="?", default="http://localhost:8000", help="where `make run` answers")
    site = parser.parse_args().site.rstrip("/")
    program = shutil.which("chromium") or sys.exit("Chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for name, (where, screen) in PICTURES.items():
            target = IMAGES / f"website-{name}.webp"
            size = draw(browser, site + path_of(site, where), screen, target)
            print(f"{target.name}: {size / 1000:.0f} kB")
        browser.close()


if __name__ == "__main__":
    main()
