"""Many past consultations for a hub under test, and what is left to archive of them."""

import sqlite3
from contextlib import closing

from tests.reliability.hub import Hub

# As an import would have left them: without revisions, and stored all at once.
MAKE = """
import datetime as dt
from django.db import transaction
from django.utils import timezone
from cms.content.rebuilding import rebuild
from events.models import ConsultationIndexPage
from tests.events.past import CLOSED, FEEDBACK
from tests.factories import ConsultationFactory, ConsultationIndexFactory, consultation_windows
years = CLOSED.year - timezone.now().year + 2
closed = CLOSED.replace(year=CLOSED.year - years)
with transaction.atomic():
    index = ConsultationIndexPage.objects.first() or ConsultationIndexFactory()
    for number in range({count}):
        page = ConsultationFactory.build(
            parent=None,
            title=f"Past {{number}}",
            first_published_at=closed + dt.timedelta(days=40),
            windows=consultation_windows((closed - dt.timedelta(days=29), closed)),
            feedback_published_on=FEEDBACK.replace(year=closed.year),
            we_asked="How do you get to school?",
        )
        index.add_child(instance=page)
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
