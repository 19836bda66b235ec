"""Look for anything lost, torn or doubled in a hub's database, from inside it."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator

from django.db import connection
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from cms.content.builder import SERIALIZER_VERSION
from cms.content.models import ContentChange, ContentCounter, ContentItem
from cms.content.schemas import write_instant
from cms.content.verification import differences
from cms.pages import BasePage

Event = ContentChange.Event


def print_report() -> None:
    """Print as JSON what is wrong, and how often each item was logged and each page published.

    What `verify_content` says belongs to what is wrong.
    """
    logged = Counter(str(item) for item in ContentChange.objects.values_list("item", flat=True))
    actions = ["wagtail.publish", "wagtail.unpublish", "wagtail.publish.scheduled"]
    answered = Counter(PageLogEntry.objects.filter(action__in=actions).values_list("page", flat=True))
    print(json.dumps({"faults": list(faults()), "logged": logged, "published": answered}))


def faults() -> Iterator[str]:
    """Yield everything that disagrees: database file, page tree, log, documents, pages."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for pragma in ["integrity_check", "foreign_key_check"]:
                cursor.execute(f"PRAGMA {pragma}")
                yield from (f"{pragma}: {row}" for row in cursor.fetchall() if row != ("ok",))
    yield from (str(difference) for difference in differences(timezone.now()))
    yield from (f"page tree: {problem}" for problem in Page.find_problems() if problem)
    yield from _log_faults()
    for item in ContentItem.objects.iterator():
        yield from (f"{item.path}: {fault}" for fault in _item_faults(item))
    for page in Page.objects.live().specific():
        if isinstance(page, BasePage):
            yield from (f"{page.title}: {fault}" for fault in _page_faults(page))


def _log_faults() -> Iterator[str]:
    sequences = list(ContentChange.objects.values_list("sequence", flat=True))
    if sequences != list(range(1, len(sequences) + 1)):
        yield f"the log's numbers have gaps or doubles: {sequences}"
    if ContentCounter.objects.get().value != len(sequences):
        yield "the counter is not the last number of the log"
    last: dict[object, ContentChange] = {}
    for change in ContentChange.objects.all():
        before = last.get(change.item)
        was_public = before is not None and before.event != Event.WITHDRAWN
        if was_public == (change.event == Event.PUBLISHED):
            yield f"{change.path}: {change.event} at {change.sequence}, but public before: {was_public}"
        last[change.item] = change
    public = {item for item, change in last.items() if change.event != Event.WITHDRAWN}
    stored = set(ContentItem.objects.values_list("id", flat=True))
    yield from (f"{last[item].path}: logged as public, not stored" for item in public - stored)
    yield from (f"{item}: stored, not logged as public" for item in stored - public)


def _item_faults(item: ContentItem) -> Iterator[str]:
    body, card = json.loads(bytes(item.body)), json.loads(bytes(item.card))
    line = ContentChange.objects.filter(item=item.id).last()
    if line is None or (line.sequence, line.path, line.at) != (item.sequence, item.path, item.updated_at):
        yield "its row and its last line in the log differ"
    if (body["sequence"], body["path"], body["title"]) != (item.sequence, item.path, item.title):
        yield "its row and its document differ"
    if body["updated_at"] != write_instant(item.updated_at) or card["updated_at"] != body["updated_at"]:
        yield "its document has another time than its row"
    if item.etag != hashlib.sha256(SERIALIZER_VERSION.encode() + bytes(item.body)).hexdigest()[:32]:
        yield "its ETag is another document's"
    if any(card[key] != body[key] for key in ["id", "title", "themes"]):
        yield "its card and its document differ"
    if item.stale_since or item.fault:
        yield f"it is stale: {item.fault}"


def _page_faults(page: BasePage) -> Iterator[str]:
    item = ContentItem.objects.filter(id=page.content_id).first()
    if item is None:
        yield "it is live, but not stored"
    elif item.title != page.title:
        yield f"its document says {item.title}"
    if page.live_revision and page.live_revision.content["title"] != page.title:
        yield "its row and its live revision differ"
    if page.latest_revision_id != page.live_revision_id and not page.has_unpublished_changes:
        yield "its newest revision is not published, and it says that nothing waits"
