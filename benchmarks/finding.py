"""How long until what was published is found, with a worker running; prints JSON."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from statistics import median
from uuid import uuid4

import django
from django.db import transaction

django.setup()

from django.test import Client  # noqa: E402

from benchmarks.examples import THEME  # noqa: E402
from practice.models import PracticeExamplePage  # noqa: E402

TIMES = 15
SECONDS_TO_WAIT = 120
EVERY_SECONDS = 0.01


def publish(page: PracticeExamplePage) -> str:
    """Publish a page under a title with a word that stands nowhere else; return the word."""
    word = f"bench{uuid4().hex}"
    page.title = f"Benchmark {word}"
    with transaction.atomic():
        page.save_revision().publish()
    return word


def wait(client: Client, word: str, content_id: str) -> None:
    """Return once the word finds the item."""
    deadline = time.monotonic() + SECONDS_TO_WAIT
    while not found(client, word, content_id):
        if time.monotonic() > deadline:
            raise RuntimeError("What was published is not found.")
        time.sleep(EVERY_SECONDS)


def found(client: Client, word: str, content_id: str) -> bool:
    answer = client.get("/api/v1/search", {"q": word, "exact": "true"})
    if answer.status_code == 503:
        # The worker has not built an index yet.
        return False
    items = answer.json()["items"]
    return any(item["card"]["id"] == content_id and word in item["highlight"]["title"] for item in items)


def taken(client: Client, page: PracticeExamplePage) -> float:
    """Return the seconds from the publish button's work until a search has the page."""
    started = time.monotonic()
    wait(client, publish(page), str(page.content_id))
    return time.monotonic() - started


def measure() -> dict[str, float]:
    """Return the middle and the longest time."""
    client = Client()
    pages = list(PracticeExamplePage.objects.filter(themes__slug=THEME).order_by("path")[: TIMES + 1])
    command = [sys.executable, "-m", "celery", "--quiet", "-A", "settings", "worker"]
    # What this process prints is its result.
    worker = subprocess.Popen(command, stdout=sys.stderr)  # noqa: S603
    try:
        # The first one waits for the worker to start, and to build the index.
        seconds = [taken(client, page) for page in pages][1:]
    finally:
        worker.terminate()
        worker.wait(30)
    return {"median": median(seconds), "longest": max(seconds), "times": len(seconds)}


if __name__ == "__main__":
    print(json.dumps(measure()))
