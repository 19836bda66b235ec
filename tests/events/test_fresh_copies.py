"""Last year's event or consultation used again."""

from __future__ import annotations

import datetime as dt

import pytest

from cms.content.models import ContentItem
from events.models import ConsultationPage, ConsultationWindow, EventPage, ExtraDate, FeedbackUpdate
from tests.factories import ConsultationFactory, EventFactory

JUNE = dt.date(2030, 6, 4)


def test_an_event_comes_without_its_dates(site, sign_in) -> None:
    event = EventFactory(
        venue_town="Melton",
        status="cancelled",
        status_note="The hall is closed.",
        extra_dates=[ExtraDate(day=JUNE + dt.timedelta(days=1))],
        booking_deadline=JUNE,
    )
    editor = sign_in("FIS editors")
    address = f"/admin/events/use-again/{event.pk}/"
    assert "everything but its dates" in editor.get(address).content.decode()
    assert EventPage.objects.count() == 1
    answer = editor.post(address)
    made = EventPage.objects.exclude(pk=event.pk).get()
    assert answer.headers["Location"] == f"/admin/pages/{made.pk}/edit/"
    draft = made.get_latest_revision_as_object()
    for one in (made, draft):
        assert (one.first_day, one.booking_deadline, one.status, one.status_note) == (
            None,
            None,
            "scheduled",
            "",
        )
        assert (one.title, one.venue_town, one.start_time) == (event.title, "Melton", event.start_time)
        assert list(one.extra_dates.all()) == []
    assert (made.live, made.slug) == (False, f"{event.slug}-2")
    assert made.translation_key != event.translation_key
    assert event.extra_dates.count() == 1
    assert ContentItem.objects.filter(type="event").count() == 1
    assert "Use again, without its dates" in editor.get(f"/admin/pages/{event.pk}/edit/").content.decode()


def test_a_consultation_comes_without_its_outcome(site, sign_in) -> None:
    page = ConsultationFactory(
        decision_maker="The cabinet",
        promised_feedback_on=JUNE,
        feedback_published_on=JUNE - dt.timedelta(days=3000),
        we_asked="What?",
        you_said=[("voice", "That.")],
        we_did=[("deed", {"action": "This.", "status": "done", "why": ""})],
        responses_online=12,
        feedback_updates=[FeedbackUpdate(on=JUNE - dt.timedelta(days=2999), text="More.")],
    )
    sign_in("FIS editors").post(f"/admin/events/use-again/{page.pk}/")
    made = ConsultationPage.objects.exclude(pk=page.pk).get().get_latest_revision_as_object()
    assert made.decision_maker == "The cabinet"
    assert (made.promised_feedback_on, made.feedback_published_on, made.responses_online) == (None, None, 0)
    assert (made.we_asked, len(made.you_said), len(made.we_did)) == ("", 0, 0)
    assert list(made.windows.all()) == list(made.feedback_updates.all()) == []
    assert ConsultationWindow.objects.filter(page=page).count() == 1


@pytest.mark.parametrize("other", ["events", "nothing"])
def test_only_events_and_consultations_are_used_again(site, sign_in, other: str) -> None:
    event = EventFactory()
    number = event.get_parent().pk if other == "events" else 0
    assert sign_in("FIS editors").post(f"/admin/events/use-again/{number}/").status_code == 404
    assert EventPage.objects.count() == 1
