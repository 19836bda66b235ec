"""Archiving: what is due, what it does to a consultation, and what can not undo it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any

import pytest
import time_machine
from django.test import Client
from wagtail.management.commands.purge_revisions import purge_revisions
from wagtail.models import Revision

from cms.content.models import ContentChange
from cms.content.verification import differences
from events import archive
from events.archive import archive_consultation, archive_due, due, unarchive_consultation
from events.models import ConsultationPage
from tests.events.past import CLOSED, NOW, past, unreported
from tests.factories import DocumentFactory, UserFactory, consultation_windows
from tests.stored import document, log_of, stored

A_YEAR_LATER = CLOSED.replace(year=2029)
MINUTE, SECOND = dt.timedelta(minutes=1), dt.timedelta(seconds=1)


def run(now: dt.datetime = NOW) -> tuple[archive.ArchiveRun, list[str]]:
    problems: list[str] = []
    return archive_due(lambda: now, lambda done: None, problems.append), problems


def again(page: ConsultationPage) -> ConsultationPage:
    found: ConsultationPage = ConsultationPage.objects.get(pk=page.pk)
    return found


@pytest.fixture(autouse=True)
def _now() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def test_it_is_due_a_year_after_the_end_of_its_last_minute(site) -> None:
    page = past()
    assert list(due(A_YEAR_LATER + MINUTE - SECOND)) == []
    assert list(due(A_YEAR_LATER + MINUTE)) == [page]


def test_the_setting_says_how_many_months(site, settings) -> None:
    settings.ARCHIVE_AFTER_MONTHS = 3
    past()
    assert due(CLOSED + dt.timedelta(days=91)).count() == 0
    assert due(CLOSED + dt.timedelta(days=93)).count() == 1


def test_it_counts_from_the_last_of_its_windows(site) -> None:
    later = consultation_windows(
        (CLOSED - dt.timedelta(days=20), CLOSED - dt.timedelta(days=10)),
        (NOW - dt.timedelta(days=20), NOW - dt.timedelta(days=10)),
    )
    past(windows=later)
    assert due(NOW).count() == 0


def test_one_that_was_paused_and_then_withdrawn_is_due_as_nobody_opens_it_again(site) -> None:
    page = past(paused_since=CLOSED + MINUTE)
    ConsultationPage.objects.update(withdrawn_at=CLOSED + dt.timedelta(days=9))
    assert list(due(NOW)) == [page]


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"live": False}, id="draft"),
        pytest.param({"kept_current": True}, id="kept by hand"),
        pytest.param({"paused_since": CLOSED}, id="paused"),
    ],
)
def test_some_are_never_due(site, values) -> None:
    past()
    ConsultationPage.objects.update(**values)
    assert due(NOW).count() == 0


def test_without_an_outcome_it_is_listed_and_not_archived(site) -> None:
    page = unreported()
    assert list(archive.without_outcome(NOW)) == [page]
    done, problems = run()
    assert (done.archived, done.failed, problems) == (0, 0, [])
    assert again(page).archived_at is None


@pytest.mark.parametrize(
    "outcome",
    [{"no_feedback_reason": "Nobody answered."}, {"withdrawn_at": CLOSED}],
    ids=["reason", "withdrawn"],
)
def test_a_reason_or_a_withdrawal_is_an_outcome_too(site, outcome) -> None:
    page = unreported(**outcome)
    assert run()[0].archived == 1
    assert again(page).archived_at == NOW


def test_the_record_is_frozen_and_everything_stays_where_it_was(site) -> None:
    page = past(responses_online=12)
    client, address = Client(), f"/api/v1/content/{page.content_id}"
    before = client.get(address)
    assert run(NOW + MINUTE)[0].archived == 1
    after = client.get(address).json()
    row = again(page)
    assert row.archived_sha256 == hashlib.sha256(before.content).hexdigest()
    assert row.archived_revision == row.live_revision
    assert after["archive"] == {"archived_at": "2030-07-01T09:01:00Z", "sha256": row.archived_sha256}
    changed = {key for key, value in after.items() if before.json()[key] != value}
    assert changed == {"archived", "archive", "updated_at", "sequence"}
    assert log_of(page.content_id) == ["published", "archived"]
    assert list(differences(NOW + MINUTE)) == []


def test_whoever_kept_nothing_can_put_the_frozen_document_together_and_check_it(site) -> None:
    page = past()
    run()
    answer = Client().get(f"/api/v1/content/{page.content_id}").json()
    lines = [line for line in Client().get("/api/v1/changes").json()["changes"] if line["id"] == answer["id"]]
    assert [line["event"] for line in lines[-2:]] == ["published", "archived"]
    former = {
        "archived": False,
        "archive": None,
        "updated_at": lines[-2]["at"],
        "sequence": lines[-2]["sequence"],
    }
    body = json.dumps(answer | former, ensure_ascii=False, separators=(",", ":")).encode()
    assert hashlib.sha256(body).hexdigest() == answer["archive"]["sha256"]


def test_a_document_that_the_worker_has_left_behind_is_brought_up_to_date_first(site) -> None:
    page = unreported(published=CLOSED - MINUTE, no_feedback_reason="Nobody answered.")
    assert document(page)["state"] == "open"
    served = Client().get(f"/api/v1/content/{page.content_id}").json()
    run()
    assert log_of(page.content_id) == ["published", "updated", "archived"]
    assert document(page)["state"] == served["state"] == "closed"


def test_a_second_run_finds_nothing_to_do(site) -> None:
    page = past()
    run()
    before = stored(page)
    assert run(NOW + MINUTE)[0].archived == 0
    after = stored(page)
    assert before is not None
    assert after is not None
    assert (after.etag, again(page).archived_at) == (before.etag, NOW)


def test_drafts_and_old_revisions_do_not_undo_it_and_the_outcome_may_grow(site) -> None:
    page = past(title="Buses")
    old = page.live_revision
    page.summary = "A draft that waits."
    draft = page.save_revision()
    run()
    sha256 = again(page).archived_sha256
    for revision in (draft, old):
        Revision.objects.get(pk=revision.pk).publish()
        row = again(page)
        assert (row.archived_at, row.archived_sha256, row.archived_revision) == (NOW, sha256, old)
        assert document(page)["archived"] is True
    edited = again(page).get_latest_revision_as_object()
    assert edited.archived_at == NOW
    edited.feedback_updates.create(on=NOW.date(), text="The bus runs on Sundays now.")
    edited.save_revision().publish()
    assert again(page).feedback_updates.count() == 1
    assert document(page)["archive"]["sha256"] == sha256
    assert log_of(page.content_id).count("archived") == 1


def test_undoing_it_is_one_action_that_no_draft_undoes(site) -> None:
    page, user = past(), UserFactory(group="FIS publishers")
    run()
    draft = again(page).save_revision()
    assert unarchive_consultation(page.pk, user, NOW + MINUTE, "It is asked about again.") is True
    assert unarchive_consultation(page.pk, user, NOW + MINUTE, "") is False
    Revision.objects.get(pk=draft.pk).publish()
    row = again(page)
    assert (row.archived_at, row.archived_sha256, row.archived_revision) == (None, "", None)
    assert log_of(page.content_id)[:3] == ["published", "archived", "unarchived"]
    assert run()[0].archived == 0, "somebody wants it current"
    assert [(action.kind, action.by, action.note) for action in row.actions.all()] == [
        ("archived", None, ""),
        ("unarchived", user, "It is asked about again."),
    ]
    archive_consultation(page.pk, NOW + 2 * MINUTE, user, "Done with.")
    assert again(page).kept_current is False
    assert list(differences(NOW)) == []


def test_a_revision_that_names_a_purged_one_can_still_be_opened(site) -> None:
    page = past()
    run()
    named = again(page).save_revision()
    unarchive_consultation(page.pk, None, NOW, "")
    Revision.objects.exclude(pk=named.pk).filter(object_id=str(page.pk)).delete()
    assert again(page).get_latest_revision_as_object().title == page.title


def test_the_revision_is_kept_for_good(site) -> None:
    page = past()
    run()
    frozen = again(page).archived_revision_id
    for title in ("One", "Two"):
        edited = again(page)
        edited.title = title
        edited.save_revision().publish()
    _, kept = purge_revisions()
    assert kept == 1
    assert Revision.objects.filter(pk=frozen).exists()


def test_a_page_without_a_revision_gets_one_and_its_draft_stays_the_newest(site) -> None:
    page, drafted = past(), past()
    drafted.title = "A draft"
    draft = drafted.save_revision()
    for one in (page, drafted):
        ConsultationPage.objects.filter(pk=one.pk).update(live_revision=None)
    Revision.objects.filter(object_id=str(page.pk)).delete()
    assert run()[0].archived == 2
    row = again(page)
    assert row.archived_revision == row.latest_revision == row.live_revision
    assert row.archived_revision.content["title"] == page.title
    row = again(drafted)
    assert row.get_latest_revision() == draft
    assert row.archived_revision == row.live_revision != draft


def test_one_bad_consultation_does_not_block_the_rest(site) -> None:
    first, bad, last = past(), past(title="Bad"), past()
    ConsultationPage.objects.filter(pk=bad.pk).update(
        you_said='[{"type": "voice", "value": null, "id": "1"}]'
    )
    done, problems = run()
    assert (done.archived, done.failed) == (2, 1)
    assert problems[0].startswith("/consultations/bad/ could not be archived: ")
    assert again(bad).archived_at is None
    assert not bad.actions.exists()
    assert again(first).archived_at == again(last).archived_at == NOW


def test_more_than_a_batch_is_archived_in_as_many_queries_a_batch(
    site, monkeypatch, django_assert_max_num_queries
) -> None:
    monkeypatch.setattr(archive, "BATCH", 2)
    pages = [past() for _ in range(5)]
    seen: list[int] = []
    archive_due(lambda: NOW, seen.append, lambda problem: None)
    assert seen == [2, 2, 1]
    assert ContentChange.objects.filter(event="archived").count() == len(pages)


def test_missing_files_are_reported_and_stop_nothing(site) -> None:
    there, lost, deleted = DocumentFactory(), DocumentFactory(title="The plan"), DocumentFactory()
    text = "".join(f'<p><a linktype="document" id="{file.pk}">It</a></p>' for file in (there, lost, deleted))
    page = past(description=text)
    lost.file.storage.delete(lost.file.name)
    number = deleted.pk
    deleted.delete()
    done, problems = run()
    assert (done.archived, done.missing_files) == (1, 2)
    assert problems == [
        f"{page.content_path} links to a deleted file (number {number}), which is missing.",
        f"{page.content_path} links to “The plan” ({lost.filename}), which is missing.",
    ]
    assert len(page.actions.get().after["missing_files"]) == 2
