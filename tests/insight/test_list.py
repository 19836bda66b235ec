"""The list of what needs doing: its rows, their order, who sees them, and how one is put off."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.background.job_faults import note_failure
from cms.content.models import ContentItem
from cms.upkeep.registry import Harm
from events.models import ConsultationIndexPage
from insight.models import Postponement
from insight.ranking import all_tasks
from tests.cms.admin_forms import messages
from tests.events.past import unreported
from tests.factories import (
    EventFactory,
    InformationFactory,
    ToolkitFactory,
    UserFactory,
)
from tests.insight.world import A_WEEK, NOW, TODAY, browser, reason, rows, search_in_vain


def test_it_is_in_the_order_of_harm_to_readers(editor) -> None:
    ToolkitFactory(title="Stale toolkit", review_by=TODAY - 10 * A_WEEK)
    EventFactory(title="Next week's event", review_by=TODAY, first_day=TODAY + A_WEEK)
    EventFactory(title="Far event", review_by=TODAY - A_WEEK, first_day=TODAY + 20 * A_WEEK)
    next_year = TODAY + 52 * A_WEEK
    unreported(title="Untold", promised_feedback_on=TODAY - A_WEEK, review_by=next_year)
    # The lists that were made with it are of its time.
    ConsultationIndexPage.objects.update(review_by=next_year)
    search_in_vain("lollipop")
    ContentItem.objects.filter(path="/toolkits/").update(fault="The image is gone.")
    draft = InformationFactory(title="My draft", live=False)
    draft.save_revision(user=editor)
    assert rows(editor) == [
        ("reviews", "Next week's event"),
        ("failed", "Toolkits"),
        ("outcomes", "Untold"),
        ("reviews", "Stale toolkit"),
        ("reviews", "Far event"),
        ("searches", "lollipop"),
        ("drafts", "My draft"),
    ]
    assert "People come on Monday 3 June 2030." in reason(editor, "Next week's event")
    assert "10 weeks ago" in reason(editor, "Stale toolkit")
    assert "The image is gone." in reason(editor, "Toolkits")


def test_a_review_that_is_not_late_yet_is_no_alarm(editor) -> None:
    EventFactory(title="Event", review_by=TODAY + A_WEEK, first_day=TODAY + A_WEEK)
    (task,) = all_tasks(editor, NOW)
    assert task.harm == Harm.STALE


def test_a_date_that_was_called_off_is_no_reason_for_haste(editor) -> None:
    page = EventFactory(title="Event", review_by=TODAY, first_day=TODAY + A_WEEK)
    ContentItem.objects.get(id=page.content_id).periods.update(status="cancelled")
    (task,) = all_tasks(editor, NOW)
    assert task.harm == Harm.STALE


def test_one_click_says_that_a_page_is_still_right(editor) -> None:
    page = ToolkitFactory(title="Stale", review_by=TODAY)
    client, address = browser(editor), reverse("upkeep_list")
    shown = client.get(address).content.decode()
    assert f'action="{reverse("still_right", args=[page.pk])}"' in shown
    answer = client.post(reverse("still_right", args=[page.pk]), {"next": address}, follow=True)
    assert "“Stale” is right as of today. It comes up again on Wednesday 27 November 2030." in messages(
        answer
    )
    assert "There is nothing to do here." in answer.content.decode()


def test_a_row_is_put_off_with_a_note_and_comes_back(editor) -> None:
    ToolkitFactory(title="Stale", review_by=TODAY)
    client = browser(editor)
    (task,) = all_tasks(editor, NOW)
    address = f"{reverse('upkeep_postpone')}?{urlencode({'key': task.row.key})}"
    assert address.replace("&", "&amp;") in client.get(reverse("upkeep_list")).content.decode()
    until = TODAY + A_WEEK
    client.post(address, {"until": until.isoformat(), "note": "The venue answers on Friday."})
    record = Postponement.objects.get()
    assert (record.by, record.at, record.note) == (editor, NOW, "The venue answers on Friday.")
    assert rows(editor) == []
    put_off = client.get(reverse("upkeep_list"), {"postponed": "1"}).content.decode()
    assert "Put off until 3 June 2030" in put_off
    assert "The venue answers on Friday." in put_off
    with time_machine.travel(NOW + A_WEEK, tick=False):
        assert rows(editor) == [("reviews", "Stale")]


def test_what_was_put_off_comes_back_when_it_has_become_something_else(editor) -> None:
    page = ToolkitFactory(title="Stale", review_by=TODAY)
    (task,) = all_tasks(editor, NOW)
    Postponement.objects.create(key=task.row.key, title="Stale", until=TODAY + A_WEEK, note="Later", at=NOW)
    assert rows(editor) == []
    type(page).objects.update(review_by=TODAY - A_WEEK)
    assert rows(editor) == [("reviews", "Stale")]


@pytest.mark.parametrize(
    ("given", "field", "says"),
    [
        ({"until": "2030-05-27", "note": "x"}, "until", "after today"),
        ({"until": "2031-05-27", "note": "x"}, "until", "half a year at most"),
        ({"until": "soon", "note": "x"}, "until", "valid date"),
        ({"until": "2030-06-27", "note": " "}, "note", "required"),
    ],
)
def test_putting_off_needs_a_day_and_a_reason(editor, given, field, says) -> None:
    ToolkitFactory(title="Stale", review_by=TODAY)
    (task,) = all_tasks(editor, NOW)
    answer = browser(editor).post(f"{reverse('upkeep_postpone')}?{urlencode({'key': task.row.key})}", given)
    assert says in str(answer.context["form"].errors[field])
    assert not Postponement.objects.exists()


def test_nobody_puts_off_what_is_not_theirs_to_do(editor) -> None:
    note_failure("cms.tidy_database", OSError("disk full"), NOW)
    (task,) = all_tasks(UserFactory(group="Administrators"), NOW)
    address = f"{reverse('upkeep_postpone')}?{urlencode({'key': task.row.key})}"
    given = {"until": "2030-06-27", "note": "x"}
    assert browser(editor).post(address, given, follow=True).status_code == 200
    assert Client().post(address, given).status_code == 302
    assert not Postponement.objects.exists()


def test_strangers_see_nothing(client) -> None:
    assert client.get(reverse("upkeep_list")).status_code == 302
    client.force_login(UserFactory())
    assert client.get(reverse("upkeep_list")).status_code == 302


def test_the_list_is_a_spreadsheet_too_without_formulas(editor) -> None:
    ToolkitFactory(title="=1+1", slug="sum", review_by=TODAY, shared_mailbox="fis@example.org")
    search_in_vain("lollipop")
    lines = browser(editor).get(reverse("upkeep_list"), {"export": "csv", "kind": "reviews"}).content.decode()
    assert lines.splitlines() == [
        "What,Kind,Why,Harm,Day,Who,Put off until,Note",
        '\'=1+1,Reviews due,"To be looked at again by Monday 27 May 2030, today.",'
        "What readers see may be out of date,2030-05-27,fis@example.org,,",
    ]


def test_a_kind_that_is_not_there_is_not_found(editor) -> None:
    assert browser(editor).get(reverse("upkeep_list"), {"kind": "nonsense"}).status_code == 404


def test_the_home_page_has_a_number_for_each_kind_that_opens_its_list(editor) -> None:
    ToolkitFactory(title="Stale", review_by=TODAY)
    client = browser(editor)
    home = client.get(reverse("wagtailadmin_home"))
    panel = next(panel for panel in home.context["panels"] if getattr(panel, "name", "") == "upkeep")
    assert panel
    text = " ".join(home.content.decode().split())
    for name, number, label in [
        ("drafts", 0, "My drafts"),
        ("approvals", 0, "Waiting for approval"),
        ("outcomes", 0, "Outcomes due"),
        ("reviews", 1, "Reviews due"),
        ("failed", 0, "Failed jobs"),
        ("links", 0, "Broken links"),
        ("searches", 0, "Searches that found nothing"),
    ]:
        address = f"{reverse('upkeep_list')}?kind={name}"
        assert f'href="{address}"' in text
        assert f"<strong>{number}</strong> {label}" in text
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("view", ["wagtailadmin_home", "upkeep_list"])
def test_it_costs_the_same_for_many(view) -> None:
    publisher, editor = UserFactory(group="FIS publishers"), UserFactory(group="FIS editors")
    client, counts = browser(publisher), []
    client.get(reverse(view))
    for round_number in range(2):
        for number in range(1 + 4 * round_number):
            name = f"{round_number} {number}"
            ToolkitFactory(title=f"Stale {name}", review_by=TODAY, responsible=UserFactory())
            unreported(title=f"Untold {name}", promised_feedback_on=TODAY - A_WEEK)
            search_in_vain(f"lollipop {name}")
            InformationFactory(title=f"Mine {name}", live=False).save_revision(user=publisher)
            page = InformationFactory(title=f"Submitted {name}", live=False)
            page.save_revision(user=editor)
            page.get_workflow().start(page, editor)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse(view)).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]
