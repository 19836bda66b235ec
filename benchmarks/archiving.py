"""How long it takes to archive each of many consultations: `python -m benchmarks.archiving 2000`; JSON."""

from __future__ import annotations

import json
import random
import resource
import sys
import time
from pathlib import Path
from typing import Any
from uuid import UUID

import django

django.setup()

from django.db import connection, models, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402
from tqdm import tqdm, trange  # noqa: E402
from wagtail.models import Page  # noqa: E402

from benchmarks.generate import replaced  # noqa: E402
from cms.content import log  # noqa: E402
from cms.content.builder import sha256  # noqa: E402
from cms.content.models import ContentDependency, ContentItem, ContentPeriod, ContentTag  # noqa: E402
from events.archive import ArchiveRun, archive_due, due, unarchive_consultation  # noqa: E402
from events.consultation_records import ConsultationWindow  # noqa: E402
from events.consultations import ConsultationPage  # noqa: E402

COUNT, BATCH, SEED = 2_000, 2_000, 20_261_123
STORED: list[type[models.Model]] = [ContentTag, ContentPeriod, ContentDependency]


def template() -> ConsultationPage:
    """Return a past consultation of the demonstration, with all that it carries, outside the archive."""
    archived = ConsultationPage.objects.filter(archived_at__isnull=False).order_by("path")
    page: ConsultationPage = archived[0]
    unarchive_consultation(page.pk, None, timezone.now(), "")
    page.refresh_from_db()
    return page


def make(count: int) -> None:
    """Copy the template so often, rows only: page, windows, words, and what is stored of it."""
    chance, page = random.Random(SEED), template()  # noqa: S311, it makes names
    for start in trange(0, count, BATCH, desc=f"{count} consultations", disable=None):
        some = range(start, min(start + BATCH, count))
        with transaction.atomic():
            copy({number: UUID(int=chance.getrandbits(128), version=4) for number in some}, page)


def copy(ids: dict[int, UUID], page: ConsultationPage) -> None:
    """Copy a page's rows under other names and ids."""
    last = Page.objects.latest("pk").pk
    parent = Page.objects.get(pk=page.get_parent().pk)
    base = {field.attname: getattr(page, field.attname) for field in Page._meta.concrete_fields}
    Page.objects.bulk_create(
        Page(
            **base
            | {
                "id": None,
                "path": Page._get_path(parent.path, parent.depth + 1, parent.numchild + step),
                "translation_key": content_id,
                "slug": f"{page.slug}-{number}",
                "url_path": f"{page.url_path.rstrip('/')}-{number}/",
                "title": f"{page.title[:240]} {number}",
            }
        )
        for step, (number, content_id) in enumerate(ids.items(), start=1)
    )
    Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild + len(ids))
    newer = f"FROM %s source, wagtailcore_page new WHERE source.%s = {page.pk} AND new.id > {last}"
    copy_rows(ConsultationPage, "page_ptr_id", "new.id", newer)
    copy_rows(ConsultationWindow, "page_id", "new.id", newer)
    for relation in ConsultationPage._meta.local_many_to_many:
        copy_rows(relation.remote_field.through, "consultationpage_id", "new.id", newer)
    ConsultationPage.objects.filter(pk__gt=last).update(kept_current=False)
    copy_items(ids, page)


def copy_items(ids: dict[int, UUID], page: ConsultationPage) -> None:
    """Copy what is stored of a page."""
    old = ContentItem.objects.get(id=page.content_id)
    base = {field.attname: getattr(old, field.attname) for field in ContentItem._meta.concrete_fields}
    sequence = log.latest_sequence()
    copies, rows = [], {model: list(model._default_manager.filter(item=old)) for model in STORED}
    for step, (number, content_id) in enumerate(ids.items(), start=1):
        path, title = f"{old.path.rstrip('/')}-{number}/", f"{old.title[:240]} {number}"
        changed = {str(old.id): str(content_id), old.path: path, old.title: title}
        own = {
            "id": content_id,
            "path": path,
            "title": title,
            "body": replaced(bytes(old.body), changed),
            "card": replaced(bytes(old.card), changed),
            "etag": content_id.hex,
            "face": sha256([old.type, path, title]),
            "sequence": sequence + step,
        }
        copies.append(ContentItem(**base | own))
    ContentItem.objects.bulk_create(copies)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cms_contentcounter SET value = value + %s", [len(ids)])
    for model, found in rows.items():
        columns = [
            field.attname for field in model._meta.concrete_fields if field.attname not in {"id", "item_id"}
        ]
        model._default_manager.bulk_create(
            model(item_id=content_id, **{name: getattr(row, name) for name in columns})
            for content_id in ids.values()
            for row in found
        )


def copy_rows(model: type[models.Model], key: str, value: str, rows: str) -> None:
    """Copy a page's rows of a table for each new page."""
    fields: list[Any] = [field for field in model._meta.local_concrete_fields if field.column != "id"]
    table = model._meta.db_table
    names = [f'"{field.column}"' for field in fields]
    values = [value if field.column == key else f'source."{field.column}"' for field in fields]
    with connection.cursor() as cursor:
        # Only names of our own tables stand in this text.
        cursor.execute(
            f'INSERT INTO "{table}" ({", ".join(names)}) SELECT {", ".join(values)} '
            + rows % (f'"{table}"', f'"{key}"')
        )


def held() -> float:
    """Return the megabytes of memory that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1_000_000


def measure(count: int) -> dict[str, float]:
    """Return milliseconds of the clock and of a processor for each, and the memory early and at the end."""
    make(count)
    waiting = due(timezone.now()).count()
    bar, early = tqdm(total=waiting, desc="archiving", disable=None), 0.0

    def show(done: int) -> None:
        nonlocal early
        bar.update(done)
        early = early or held()

    started, working = time.monotonic(), time.process_time()
    run: ArchiveRun = archive_due(timezone.now, show, tqdm.write)
    clock, processor = time.monotonic() - started, time.process_time() - working
    if run.failed or run.archived != waiting:
        raise RuntimeError(f"Of {waiting}, {run.archived} were archived and {run.failed} failed.")
    return {
        "count": run.archived,
        "clock": clock / run.archived * 1000,
        "processor": processor / run.archived * 1000,
        "memory early": early,
        "memory": held(),
    }


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT)))
