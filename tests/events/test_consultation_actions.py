"""Extend, pause, re-open, withdraw and correct: what is published, recorded, and carried into drafts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone
from wagtail.models import PageLogEntry

from cms.content.schedule import publish_scheduled
from cms.content.verification import differences
from events import consultation_actions as actions
from events.consultation_course import Course
from events.models import ConsultationAction, ConsultationPage
from tests.factories import ConsultationFactory, UserFactory, consultation_windows
from tests.stored import document, log_of

DAY = dt.timedelta(days=1)
MINUTE = dt.timedelta(minutes=1)
OPENS = dt.datetime(2030, 6, 1, 8, tzinfo=dt.UTC)
CLOSES = dt.datetime(2030, 6, 8, 22, 59, tzinfo=dt.UTC)
LATER = CLOSES + 14 * DAY
DURING, AFTER = OPENS + DAY, CLOSES + DAY
NOTE = "Easy Read came late."


@pytest.fixture
def consultation(site: Any) -> ConsultationPage:
    """Return one that was published before it opens."""
    with time_machine.travel(OPENS - DAY, tick=False):
        page: ConsultationPage = ConsultationFactory(windows=consultation_windows((OPENS, CLOSES)))
    return page


@pytest.fixture
def publisher(db: None) -> Any:
    return UserFactory(group="FIS publishers")


def fresh(page: ConsultationPage) -> ConsultationPage:
    found: ConsultationPage = ConsultationPage.objects.get(pk=page.pk)
    return found


def draft_of(page: ConsultationPage, **values: Any) -> ConsultationPage:
    """Save a draft with changed values; return it."""
    draft: ConsultationPage = fresh(page).get_latest_revision_as_object()
    for name, value in values.items():
        setattr(draft, name, value)
    draft.save_revision()
    return draft


def windows_of(page: ConsultationPage) -> list[tuple[dt.datetime, dt.datetime]]:
    return [(one.opens_at, one.closes_at) for one in Course.of(fresh(page)).windows]


def test_an_extension_is_public_at_once_with_both_dates(consultation, publisher) -> None:
    with time_machine.travel(DURING, tick=False):
        actions.extend(consultation.pk, LATER, f" {NOTE} ", publisher, DURING)
        values = document(consultation)
        assert values["when"] == "Open until 11:59pm on Saturday 22 June 2030"
        assert values["windows"][0]["note"] == NOTE
        assert values["notices"] == [
            {
                "on": "2030-06-02",
                "text": "Extended. It closes at 11:59pm on Saturday 22 June 2030, not at 11:59pm on"
                f" Saturday 8 June 2030. {NOTE}",
            }
        ]
        assert list(differences(DURING)) == []
    assert log_of(consultation.content_id) == ["published", "updated"]


def test_what_was_done_is_on_record(consultation, publisher) -> None:
    with time_machine.travel(DURING, tick=False):
        actions.extend(consultation.pk, LATER, NOTE, publisher, DURING)
    action = ConsultationAction.objects.get()
    assert (action.kind, action.at, action.by, action.note) == ("extended", DURING, publisher, NOTE)
    assert action.before["windows"][0]["closes_at"] == "2030-06-08T22:59:00Z"
    assert action.after["windows"][0]["closes_at"] == "2030-06-22T22:59:00Z"
    entries = PageLogEntry.objects.filter(page=consultation.pk, user=publisher)
    assert {entry.action for entry in entries} == {"events.consultation.extended", "wagtail.publish"}
    assert {entry.message for entry in entries} >= {"Extended the consultation"}
    assert fresh(consultation).live_revision.user == publisher


def test_a_course_over_weeks_reads_right_at_every_step(consultation, publisher) -> None:
    reads = []

    def read(now: dt.datetime) -> None:
        with time_machine.travel(now, tick=False):
            client = Client()
            state = client.get(f"/api/v1/content/{consultation.content_id}").json()["state"]
            found = client.get("/api/v1/content", {"state": state}).json()
            assert [card["state"] for card in found["items"]] == [state]
            reads.append(state)

    steps: list[tuple[dt.datetime, Callable[[dt.datetime], Any]]] = [
        (DURING, lambda now: actions.pause(consultation.pk, NOTE, publisher, now)),
        (DURING + DAY, lambda now: actions.reopen(consultation.pk, CLOSES, NOTE, publisher, now)),
        (DURING + 2 * DAY, lambda now: actions.extend(consultation.pk, LATER, NOTE, publisher, now)),
        (DURING + 3 * DAY, lambda now: actions.withdraw(consultation.pk, NOTE, publisher, now)),
    ]
    for now, step in steps:
        with time_machine.travel(now, tick=False):
            step(now)
        read(now)
        read(AFTER)
    assert reads == ["paused", "paused", "open", "closed", "open", "open", "withdrawn", "withdrawn"]
    assert windows_of(consultation) == [(OPENS, DURING - MINUTE), (DURING + DAY, LATER)]
    assert len(document(consultation)["notices"]) == 4


def test_a_mistake_in_the_past_is_corrected_and_said(consultation, publisher) -> None:
    with time_machine.travel(AFTER, tick=False):
        actions.correct(consultation.pk, [(OPENS + DAY, CLOSES)], "A slip.", publisher, AFTER)
        values = document(consultation)
    assert values["opens_at"] == "2030-06-02T08:00:00Z"
    assert values["notices"][0]["text"].endswith("not at 9am on Saturday 1 June 2030. A slip.")


@pytest.mark.parametrize("note", ["", "  ", "x" * 241], ids=["none", "spaces", "too long"])
def test_the_public_is_told_why(consultation, publisher, note) -> None:
    with pytest.raises(ValidationError) as refused:
        actions.withdraw(consultation.pk, note, publisher, DURING)
    assert set(refused.value.message_dict) == {"note"}
    assert not ConsultationAction.objects.exists()


def test_an_editor_may_not(consultation) -> None:
    with pytest.raises(PermissionDenied):
        actions.withdraw(consultation.pk, NOTE, UserFactory(group="FIS editors"), DURING)


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(consultation, publisher) -> None:
    seen = Course.of(consultation).fingerprint
    with time_machine.travel(DURING, tick=False):
        actions.extend(consultation.pk, LATER, NOTE, publisher, DURING, seen)
        with pytest.raises(ValidationError, match="Somebody else changed"):
            actions.extend(consultation.pk, LATER + DAY, NOTE, publisher, DURING, seen)
    assert windows_of(consultation) == [(OPENS, LATER)]


def test_a_page_that_is_not_public_is_edited_in_itself(site, publisher) -> None:
    page = ConsultationFactory(live=False)
    with pytest.raises(ValidationError, match="not public"):
        actions.withdraw(page.pk, NOTE, publisher, DURING)


def test_an_archived_one_is_left_alone(consultation, publisher) -> None:
    ConsultationPage.objects.filter(pk=consultation.pk).update(archived_at=AFTER)
    with pytest.raises(ValidationError, match="out of the archive"):
        actions.withdraw(consultation.pk, NOTE, publisher, AFTER)


def test_a_draft_keeps_its_changes_and_takes_the_extension(consultation, publisher) -> None:
    draft_of(consultation, title="A better title", decision_what="Which bus")
    with time_machine.travel(DURING, tick=False):
        actions.extend(consultation.pk, LATER, NOTE, publisher, DURING)
        assert document(consultation)["title"] == consultation.title
        assert fresh(consultation).has_unpublished_changes
        fresh(consultation).get_latest_revision().publish()
        values = document(consultation)
    assert (values["title"], values["decision"]["what"]) == ("A better title", "Which bus")
    assert values["closes"] == "11:59pm on Saturday 22 June 2030"
    assert len(values["notices"]) == 1


@pytest.mark.parametrize("action", ["pause", "withdraw"])
def test_publishing_an_older_draft_does_not_take_it_back(consultation, publisher, action) -> None:
    draft_of(consultation, title="A better title")
    with time_machine.travel(DURING, tick=False):
        getattr(actions, action)(consultation.pk, NOTE, publisher, DURING)
        fresh(consultation).get_latest_revision().publish()
        values = document(consultation)
    assert (values["title"], values["state"]) == (
        "A better title",
        {"pause": "paused", "withdraw": "withdrawn"}[action],
    )


def test_a_window_added_in_a_draft_stays_beside_a_new_one(consultation, publisher) -> None:
    ahead = (LATER + 20 * DAY, LATER + 30 * DAY)
    draft = fresh(consultation).get_latest_revision_as_object()
    draft.windows = [*draft.windows.all(), *consultation_windows(ahead)]
    draft.save_revision()
    with time_machine.travel(AFTER, tick=False):
        actions.reopen(consultation.pk, LATER, NOTE, publisher, AFTER)
        fresh(consultation).get_latest_revision().publish()
    assert windows_of(consultation) == [(OPENS, CLOSES), (AFTER, LATER), ahead]


def test_a_restored_revision_from_before_an_action_is_refused(consultation, publisher) -> None:
    old = consultation.latest_revision
    with time_machine.travel(DURING, tick=False):
        actions.extend(consultation.pk, LATER, NOTE, publisher, DURING)
        with pytest.raises(ValidationError, match="has begun"):
            old.publish()
    assert windows_of(consultation) == [(OPENS, LATER)]


def test_what_is_scheduled_stays_scheduled_with_the_change_in_it(consultation, publisher) -> None:
    due = DURING + 2 * DAY
    with time_machine.travel(DURING, tick=False):
        draft = fresh(consultation)
        draft.title, draft.go_live_at = "A better title", due
        draft.save_revision().publish()
        actions.extend(consultation.pk, LATER, NOTE, publisher, DURING)
        assert document(consultation)["title"] == consultation.title
    with time_machine.travel(due, tick=False):
        publish_scheduled(timezone.now())
        values = document(consultation)
    assert (values["title"], values["closes_at"]) == ("A better title", "2030-06-22T22:59:59Z")


def test_a_copy_is_neither_paused_nor_withdrawn(consultation, publisher) -> None:
    with time_machine.travel(DURING, tick=False):
        actions.withdraw(consultation.pk, NOTE, publisher, DURING)
        copy = fresh(consultation).copy(update_attrs={"slug": "again", "title": "Again"}, keep_live=False)
    assert copy.specific.withdrawn_at is None
