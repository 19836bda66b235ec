"""Many reminders are due at once and workers are killed while they send them: none is missing.

Where a kill falls between the mail server's yes and the record of it, nobody can know: it comes again, as the
same message.
"""

import datetime as dt
import random
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.background.deployment import wait_for
from tests.reliability.hub import PATIENCE, Hub
from tests.servers.mail import MailServer, mail_server

pytestmark = [pytest.mark.long, pytest.mark.timeout(900)]

COUNT = 2000
KILLS = 10
# Each worker runs two tasks at once, and so may have two reminders in its hands when it dies.
IN_HAND = 2
# With a worker die the tasks that it runs, and those that it has taken and not begun.
TASKS = KILLS * IN_HAND * 5
MAKE = """
from django.db import transaction
from django.utils import timezone
from cms.tasks import send_review_digests
from home.models import HomePage
from tests.factories import InformationFactory
from tests.factories.pages import make_home
today = timezone.localdate()
with transaction.atomic():
    home = HomePage.objects.first() or make_home()
    for number in range({count}):
        page = InformationFactory.build(
            parent=None, title=f"Page {{number}}", slug=f"page-{{number}}", review_by=today,
            shared_mailbox=f"box{{number}}@example.org", last_published_at=timezone.now(),
        )
        home.add_child(instance=page)
for _ in range({tasks}):
    send_review_digests.delay()
"""
AGAIN = """
from cms.tasks import send_review_digests
send_review_digests.delay()
"""
# What a worker died with is free again ten minutes later.
LATER = """
import datetime as dt
from django.db.models import F
from cms.models import SentReminder
SentReminder.objects.filter(sent_at=None).update(attempted_at=F("attempted_at") - dt.timedelta(minutes=11))
"""


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


def kill_in_the_middle(hub: Hub, server: MailServer, before_yes: bool) -> None:
    """Kill the worker once some more are taken: before the server says yes, or at any moment after."""
    until = len(server.messages) + COUNT // (2 * KILLS)
    reached = threading.Event()
    victim = hub.below_keeper("worker")

    def on_message() -> None:
        if len(server.messages) < until or reached.is_set():
            return
        if before_yes:
            for pid in victim:
                hub.kill(pid)
        reached.set()

    server.on_message = on_message
    assert reached.wait(PATIENCE), f"{len(server.messages)} messages, then nothing"
    server.on_message = lambda: None
    time.sleep(random.uniform(0, 0.05))  # noqa: S311 - it only says when.
    for pid in victim:
        hub.kill(pid)
    # A new keeper, as the old one would wait before it starts again what dies so young.
    hub.kill_keeper("worker")
    wait_for(lambda: bool(hub.below_keeper("worker")), PATIENCE)


def count(hub: Hub, condition: str = "1", *values: str) -> int:
    """Return how many reminders are written down."""
    with closing(sqlite3.connect(hub.state / "hub.sqlite3", timeout=30)) as database:
        query = f"SELECT count(*) FROM cms_sentreminder WHERE {condition}"  # noqa: S608 - the test's own.
        return int(database.execute(query, values).fetchone()[0])


def unsent(hub: Hub, since: dt.datetime = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)) -> int:
    """Return how many are taken on since an instant and not known to be sent."""
    # To the microsecond, as it is kept: what a worker died with in this same second was taken on before.
    return count(hub, "sent_at IS NULL AND attempted_at > ?", f"{since:%Y-%m-%d %H:%M:%S.%f}")


def test_ten_kills_lose_no_reminder_and_what_comes_twice_is_one_message(server: MailServer, hub: Hub) -> None:
    hub.environment["EMAIL_URL"] = f"smtp://127.0.0.1:{server.port}"
    hub.script(MAKE.format(count=COUNT, tasks=TASKS))
    for message in hub.queue.glob("*.wagtail.msg"):
        # Thousands for the admin's indexes, which have no part in this.
        message.unlink()
    hub.start_all("worker")
    for number in range(KILLS):
        kill_in_the_middle(hub, server, before_yes=number % 2 == 0)
    killed_at = dt.datetime.now(dt.UTC)
    # As beat would: the kills may have taken every task that was waiting.
    hub.script(AGAIN)
    wait_for(lambda: count(hub) == COUNT and unsent(hub, since=killed_at) == 0, PATIENCE)
    left = unsent(hub)
    hub.script(LATER + AGAIN)
    wanted = {f"box{number}@example.org" for number in range(COUNT)}
    wait_for(lambda: {message["To"] for message in server.messages} == wanted, PATIENCE)
    wait_for(lambda: unsent(hub) == 0, PATIENCE)
    taken = Counter(message["To"] for message in server.messages)
    repeated = {address for address, times in taken.items() if times > 1}
    print(f"{left} in hand when workers died, {len(repeated)} came again")
    assert KILLS / 2 <= len(repeated) <= left <= KILLS * IN_HAND
    for address in repeated:
        assert len({message["Message-ID"] for message in server.of(address)}) == 1
    assert len({message["Message-ID"] for message in server.messages}) == COUNT
