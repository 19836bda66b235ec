"""Many past consultations for a hub under test, and what is left to archive of them."""

import sqlite3
from contextlib import closing

from tests.reliability.hub import Hub

# As an import would have left them: without revisions, and stored all at once. The first is made by the
# models; the others are its rows again, as making each so takes longer than all that is tested.
MAKE = """
import datetime as dt
from uuid import uuid4
from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Page
from cms.content.rebuilding import rebuild
from events.models import ConsultationIndexPage, ConsultationPage, ConsultationWindow
from tests.events.past import CLOSED, FEEDBACK
from tests.factories import ConsultationFactory, ConsultationIndexFactory, consultation_windows

def copy(row, model, changes):
    columns = [field.column for field in model._meta.local_concrete_fields]
    with connection.cursor() as cursor:
        named = f"SELECT {{', '.join(columns)}} FROM {{model._meta.db_table}}"
        cursor.execute(f"{{named}} WHERE {{model._meta.pk.column}} = %s", [row.pk])
        values = dict(zip(columns, cursor.fetchone()))
        places = ", ".join(["%s"] * len(columns))
        cursor.executemany(
            f"INSERT INTO {{model._meta.db_table}} ({{', '.join(columns)}}) VALUES ({{places}})",
            ([*(values | change).values()] for change in changes),
        )

years = CLOSED.year - timezone.now().year + 2
closed = CLOSED.replace(year=CLOSED.year - years)
numbers = range(1, {count})
with transaction.atomic():
    index = ConsultationIndexPage.objects.first() or ConsultationIndexFactory()
    first = ConsultationFactory.build(
        parent=None,
        title="Past 0",
        slug="past-0",
        first_published_at=closed + dt.timedelta(days=40),
        windows=consultation_windows((closed - dt.timedelta(days=29), closed)),
        feedback_published_on=FEEDBACK.replace(year=closed.year),
        we_asked="How do you get to school?",
    )
    index.add_child(instance=first)
    keys = {{number: first.pk + number for number in numbers}}
    before = index.numchild - 1
    copy(first.page_ptr, Page, (
        {{
            "id": keys[number],
            "path": Page._get_path(index.path, index.depth + 1, before + number + 1),
            "title": f"Past {{number}}",
            "draft_title": f"Past {{number}}",
            "slug": f"past-{{number}}",
            "url_path": f"{{index.url_path}}past-{{number}}/",
            "translation_key": uuid4().hex,
        }}
        for number in numbers
    ))
    copy(first, ConsultationPage, ({{"page_ptr_id": keys[number]}} for number in numbers))
    window = first.windows.get()
    copy(window, ConsultationWindow, (
        {{"id": window.pk + number, "page_id": keys[number]}} for number in numbers
    ))
    Page.objects.filter(pk=index.pk).update(numchild=before + {count})
rebuild(timezone.now(), lambda done, total: None)
"""


def make_past(hub: Hub, count: int) -> None:
    """Make public consultations that closed two years ago and told what came of them."""
    hub.script(MAKE.format(count=count))


def left(hub: Hub) -> int:
    """Return how many are not archived."""
    return _number(hub, "SELECT count(*) FROM events_consultationpage WHERE archived_at IS NULL")


def not_archived_once(hub: Hub) -> int:
    """Return of how many the log says anything else than that they were archived once."""
    return _number(
        hub,
        "SELECT count(*) FROM cms_contentitem item WHERE item.type = 'consultation' AND 1 != "
        "(SELECT count(*) FROM cms_contentchange c WHERE c.item = item.id AND c.event = 'archived')",
    )


def _number(hub: Hub, query: str) -> int:
    with closing(sqlite3.connect(hub.state / "hub.sqlite3", timeout=30)) as database:
        return int(database.execute(query).fetchone()[0])
