"""The hourly tidying, in a process of its own: SQLite folds its log back only outside a transaction."""

from tests.reliability.hub import Hub

SESSIONS = """
import datetime as dt
from django.contrib.sessions.models import Session
from django.utils import timezone
from cms.tasks import tidy_database
for name, days in [("over", -1), ("going on", 1)]:
    expires = timezone.now() + dt.timedelta(days=days)
    Session.objects.create(session_key=name, session_data="", expire_date=expires)
tidy_database()
print([session.session_key for session in Session.objects.all()])
"""


def test_sessions_that_are_over_go_and_the_log_is_folded_back(hub: Hub):
    assert "['going on']" in str(hub.script(SESSIONS))
    log = hub.state / "hub.sqlite3-wal"
    assert not log.exists() or log.stat().st_size == 0
