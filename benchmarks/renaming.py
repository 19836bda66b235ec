"""How long until 500 documents follow a renamed theme: in this process, and by a real worker; prints JSON."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from statistics import median

import django
from django.db import transaction

django.setup()

from benchmarks.examples import COUNT, THEME  # noqa: E402
from cms.content.models import ContentItem  # noqa: E402
from cms.tasks import refresh_content  # noqa: E402
from cms.taxonomies import Theme  # noqa: E402

TIMES = 3
SECONDS_TO_WAIT = 300


def rename() -> float:
    """Give the theme another name, as the admin does; return when."""
    theme = Theme.objects.get(slug=THEME)
    theme.name = f"Benchmark {time.time_ns()}"
    started = time.monotonic()
    with transaction.atomic():
        theme.save()
    return started


def wait() -> None:
    """Return once every document is fresh."""
    deadline = time.monotonic() + SECONDS_TO_WAIT
    while ContentItem.objects.stale().exists():
        if time.monotonic() > deadline:
            raise RuntimeError("The documents did not become fresh.")
        time.sleep(0.02)


def taken(refresh: Callable[[], object]) -> float:
    """Return the seconds from the rename until all documents carry the new name."""
    started = rename()
    refresh()
    seconds = time.monotonic() - started
    name = Theme.objects.get(slug=THEME).name.encode()
    items = ContentItem.objects.filter(tags__kind="theme", tags__slug=THEME)
    fresh = sum(name in bytes(body) for body in items.values_list("body", flat=True))
    if fresh < COUNT:
        raise RuntimeError(f"Only {fresh} of {COUNT} documents followed.")
    return seconds


def measure() -> dict[str, float]:
    """Return the middle time of both, and the processor time of the first."""
    refresh_content()
    working = time.process_time()
    alone = median(taken(refresh_content) for _ in range(TIMES))
    processor = (time.process_time() - working) / TIMES
    command = [sys.executable, "-m", "celery", "--quiet", "-A", "settings", "worker"]
    # What this process prints is its result.
    worker = subprocess.Popen(command, stdout=sys.stderr)  # noqa: S603
    try:
        # The first one waits for the worker to start.
        through_worker = [taken(wait) for _ in range(TIMES + 1)][1:]
    finally:
        worker.terminate()
        worker.wait(30)
    return {"function": alone, "processor": processor, "worker": median(through_worker)}


if __name__ == "__main__":
    print(json.dumps(measure()))
