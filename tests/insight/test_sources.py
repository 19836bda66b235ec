"""Where the list of what needs doing takes its rows from."""

from __future__ import annotations

from django.urls import reverse

from cms.background.job_faults import note_failure, note_success
from cms.content.models import ContentItem
from cms.links.models import Link, address_hash
from cms.models import JobFault, SentReminder
from cms.tasks import make_missing_renditions
from home.models import HomePage
from search.models import BestBet, SearchFault
from tests.factories import (
    InformationFactory,
    UserFactory,
)
from tests.insight.world import NOW, TODAY, browser, reason, rows, search_in_vain


def test_drafts_go_from_the_writer_to_the_approver_and_back(editor) -> None:
    publisher = UserFactory(group="FIS publishers")
    page = InformationFactory(title="New", live=False)
    page.save_revision(user=editor)
    assert rows(editor) == [("drafts", "New")]
    assert rows(publisher) == []
    workflow = page.get_workflow()
    workflow.start(page, editor)
    assert rows(editor) == []
    assert rows(publisher) == [("approvals", "New")]
    assert f"{editor} submitted it on Monday 27 May 2030." in reason(publisher, "New")
    page.current_workflow_task.on_action(page.current_workflow_task_state, publisher, "approve")
    assert rows(publisher) == []
    assert rows(editor) == []


def test_failed_jobs_are_seen_by_administrators_until_they_succeed() -> None:
    administrator = UserFactory(group="Administrators")
    for _ in range(2):
        note_failure("cms.tidy_database", OSError("disk full"), NOW)
    assert rows(administrator) == [("failed", "cms.tidy_database")]
    assert "It failed 2 times" in reason(administrator, "cms.tidy_database")
    assert "OSError: disk full" in reason(administrator, "cms.tidy_database")
    assert rows(UserFactory(group="FIS editors")) == []
    note_success("cms.tidy_database")
    assert rows(administrator) == []


def test_a_failed_task_is_kept_by_the_worker_itself_and_run_again_from_the_list(monkeypatch) -> None:
    task = make_missing_renditions
    monkeypatch.setattr("cms.tasks.make_renditions", lambda limit: 1 / 0)
    assert task.apply().failed()
    assert "ZeroDivisionError" in JobFault.objects.get().fault
    client = browser(UserFactory(group="Administrators"))
    sent: list[str] = []
    monkeypatch.setattr(
        "cms.background.run_again.current_app.send_task", lambda name, **options: sent.append(name)
    )
    address = reverse("run_job_again", args=["cms.make_missing_renditions"])
    assert browser(UserFactory(group="FIS editors")).post(address).status_code == 302
    assert client.post(address).status_code == 302
    assert sent == ["cms.make_missing_renditions"]
    monkeypatch.undo()
    assert task.apply().successful()
    assert not JobFault.objects.exists()


def test_what_search_can_not_find_and_mail_that_bounces_are_there_too(editor) -> None:
    SearchFault.objects.create(
        item=HomePage.objects.get().translation_key, path="/", sequence=1, reason="Too long", tried_at=NOW
    )
    page = InformationFactory(title="Page")
    for number in range(2):
        SentReminder.objects.create(
            key=f"{number}", kind="feedback", page=page, due_on=TODAY, recipient="a@b.org", fault="550 no"
        )
    assert rows(editor) == [("failed", "E-mail to a@b.org")]
    administrator = UserFactory(group="Administrators")
    assert rows(administrator) == [("failed", "/"), ("failed", "E-mail to a@b.org")]


def test_links_that_are_broken_or_have_moved_are_there_while_a_page_has_them(editor) -> None:
    item = ContentItem.objects.get(path="/")
    for number, state in enumerate(["broken", "moved", "right", "broken"]):
        address = f"https://{number}.example.org/"
        link = Link.objects.create(address=address, address_hash=address_hash(address), state=state)
        if number < 3:
            link.places.create(item=item, address=address, part="body")
    assert rows(editor) == [("links", "https://0.example.org/"), ("links", "https://1.example.org/")]
    assert "It stands on 1 page." in reason(editor, "https://0.example.org/")


def test_a_search_that_has_a_best_bet_is_done_with(editor) -> None:
    search_in_vain("lollipop")
    search_in_vain("alone", times=2)
    assert rows(editor) == [("searches", "lollipop")]
    BestBet.objects.create(queries="lollipop", item_id=HomePage.objects.get().translation_key)
    assert rows(editor) == []
