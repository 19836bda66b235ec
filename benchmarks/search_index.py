"""Build the search index of a state, and the limit's beside it; prints how memory went along as JSON."""

from __future__ import annotations

import json
import os
import resource
import sqlite3
import sys
import time
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.servers import memory_mb  # noqa: E402
from cms.content.models import ContentItem  # noqa: E402
from search.documents import stored_of  # noqa: E402
from search.engines.chosen import engine  # noqa: E402
from search.rebuilding import BATCH, BATCHES_A_COMMIT, forget_place, rebuild  # noqa: E402

# After the third commit everything that a rebuild uses has been used.
EARLY = 3 * BATCH * BATCHES_A_COMMIT


class Course:
    """How many items there were, and the memory when so many were done as is early, and at the end."""

    def __init__(self) -> None:
        self.done, self.early = 0, 0.0

    def on_progress(self, done: int, total: int) -> None:
        self.done += done
        if not self.early and self.done >= EARLY:
            self.early = memory_mb(os.getpid())


def build() -> dict[str, float]:
    """Build the index of everything; return what it took."""
    forget_place()
    course, started, working = Course(), time.monotonic(), time.process_time()
    rebuild(engine(), timezone.now, course.on_progress)
    return {
        "items": course.done,
        "seconds": time.monotonic() - started,
        "processor": time.process_time() - working,
        "early": EARLY,
        "memory early": course.early,
        "memory": memory_mb(os.getpid()),
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def write_texts() -> None:
    """Write what the limit searches: the titles, summaries and passages that the hub's own index has."""
    path = Path(settings.DATABASES["default"]["NAME"]).parent / "texts.sqlite3"
    path.unlink(missing_ok=True)
    texts = sqlite3.connect(path)
    texts.execute(
        "CREATE VIRTUAL TABLE said USING fts5(id UNINDEXED, title, summary, body, tokenize='porter')"
    )
    for item in ContentItem.objects.iterator(chunk_size=200):
        stored = stored_of(item)
        body = "\n".join(passage for passage, _ in stored.passages)
        texts.execute(
            "INSERT INTO said VALUES (?, ?, ?, ?)", [item.id.hex, stored.title, stored.summary, body]
        )
    texts.execute("INSERT INTO said(said) VALUES ('optimize')")
    texts.commit()
    texts.close()


if __name__ == "__main__":
    took = build()
    if "--texts" in sys.argv:
        write_texts()
    print(json.dumps(took))
