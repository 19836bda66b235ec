"""Publishing where no form asks: approved by a button, many at once, at a time that was set before."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from wagtail.models import Page, PageLogEntry

from cms.checks.models import CheckOverride
from cms.checks.overrides import LOG_ACTION
from cms.checks.registry import findings_of
from cms.content.models import ScheduleFault
from cms.content.schedule import ScheduleRun, publish_scheduled
from cms.upkeep.sources import scheduled_and_not_published
from events.models import EventPage
from tests.checks.finding import NOW
from tests.cms.admin_forms import messages, submit
from tests.factories import EventFactory, InformationFactory, UserFactory

WRONG_DAY = "Join us on Wednesday 4 June."
WHY = "but 4 June 2030 is a Tuesday"
TOMORROW = NOW + dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _in_may(site: Any):
    with time_machine.travel(NOW, tick=False):
        yield


def drafted(**values: Any) -> EventPage:
    """Return an event whose draft says a wrong weekday."""
    event: EventPage = EventFactory(**values)
    event.summary = WRONG_DAY
    event.save_revision()
    return event


def give_reason(event: EventPage) -> None:
    (found,) = [one for one in findings_of(event, NOW) if one.check == "prose-dates"]
    CheckOverride.objects.create(
        page=event,
        check_name=found.check,
        fingerprint=found.fingerprint,
        message=found.finding.message,
        reason="It was printed.",
        given_at=NOW,
    )


def history(event: Any) -> int:
    return int(PageLogEntry.objects.filter(page=event.pk, action=LOG_ACTION).count())


def approve_address(event: EventPage) -> str:
    """Submit an event's draft past its form, and return where a button approves it."""
    event.get_workflow().start(event, UserFactory(group="FIS editors"))
    state = Page.objects.get(pk=event.pk).current_workflow_task_state
    return f"/admin/pages/workflow/action/{event.pk}/approve/{state.pk}/"


def test_a_button_approves_only_what_has_no_open_warning_and_leads_to_the_form(sign_in: Any) -> None:
    event, publisher = drafted(), sign_in("FIS publishers")
    address = approve_address(event)
    form = f"/admin/pages/{event.pk}/edit/#checks"
    answer = publisher.post(address, {"comment": ""})
    assert answer.url == form
    told = messages(publisher.get(f"/admin/pages/{event.pk}/edit/"))
    assert "was not approved" in told
    assert WHY in told
    # Wagtail's dialog for a comment leads there, too, before one is typed.
    dialog = publisher.get(address, headers={"x-requested-with": "XMLHttpRequest"})
    assert dialog.json() == {"step": "success", "redirect": form}
    event.refresh_from_db()
    assert event.summary != WRONG_DAY

    give_reason(drafted_again(event))
    publisher.post(address, {"comment": ""})
    event.refresh_from_db()
    assert event.summary == WRONG_DAY
    assert history(event) == 1


def drafted_again(event: EventPage) -> Any:
    return event.get_latest_revision().as_object()


def test_asking_for_changes_needs_no_reason(sign_in: Any) -> None:
    event = drafted()
    address = approve_address(event).replace("/approve/", "/reject/")
    sign_in("FIS publishers").post(address, {"comment": "The 4th is a Tuesday."})
    assert Page.objects.get(pk=event.pk).current_workflow_state.status == "needs_changes"


def test_of_many_those_with_an_open_warning_stay_and_it_is_said_why(sign_in: Any) -> None:
    wrong, explained = drafted(title="Wrong day"), drafted(title="Explained")
    give_reason(drafted_again(explained))
    right: Any = InformationFactory(live=False)
    publisher = sign_in("FIS publishers")
    address = "/admin/bulk/wagtailcore/page/publish/?" + "&".join(
        f"id={pk}" for pk in [wrong.pk, explained.pk, right.pk]
    )
    before = publisher.get(address).content.decode()
    assert "“Wrong day” is left as it is" in before
    assert "“Explained” is left" not in before
    told = messages(publisher.post(address + "&next=/admin/", follow=True))
    assert "2 pages have been published" in told
    assert "1 page was not published" in told
    assert f'<a href="/admin/pages/{wrong.pk}/edit/#checks">Wrong day</a>' in told
    assert WHY in told
    assert Page.objects.get(pk=right.pk).live
    assert [EventPage.objects.get(pk=one.pk).summary == WRONG_DAY for one in [wrong, explained]] == [
        False,
        True,
    ]
    assert (history(wrong), history(explained)) == (0, 1)


def test_drafts_below_the_chosen_pages_are_asked_too(sign_in: Any) -> None:
    index = EventFactory().get_parent()
    wrong = drafted(title="Wrong day", live=False)
    told = messages(
        sign_in("FIS publishers").post(
            f"/admin/bulk/wagtailcore/page/publish/?id={index.pk}&next=/admin/",
            {"include_descendants": "on"},
            follow=True,
        )
    )
    assert "Wrong day</a>" in told
    assert not Page.objects.get(pk=wrong.pk).live


def test_a_reason_is_asked_for_when_a_page_is_scheduled(sign_in: Any) -> None:
    event, publisher = EventFactory(), sign_in("FIS publishers")
    address = f"/admin/pages/{event.pk}/edit/"
    later = {"summary": WRONG_DAY, "go_live_at": "2030-05-02 13:00", "action-publish": "action-publish"}
    answer = submit(publisher, address, later)
    assert "1 warning needs to be mended" in answer.context["form"].non_field_errors()[0]
    assert event.scheduled_revision is None

    event.summary = WRONG_DAY
    (found,) = [one for one in findings_of(event, NOW) if one.check == "prose-dates"]
    submit(publisher, address, later | {f"check-reason-{found.fingerprint}": "It was printed."})
    assert EventPage.objects.get(pk=event.pk).scheduled_revision is not None
    assert history(event) == 1


def test_what_blocks_by_then_is_not_published_and_stands_in_what_needs_doing(caplog: Any) -> None:
    event = EventFactory(title="Coffee", contact_email="jo.shah@example.org")
    # As a form would not let it pass; what blocks may also come later, from what the page refers to.
    event.summary, event.go_live_at = "Write to jo.shah@example.org.", TOMORROW
    event.save_revision().publish()
    editor = UserFactory(group="FIS editors")
    with time_machine.travel(TOMORROW, tick=False):
        assert publish_scheduled(TOMORROW) == ScheduleRun(failed=1)
        assert publish_scheduled(TOMORROW) == ScheduleRun(failed=1), "it is tried again"
        assert len([one for one in caplog.records if one.levelname == "ERROR"]) == 1
        (row,) = scheduled_and_not_published(editor, TOMORROW)
        assert (row.title, row.action.url) == ("Coffee", f"/admin/pages/{event.pk}/edit/#checks")
        assert row.reason.startswith("It was to be published on 1pm on Thursday 2 May 2030, and was not.")
        assert "jo.shah@example.org, which this page keeps private" in row.reason
        assert list(scheduled_and_not_published(UserFactory(), TOMORROW)) == []
        assert EventPage.objects.get().summary != event.summary

        event.summary, event.go_live_at = "Write to us.", None
        event.save_revision().publish()
        assert list(scheduled_and_not_published(editor, TOMORROW)) == []
        publish_scheduled(TOMORROW)
        assert not ScheduleFault.objects.exists()
