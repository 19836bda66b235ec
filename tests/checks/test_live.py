"""What the checks find in pages that readers see, and how it stands in what needs doing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from cms.checks import live
from cms.checks.live import check_live_pages
from cms.checks.models import CheckOverride, PageFindings
from cms.checks.upkeep import failed_checks
from cms.content.models import ContentItem
from cms.tasks import check_pages
from cms.upkeep.registry import Harm, UpkeepRow
from events.models import PreElectionPeriod
from insight.ranking import all_tasks
from tests.checks.finding import NOW
from tests.factories import EventFactory, InformationFactory, ToolkitFactory, UserFactory

WRONG_DAY = "Join us on Wednesday 4 June."


@pytest.fixture(autouse=True)
def _in_may(site: Any) -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def editor() -> Any:
    return UserFactory(group="FIS editors")


def check_all(now: dt.datetime = NOW) -> int:
    total = 0
    while count := check_live_pages(now):
        total += count
    return total


def listed(user: Any) -> list[UpkeepRow]:
    return list(failed_checks(user, NOW))


def test_a_wrong_date_of_soon_comes_before_an_unclear_toolkit(editor: Any) -> None:
    toolkit = ToolkitFactory(title="Toolkit", summary="Bring your EHCP.")
    event = EventFactory(title="Coffee", summary=WRONG_DAY)
    check_all()
    tasks = [
        task
        for task in all_tasks(editor, dt.datetime(2030, 5, 28, tzinfo=dt.UTC))
        if task.source.name == "checks"
    ]
    assert [(task.row.title, task.harm) for task in tasks] == [
        ("Coffee", Harm.MISLED),
        ("Toolkit", Harm.UNCLEAR),
    ]
    assert "but 4 June 2030 is a Tuesday." in tasks[0].reason
    assert tasks[0].reason.endswith("People come on Tuesday 4 June 2030.")
    assert tasks[0].row.action.url == f"/admin/pages/{event.pk}/edit/#checks"
    assert "EHCP" in tasks[1].reason
    assert tasks[1].row.item is None
    assert listed(UserFactory()) == []
    assert toolkit.live


def test_a_reason_takes_it_out_at_once_and_another_state_is_another_row(editor: Any) -> None:
    event = EventFactory(summary=WRONG_DAY)
    check_all()
    (row,) = listed(editor)
    (found,) = PageFindings.objects.get(page=event.pk).found
    CheckOverride.objects.create(
        page=event,
        check_name=found["check"],
        fingerprint=found["fingerprint"],
        message=found["message"],
        reason="It was printed.",
        given_at=NOW,
    )
    assert listed(editor) == []
    with time_machine.travel(NOW + dt.timedelta(minutes=1), tick=False):
        event.summary = "Join us on Thursday 4 June."
        event.save_revision().publish()
    check_all(NOW + dt.timedelta(minutes=2))
    (other,) = listed(editor)
    assert other.key != row.key


def test_each_page_is_asked_after_it_was_published_and_once_a_day(monkeypatch: Any) -> None:
    events = [EventFactory() for _ in range(3)]
    everything = ContentItem.objects.exclude(type="organisation").count()
    monkeypatch.setattr(live, "BATCH", 2)
    assert check_pages() == 2
    assert check_all() == everything - 2
    assert check_all(NOW + dt.timedelta(hours=1)) == 0
    with time_machine.travel(NOW + dt.timedelta(hours=2), tick=False):
        events[0].save_revision().publish()
        InformationFactory(live=False)
    assert check_all(NOW + dt.timedelta(hours=3)) == 1
    assert check_all(NOW + dt.timedelta(hours=21)) == everything - 1


def test_what_is_no_longer_public_or_is_archived_leaves_the_list(editor: Any) -> None:
    event, archived = EventFactory(summary=WRONG_DAY), EventFactory(summary=WRONG_DAY)
    ContentItem.objects.filter(pk=archived.translation_key).update(archived_from=NOW)
    check_all()
    assert [row.title for row in listed(editor)] == [event.title]
    event.unpublish()
    assert listed(editor) == []
    check_all()
    assert not PageFindings.objects.filter(page=event.pk).exists()


def test_what_is_about_the_moment_of_publishing_is_not_asked_of_public_pages(editor: Any) -> None:
    PreElectionPeriod.objects.create(
        name="County", first_day=dt.date(2030, 4, 20), last_day=dt.date(2030, 6, 10)
    )
    EventFactory()
    check_all()
    assert listed(editor) == []


def test_the_list_costs_the_same_for_many(editor: Any, django_assert_max_num_queries: Any) -> None:
    for _ in range(4):
        EventFactory(summary=WRONG_DAY)
    check_all()
    with django_assert_max_num_queries(12):
        assert len(listed(editor)) == 4
