"""Archiving in the admin: the two reports, archiving by hand and undoing it, and what may not be deleted."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.models import SentReminder
from events import archive
from events.models import ConsultationPage
from tests.events.past import DAY, NOW, past, unreported
from tests.factories import DocumentFactory, EventFactory, UserFactory
from tests.stored import document, log_of

LAST_WEEK = NOW - dt.timedelta(days=7)


@pytest.fixture(autouse=True)
def _now() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def run() -> None:
    archive.archive_due(lambda: NOW, lambda done: None, lambda problem: None)


def again(page: ConsultationPage) -> ConsultationPage:
    found: ConsultationPage = ConsultationPage.objects.get(pk=page.pk)
    return found


def rows(client: Any, report: str) -> list[str]:
    """Return the lines of a report's CSV, without its heading."""
    answer = client.get(reverse(report), {"export": "csv"})
    return b"".join(answer.streaming_content).decode().splitlines()[1:]


def test_outcomes_due_are_listed_by_how_late_they_are(site, sign_in, settings) -> None:
    settings.EDITORS_MAILBOX = "fis@example.org"
    unreported(title="Open until tomorrow", closed=NOW + DAY, published=NOW)
    past(title="Reported")
    unreported(title="No promise")
    ConsultationPage.objects.update(promised_feedback_on=None)
    owner = UserFactory(email="sam@example.org")
    late = unreported(title="Late", promised_feedback_on=dt.date(2030, 6, 21), responsible=owner)
    unreported(title="Later", promised_feedback_on=dt.date(2029, 7, 1))
    unreported(title="Soon", closed=LAST_WEEK, promised_feedback_on=dt.date(2030, 8, 1))
    SentReminder.objects.create(
        key="late", kind="feedback", page=late, due_on=NOW, recipient=owner.email, sent_at=LAST_WEEK
    )
    assert rows(sign_in("FIS editors"), "outcomes_due") == [
        "Later,2028-06-30,2029-07-01,365,fis@example.org,,Yes",
        "Late,2028-06-30,2030-06-21,10,sam@example.org,24/06/2030,Yes",
        "Soon,2030-06-24,2030-08-01,0,fis@example.org,,",
        "No promise,2028-06-30,,,fis@example.org,,Yes",
    ]


def test_a_report_says_who_is_missing_and_what_failed_and_links_to_the_page(site, sign_in) -> None:
    page = unreported(promised_feedback_on=dt.date(2030, 6, 1))
    SentReminder.objects.create(
        key="page", kind="feedback", page=page, due_on=NOW, recipient="a@b.org", fault="550 nobody"
    )
    text = sign_in("FIS editors").get(reverse("outcomes_due")).content.decode()
    assert "Nobody: give the page a person responsible" in text
    assert "Failed: 550 nobody" in text
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in text
    assert "Reports" in text


def test_no_cell_of_an_export_is_a_formula(site, sign_in) -> None:
    unreported(title="=1+1", slug="sum")
    assert rows(sign_in("FIS editors"), "outcomes_due")[0].startswith("'=1+1,")


def test_the_archive_lists_what_is_frozen_and_what_should_be(site, sign_in) -> None:
    lost = DocumentFactory(title="The plan")
    page = past(title="Done", description=f'<p><a linktype="document" id="{lost.pk}">It</a></p>')
    lost.file.storage.delete(lost.file.name)
    run()
    past(title="Due")
    sha256 = again(page).archived_sha256
    due, done = rows(sign_in("FIS publishers"), "archive_report")
    assert due == "Due,2028-06-30,,,,Will be archived tonight"
    assert done == f"Done,2028-06-30,2030-07-01,{sha256},“The plan” ({lost.filename}),"
    shown = sign_in("FIS editors").get(reverse("archive_report")).content.decode()
    assert "Take out of the archive" in shown
    assert f'<code title="{sha256}">{sha256[:12]}…</code>' in shown


@pytest.mark.parametrize("report", ["outcomes_due", "archive_report"])
def test_a_report_costs_the_same_for_many(site, sign_in, report) -> None:
    client, counts = sign_in("FIS editors"), []
    unreported()
    past()
    client.get(reverse(report))
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse(report)).status_code == 200
        counts.append(len(captured))
        for _ in range(5):
            unreported()
            past()
    assert counts[0] == counts[1]


@pytest.mark.parametrize("report", ["outcomes_due", "archive_report"])
def test_strangers_do_not_see_the_reports(site, client, report) -> None:
    assert client.get(reverse(report)).status_code == 302
    client.force_login(UserFactory())
    assert client.get(reverse(report)).status_code == 302


def test_a_publisher_archives_by_hand_and_takes_it_out_again(site, sign_in) -> None:
    page, client = past(closed=LAST_WEEK), sign_in("FIS publishers")
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert reverse("archive", args=[page.pk]) in client.get(edit).content.decode()
    asked = client.get(reverse("archive", args=[page.pk]))
    assert [one["label"] for one in asked.context["breadcrumbs_items"]] == ["Home", page.title, "Archive"]
    client.post(reverse("archive", args=[page.pk]), {"note": "Done with."})
    assert document(page)["archived"] is True
    assert reverse("unarchive", args=[page.pk]) in client.get(edit).content.decode()
    client.post(reverse("unarchive", args=[page.pk]), {"note": "Asked again."})
    assert document(page)["archived"] is False
    assert log_of(page.content_id)[-2:] == ["archived", "unarchived"]
    assert [(one.kind, one.note) for one in page.actions.all()] == [
        ("archived", "Done with."),
        ("unarchived", "Asked again."),
    ]
    history = client.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
    assert "Archived the consultation" in history
    assert "Took the consultation out of the archive" in history


def test_the_edit_page_shows_what_was_frozen(site, sign_in) -> None:
    page = past()
    run()
    text = sign_in("FIS editors").get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert again(page).archived_sha256 in text


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda: past(closed=NOW + DAY, published=NOW), "has not closed yet"),
        (lambda: unreported(), "neither feedback nor a reason"),
        (lambda: past(live=False), "is not published"),
    ],
    ids=["open", "without outcome", "draft"],
)
def test_what_can_not_be_archived_is_refused_with_the_reason(site, sign_in, make, why) -> None:
    page = make()
    answer = sign_in("FIS publishers").post(reverse("archive", args=[page.pk]), {"note": ""}, follow=True)
    assert why in answer.content.decode()
    assert again(page).archived_at is None


def test_editors_may_not_archive(site, sign_in) -> None:
    page = past()
    client = sign_in("FIS editors")
    client.post(reverse("archive", args=[page.pk]), {"note": ""})
    assert again(page).archived_at is None
    run()
    client.post(reverse("unarchive", args=[page.pk]), {"note": ""})
    assert again(page).archived_at == NOW


def test_what_is_archived_is_not_deleted_nor_what_stands_above_it(site, sign_in) -> None:
    page, client = past(), sign_in("Administrators")
    run()
    for target in (page, page.get_parent()):
        answer = client.post(reverse("wagtailadmin_pages:delete", args=[target.pk]), follow=True)
        assert "is archived, so its record is kept" in answer.content.decode()
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    client.post(f"{bulk}?id={page.pk}")
    assert ConsultationPage.objects.filter(pk=page.pk).exists()
    client.post(reverse("unarchive", args=[page.pk]), {"note": ""})
    client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert not ConsultationPage.objects.filter(pk=page.pk).exists()


def test_a_copy_begins_outside_the_archive(site) -> None:
    page = past()
    run()
    copy = again(page).copy(update_attrs={"slug": "copy", "title": "Copy"}, keep_live=False)
    assert (copy.archived_at, copy.archived_revision, copy.kept_current) == (None, None, False)


def test_an_event_has_no_button_for_the_archive(site, sign_in) -> None:
    page = EventFactory()
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert reverse("archive", args=[page.pk]) not in sign_in("FIS publishers").get(edit).content.decode()
