"""The hub on PostgreSQL and Redis with its real web, worker and beat."""

import datetime as dt
import json
import time

import pytest

from tests.background.deployment import wait_for
from tests.reliability.content import make_many
from tests.reliability.hub import PATIENCE, Hub
from tests.reliability.town import Town

pytestmark = [pytest.mark.long, pytest.mark.usefixtures("sound_store")]

MANY = 500


def test_a_publish_is_public_at_once_a_rename_within_seconds_and_a_withdrawal_leaves_a_tombstone(town: Town):
    hub, example = town.hub, town.content.themed[0]
    before = hub.ask(f"/api/v1/content/{example.id}")[1]["etag"]
    town.editor.publish(example.page, title="Another title")
    status, headers, _ = hub.ask(f"/api/v1/content/{example.id}")
    assert (status, hub.document(example.id)["title"]) == (200, "Another title")
    assert headers["etag"] != before
    assert town.changes(example.id)[-1] == "updated"

    town.editor.rename_theme(town.content.theme, "Days out")
    renamed = time.monotonic()
    ids = [example.id for example in town.content.themed]
    wait_for(lambda: {hub.document(item)["themes"][0]["name"] for item in ids} == {"Days out"}, PATIENCE)
    print(f"a rename reached {len(ids)} documents in {time.monotonic() - renamed:.1f} s")

    town.editor.unpublish(example.page)
    status, _, body = hub.ask(f"/api/v1/content/{example.id}")
    assert status == 410
    assert json.loads(body)["tombstone"]["id"] == example.id
    assert town.changes(example.id)[-1] == "withdrawn"
    town.editor.publish(example.page)
    assert hub.ask(f"/api/v1/content/{example.id}")[0] == 200


def states(hub: Hub, item: str) -> tuple[str, set[str], str, str]:
    """Return a consultation's state in its document, by lists and in the calendar, and its ETag."""
    _, headers, body = hub.ask(f"/api/v1/content/{item}")
    listed = {
        state
        for state in ["open", "closed"]
        if item in hub.ask(f"/api/v1/content?type=consultation&state={state}")[2].decode()
    }
    (line,) = json.loads(hub.ask(f"/api/v1/calendar?id={item}")[2])["items"]
    return json.loads(body)["state"], listed, line["status"], headers["etag"]


CONSULTATION = """
import datetime as dt
from tests.factories import ConsultationFactory, consultation_windows
opened, last_minute = dt.datetime.fromisoformat({opened!r}), dt.datetime.fromisoformat({last_minute!r})
print(ConsultationFactory(windows=consultation_windows((opened, last_minute))).content_id)
"""


def test_a_consultation_closes_at_its_second_with_worker_and_beat_stopped(town: Town):
    hub = town.hub
    hub.stop("worker")
    hub.stop("beat")
    # A window closes with a minute; the one after next leaves time to make it.
    now = dt.datetime.now(dt.UTC)
    closes = (now + dt.timedelta(seconds=80)).replace(second=0, microsecond=0)
    times = {"opened": now - dt.timedelta(days=1), "last_minute": closes - dt.timedelta(minutes=1)}
    script = CONSULTATION.format(**{name: at.isoformat() for name, at in times.items()})
    item = hub.script(script).split()[-1]
    assert dt.datetime.now(dt.UTC) < closes
    etags: dict[str, set[str]] = {"open": set(), "closed": set()}
    while (asked := dt.datetime.now(dt.UTC)) < closes + dt.timedelta(seconds=3):
        state, listed, in_calendar, etag = states(hub, item)
        if dt.datetime.now(dt.UTC) < closes:
            assert (state, listed, in_calendar) == ("open", {"open"}, "open")
        elif asked >= closes:
            assert (state, listed, in_calendar) == ("closed", {"closed"}, "closed")
        etags[state].add(etag)
        time.sleep(0.05)
    assert [len(seen) for seen in etags.values()] == [1, 1]
    assert not etags["open"] & etags["closed"]
    assert town.changes(item) == ["published"]
    hub.start_all("worker", "beat")
    wait_for(lambda: town.changes(item) == ["published", "updated"], PATIENCE)
    assert states(hub, item)[:2] == ("closed", {"closed"})


SCHEDULE = """
import datetime as dt
from django.utils import timezone
from tests.factories import PracticeExampleFactory
page = PracticeExampleFactory(title="Later", live=False)
page.go_live_at = timezone.now() + dt.timedelta(seconds=3)
page.save_revision().publish()
print(page.content_id)
"""


def test_beat_publishes_what_is_scheduled(town: Town):
    item = town.hub.script(SCHEDULE).split()[-1]
    assert town.changes(item) == []
    wait_for(lambda: town.changes(item) == ["published"], PATIENCE)
    assert town.hub.document(item)["title"] == "Later"


def test_a_worker_killed_while_it_refreshes_leaves_nothing_undone(town: Town):
    hub = town.hub
    theme = make_many(hub, MANY)
    town.editor.rename_theme(theme, "Very many")
    until = time.monotonic() + PATIENCE
    while hub.stale() == MANY:
        assert time.monotonic() < until
    hub.kill_child("worker")
    left = hub.stale()
    assert 0 < left < MANY
    print(f"killed with {left} of {MANY} left; fresh {hub.until_fresh():.1f} s later")
    answer = json.loads(hub.ask("/api/v1/documents?theme=many&limit=100")[2])
    assert answer["total"] == MANY
    assert {document["themes"][0]["name"] for document in answer["items"]} == {"Very many"}
