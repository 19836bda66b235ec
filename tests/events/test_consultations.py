"""Consultations: what the document says at every boundary, and what is refused."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client

from cms.content import log
from cms.content.publishing import PublishRefused
from cms.content.verification import differences
from events.models import ConsultationPage
from tests.factories import ConsultationFactory, EventFactory, consultation_windows
from tests.stored import document, log_of, stored

SECOND = dt.timedelta(seconds=1)
BEFORE = dt.datetime(2030, 5, 1, 12, tzinfo=dt.UTC)
# Wall times in summer: 9am to 11:59pm.
OPENS = dt.datetime(2030, 6, 1, 8, tzinfo=dt.UTC)
CLOSES = dt.datetime(2030, 6, 8, 22, 59, tzinfo=dt.UTC)
AGAIN = dt.datetime(2030, 6, 20, 8, tzinfo=dt.UTC)
FINALLY = dt.datetime(2030, 6, 30, 22, 59, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)

BOUNDARIES = [
    (OPENS - SECOND, "upcoming"),
    (OPENS, "open"),
    (CLOSES + MINUTE - SECOND, "open"),
    (CLOSES + MINUTE, "paused"),
    (AGAIN - SECOND, "paused"),
    (AGAIN, "open"),
    (FINALLY + MINUTE - SECOND, "open"),
    (FINALLY + MINUTE, "closed"),
]


@pytest.fixture
def consultation(site: Any) -> ConsultationPage:
    """Return one that was published long before its first of two windows."""
    with time_machine.travel(BEFORE, tick=False):
        page: ConsultationPage = ConsultationFactory(
            windows=consultation_windows((OPENS, CLOSES), (AGAIN, FINALLY)),
            online_url="https://survey.example.org/",
            response_email="answers@example.org",
        )
    return page


@pytest.mark.parametrize(("now", "state"), BOUNDARIES)
def test_the_state_at_every_boundary_is_served_freshly_and_nothing_is_written(
    consultation, now, state
) -> None:
    before, newest = stored(consultation), log.latest_sequence()
    with time_machine.travel(now, tick=False):
        client = Client()
        answer = client.get(f"/api/v1/content/{consultation.content_id}")
        assert answer.json()["state"] == state
        assert (answer.json()["ways_to_respond"] is not None) is (state == "open")
        by_path = client.get("/api/v1/content/by-path", {"path": consultation.content_path})
        assert by_path.content == answer.content
        (card,) = client.get("/api/v1/content", {"state": state}).json()["items"]
        assert card["state"] == state
        assert client.get("/api/v1/documents", {"type": "consultation"}).json()["items"] == [answer.json()]
        others = [one for one in ("upcoming", "open", "paused", "closed") if one != state]
        assert client.get("/api/v1/content", {"state": others}).json()["total"] == 0
    after = stored(consultation)
    assert before is not None
    assert after is not None
    assert (after.etag, after.sequence, after.stale_since) == (before.etag, before.sequence, None)
    assert log.latest_sequence() == newest


def test_what_a_reader_gets_late_is_what_beat_stores(consultation, refresh) -> None:
    with time_machine.travel(OPENS, tick=False):
        fresh = Client().get(f"/api/v1/content/{consultation.content_id}")
        assert refresh() == 1
        stored_now = Client().get(f"/api/v1/content/{consultation.content_id}")
        assert log_of(consultation.content_id) == ["published", "updated"]
        assert list(differences(OPENS)) == []
        item = stored(consultation)
        assert item is not None
        assert item.valid_until == CLOSES + MINUTE
    ours, theirs = fresh.json(), stored_now.json()
    assert ours.pop("sequence") < theirs.pop("sequence")
    assert ours == theirs


def test_it_changes_by_itself_until_its_last_window_has_closed(consultation, refresh) -> None:
    seen = []
    for now in (OPENS, CLOSES + MINUTE, AGAIN, FINALLY + MINUTE):
        with time_machine.travel(now, tick=False):
            refresh()
            seen.append(document(consultation)["state"])
    assert seen == ["open", "paused", "open", "closed"]
    item = stored(consultation)
    assert item is not None
    assert item.valid_until is None


def test_the_closing_minute_is_said_as_people_say_it(consultation) -> None:
    values = document(consultation)
    assert values["closes"] == "11:59pm on Saturday 8 June 2030"
    assert values["closes_at"] == "2030-06-08T22:59:59Z"
    assert values["when"] == "Opens at 9am on Saturday 1 June 2030"
    assert [window["closes_at"] for window in values["windows"]] == [
        "2030-06-08T22:59:59Z",
        "2030-06-30T22:59:59Z",
    ]


def test_a_window_over_the_clock_change_closes_by_the_wall_clock(site) -> None:
    page = ConsultationFactory(
        windows=consultation_windows(
            (dt.datetime(2030, 10, 20, 8, tzinfo=dt.UTC), dt.datetime(2030, 10, 27, 23, 59, tzinfo=dt.UTC))
        )
    )
    assert document(page)["closes"] == "11:59pm on Sunday 27 October 2030"
    assert document(page)["opens_at"] == "2030-10-20T08:00:00Z"


def test_feedback_makes_it_reported_once_it_has_closed(consultation, refresh) -> None:
    consultation.feedback_published_on = dt.date(2030, 7, 20)
    consultation.we_asked = "How do you get to school?"
    consultation.you_said = [("voice", "By bus, when it comes.")]
    consultation.we_did = [("deed", {"action": "More buses", "status": "done", "why": ""})]
    with time_machine.travel(FINALLY + 20 * dt.timedelta(days=1), tick=False):
        consultation.save_revision().publish()
        values = document(consultation)
        assert (values["state"], values["feedback_published"]) == ("reported", True)
        assert values["feedback"]["we_did"] == [{"action": "More buses", "status": "done", "why": ""}]
        found = Client().get("/api/v1/content", {"state": "reported"}).json()
        assert found["total"] == 1


def test_a_withdrawn_one_says_so_at_any_time(consultation) -> None:
    ConsultationPage.objects.filter(pk=consultation.pk).update(withdrawn_at=BEFORE)
    ConsultationPage.objects.get().save_revision().publish()
    with time_machine.travel(OPENS, tick=False):
        answer = Client().get(f"/api/v1/content/{consultation.content_id}").json()
        assert (answer["state"], answer["ways_to_respond"]) == ("withdrawn", None)
        assert Client().get("/api/v1/content", {"state": "withdrawn"}).json()["total"] == 1
        assert Client().get("/api/v1/content", {"state": "open"}).json()["total"] == 0


def test_an_archived_one_leaves_the_lists_and_keeps_its_address(consultation) -> None:
    ConsultationPage.objects.filter(pk=consultation.pk).update(archived_at=FINALLY, archived_sha256="0" * 64)
    with time_machine.travel(FINALLY + MINUTE, tick=False):
        ConsultationPage.objects.get().save_revision().publish()
        client = Client()
        assert log_of(consultation.content_id) == ["published", "archived"]
        assert client.get("/api/v1/content", {"type": "consultation"}).json()["total"] == 0
        only = client.get("/api/v1/content", {"type": "consultation", "archived": "only"}).json()
        assert only["total"] == 1
        answer = client.get("/api/v1/content/by-path", {"path": consultation.content_path}).json()
        assert answer["archive"] == {"archived_at": "2030-06-30T22:59:00Z", "sha256": "0" * 64}


def test_its_sessions_are_named_while_it_is_open_and_they_are_public(consultation, refresh) -> None:
    event = EventFactory(title="A walk-in")
    consultation.sessions_offered = True
    consultation.sessions.create(event=event)
    consultation.save_revision().publish()
    with time_machine.travel(OPENS, tick=False):
        refresh()
        named = document(consultation)["ways_to_respond"]["sessions"]["events"]
        assert [one["title"] for one in named] == ["A walk-in"]
        event.unpublish()
        refresh()
        assert document(consultation)["ways_to_respond"]["sessions"]["events"] == []


@pytest.mark.parametrize(
    ("times", "why"),
    [
        ([], "at least one window"),
        ([(OPENS, FINALLY), (AGAIN, FINALLY + MINUTE)], "Two windows overlap"),
        ([(OPENS, CLOSES), (CLOSES, FINALLY)], "Two windows overlap"),
    ],
)
def test_windows_that_can_not_be_are_refused(site, times, why) -> None:
    with pytest.raises(PublishRefused) as refused:
        ConsultationFactory(windows=consultation_windows(*times))
    assert why in refused.value.message_dict["windows"][0]


def test_windows_may_follow_each_other_at_once(site) -> None:
    page = ConsultationFactory(windows=consultation_windows((OPENS, CLOSES), (CLOSES + MINUTE, FINALLY)))
    with time_machine.travel(CLOSES + MINUTE, tick=False):
        assert Client().get(f"/api/v1/content/{page.content_id}").json()["state"] == "open"


def test_a_window_that_closes_before_it_opens_is_refused() -> None:
    (window,) = consultation_windows((CLOSES, OPENS))
    with pytest.raises(ValidationError) as refused:
        window.clean()
    assert set(refused.value.message_dict) == {"closes_at"}


# Wall times in summer: the last minute is 11:45pm, or a quarter past midnight.
@pytest.mark.parametrize(
    "closes_at", [CLOSES.replace(minute=45), CLOSES.replace(hour=23, minute=15)], ids=str
)
@pytest.mark.parametrize("offset", range(57, 63))
def test_a_closing_near_midnight_is_exact_to_the_second(site, closes_at, offset) -> None:
    with time_machine.travel(BEFORE, tick=False):
        page = ConsultationFactory(windows=consultation_windows((OPENS, closes_at)))
    state = "open" if offset < 60 else "closed"
    with time_machine.travel(closes_at + offset * SECOND, tick=False):
        assert Client().get(f"/api/v1/content/{page.content_id}").json()["state"] == state
        found = Client().get("/api/v1/content", {"state": state}).json()
        assert [card["state"] for card in found["items"]] == [state]


@pytest.mark.parametrize(
    ("closes_at", "fits"),
    [(CLOSES, True), (CLOSES + MINUTE, False), (CLOSES + 2 * MINUTE, True)],
    ids=["11:59pm", "midnight", "12:01am"],
)
def test_midnight_is_not_guessed(closes_at, fits) -> None:
    (window,) = consultation_windows((OPENS, closes_at))
    if fits:
        window.clean()
        return
    with pytest.raises(ValidationError) as refused:
        window.clean()
    (why,) = refused.value.message_dict["closes_at"]
    assert "To close at the end of Saturday 8 June 2030, enter 23:59 of that day." in why
