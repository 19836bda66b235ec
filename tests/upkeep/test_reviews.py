"""When pages are due to be looked at again, and how somebody says that they are still right."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import PageLogEntry

from cms.content.models import ContentChange
from cms.upkeep.confirming import confirm_right
from cms.upkeep.due import due_for_review, lateness
from home.models import InformationPage
from tests.events.past import past
from tests.factories import (
    EventFactory,
    InformationFactory,
    PracticeExampleFactory,
    ToolkitFactory,
    UserFactory,
)
from tests.stored import document

PUBLISHED = dt.datetime(2030, 3, 10, 9, tzinfo=dt.UTC)
NOW = dt.datetime(2030, 9, 20, 9, tzinfo=dt.UTC)
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def clock(db, request):
    with time_machine.travel(PUBLISHED, tick=False) as clock:
        request.getfixturevalue("site")
        yield clock


def titles(day: dt.date, now: dt.datetime = NOW) -> list[str]:
    return [page.title for page in due_for_review(day, now) if page.title.startswith("Due")]


@pytest.mark.parametrize(
    ("make", "months"),
    [(EventFactory, 6), (ToolkitFactory, 6), (InformationFactory, 12), (PracticeExampleFactory, 24)],
)
def test_each_kind_is_due_its_own_time_after_it_was_published(make, months) -> None:
    page = make(title="Due")
    due = page.review_due_on
    assert (due.year * 12 + due.month) - (2030 * 12 + 3) == months
    assert titles(due - dt.timedelta(days=1), PUBLISHED) == []
    assert titles(due, PUBLISHED) == ["Due"]


def test_a_day_that_somebody_chose_counts_before_all_and_the_last_check_before_the_publishing() -> None:
    InformationFactory(title="Due by choice", review_by=dt.date(2030, 5, 1))
    InformationFactory(title="Due since a check", reviewed_on=dt.date(2029, 8, 31))
    assert titles(dt.date(2030, 4, 30)) == []
    assert titles(dt.date(2030, 8, 30)) == ["Due by choice"]
    assert titles(dt.date(2030, 8, 31)) == ["Due by choice", "Due since a check"]


def test_a_check_at_the_end_of_a_long_month_is_due_at_the_end_of_a_short_one() -> None:
    ToolkitFactory(title="Due", reviewed_on=dt.date(2029, 8, 31))
    assert titles(dt.date(2030, 2, 27)) == []
    assert titles(dt.date(2030, 2, 28)) == ["Due"]


def test_drafts_and_what_is_archived_wait_for_nobody() -> None:
    InformationFactory(title="Due but a draft", review_by=TODAY, live=False)
    past(title="Due but archived", archived_at=NOW)
    EventFactory(title="Due but over", review_by=TODAY)
    assert titles(TODAY, NOW) == []


def test_what_is_due_costs_the_same_for_many() -> None:
    counts = []
    for number in range(2):
        InformationFactory(title=f"Due {number}", review_by=TODAY, responsible=UserFactory())
        with CaptureQueriesContext(connection) as captured:
            pages = due_for_review(TODAY, NOW)
            assert all(page.reminder_address and page.content_path for page in pages if page.responsible)
        counts.append(len(captured))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("days", "words"),
    [(28, "in 4 weeks"), (7, "in 1 week"), (1, "in 1 day"), (0, "today"), (-9, "9 days ago")],
)
def test_how_late_it_is_in_words(days, words) -> None:
    assert lateness(TODAY + dt.timedelta(days=days), TODAY) == words


def test_still_right_is_shown_to_readers_logged_and_sets_the_next_day(sign_in, clock) -> None:
    page = ToolkitFactory(title="Due", review_by=TODAY)
    clock.move_to(NOW)
    client = sign_in("FIS editors")
    home = reverse("wagtailadmin_home")
    answer = client.post(reverse("still_right", args=[page.pk]), {"note": "Rang them.", "next": home})
    assert answer["Location"] == home
    assert document(page)["reviewed_on"] == "2030-09-20"
    assert ContentChange.objects.latest("sequence").event == "updated"
    assert titles(dt.date(2031, 3, 19)) == []
    assert titles(dt.date(2031, 3, 20)) == ["Due"]
    entry = PageLogEntry.objects.get(action="hub.still_right")
    assert (entry.user, entry.timestamp, entry.data["note"]) == (
        answer.wsgi_request.user,
        NOW,
        "Rang them.",
    )
    assert entry.data["before"] == {"reviewed_on": None, "review_by": "2030-09-20"}
    history = client.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
    assert "Looked at it and found it right" in history


def test_a_draft_stays_a_draft_and_does_not_take_the_day_back_when_it_is_published() -> None:
    page = InformationFactory(title="Public", review_by=TODAY)
    page.title = "Draft"
    page.save_revision()
    confirm_right(InformationPage.objects.get(pk=page.pk), None, NOW)
    page = InformationPage.objects.get(pk=page.pk)
    assert document(page)["title"] == "Public"
    assert page.has_unpublished_changes
    page.get_latest_revision().publish()
    assert document(page)["title"] == "Draft"
    assert document(page)["reviewed_on"] == "2030-09-20"


def test_the_question_says_what_is_known_and_stands_in_the_menu_of_the_editor(sign_in) -> None:
    page = InformationFactory(review_by=TODAY, reviewed_on=dt.date(2029, 9, 20))
    client = sign_in("FIS editors")
    asked = client.get(reverse("still_right", args=[page.pk])).content.decode()
    assert "20 September 2029" in asked
    assert page.url in asked
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert reverse("still_right", args=[page.pk]) in edit


@pytest.mark.parametrize("elsewhere", ["https://evil.example", "//evil.example"])
def test_it_leads_nobody_to_another_site(sign_in, elsewhere) -> None:
    page = InformationFactory()
    answer = sign_in("FIS editors").post(reverse("still_right", args=[page.pk]), {"next": elsewhere})
    assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_only_who_may_change_a_live_page_can_say_so(sign_in, client) -> None:
    page, draft = InformationFactory(), InformationFactory(live=False)
    address = reverse("still_right", args=[page.pk])
    assert client.post(address).status_code == 302
    client.force_login(UserFactory())
    assert client.post(address).status_code == 302
    assert document(page)["reviewed_on"] is None
    assert sign_in("FIS editors").post(reverse("still_right", args=[draft.pk])).status_code == 404
