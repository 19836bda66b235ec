"""Warnings at publishing: they ask for a reason, which stands in the page's history."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from wagtail.models import PageLogEntry

from cms.checks.models import CheckOverride
from cms.checks.overrides import LOG_ACTION
from cms.checks.registry import findings_of
from events.models import EventPage
from tests.checks.finding import NOW
from tests.cms.admin_forms import fields, submit
from tests.factories import EventFactory

PUBLISH = {"action-publish": "action-publish"}
WRONG_DAY = "Join us on Wednesday 4 June."


@pytest.fixture(autouse=True)
def _in_may():
    with time_machine.travel(NOW, tick=False):
        yield


def changed(event: EventPage, **values: str) -> dict[str, str]:
    """Return a change of the summary that a check warns of, and the name of the field for its reason."""
    event.summary = WRONG_DAY
    (found,) = [one for one in findings_of(event, NOW) if one.check == "prose-dates"]
    return {"summary": WRONG_DAY, f"check-reason-{found.fingerprint}": "", **values}


def reasons(event: EventPage, changes: dict[str, str], reason: str) -> dict[str, str]:
    return {name: reason if name.startswith("check-reason-") else value for name, value in changes.items()}


def history(event: EventPage) -> list[str]:
    return [entry.message for entry in PageLogEntry.objects.filter(page=event.pk, action=LOG_ACTION)]


def test_a_warning_asks_for_a_reason_and_nothing_typed_is_lost(site: Any, sign_in: Any) -> None:
    event = EventFactory()
    answer = submit(sign_in("FIS publishers"), f"/admin/pages/{event.pk}/edit/", changed(event) | PUBLISH)
    page = answer.content.decode()
    assert answer.context["form"].non_field_errors() == [
        "1 warning needs to be mended, or a reason why the page is right as it is. See “Checks”."
    ]
    assert WRONG_DAY in page
    assert "but 4 June 2030 is a Tuesday" in page
    event.refresh_from_db()
    assert event.summary != WRONG_DAY
    assert not CheckOverride.objects.exists()


def test_a_reason_lets_it_pass_and_stands_in_the_history_once(site: Any, sign_in: Any) -> None:
    event, publisher = EventFactory(), sign_in("FIS publishers")
    address = f"/admin/pages/{event.pk}/edit/"
    given = reasons(event, changed(event), "It was printed like this.")
    submit(publisher, address, given | PUBLISH)
    event.refresh_from_db()
    assert event.summary == WRONG_DAY
    assert history(event) == [
        "Kept as it is: The text says “Wednesday 4 June”, but 4 June 2030 is a Tuesday."
        " Reason: It was printed like this."
    ]
    assert "It was printed like this." in publisher.get(f"/admin/pages/{event.pk}/history/").content.decode()
    override = CheckOverride.objects.get()
    assert (override.check_name, override.given_at) == ("prose-dates", NOW)
    assert override.user_id == int(publisher.session["_auth_user_id"])

    submit(publisher, address, {"title": "Again"} | PUBLISH)
    event.refresh_from_db()
    assert event.title == "Again"
    assert len(history(event)) == 1


def test_a_draft_needs_no_reason_and_keeps_one(site: Any, sign_in: Any) -> None:
    event, editor = EventFactory(), sign_in("FIS editors")
    address = f"/admin/pages/{event.pk}/edit/"
    submit(editor, address, changed(event))
    assert not CheckOverride.objects.exists()
    given = reasons(event, changed(event), "It was printed.")
    submit(editor, address, given)
    assert CheckOverride.objects.get().used_at is None
    assert history(event) == []
    assert "It was printed." in editor.get(address).content.decode()
    submit(editor, address, reasons(event, given, ""))
    assert not CheckOverride.objects.exists()


def test_other_words_need_another_reason(site: Any, sign_in: Any) -> None:
    event, publisher = EventFactory(), sign_in("FIS publishers")
    address = f"/admin/pages/{event.pk}/edit/"
    submit(publisher, address, reasons(event, changed(event), "It was printed.") | PUBLISH)
    answer = submit(publisher, address, {"summary": "Join us on Thursday 4 June."} | PUBLISH)
    assert answer.status_code == 200
    event.refresh_from_db()
    assert event.summary == WRONG_DAY


def test_what_blocks_stands_at_its_field_and_no_reason_helps(site: Any, sign_in: Any) -> None:
    event = EventFactory(contact_email="jo.shah@example.org")
    event.summary = "Write to jo.shah@example.org."
    reason = {f"check-reason-{one.fingerprint}": "Please" for one in findings_of(event, NOW)}
    changes = {"summary": event.summary, **reason, **PUBLISH}
    answer = submit(sign_in("FIS publishers"), f"/admin/pages/{event.pk}/edit/", changes)
    (message,) = answer.context["form"].errors["summary"]
    assert message.startswith(
        "The text shows the address jo.shah@example.org, which this page keeps private."
    )


def test_the_form_is_checked_while_it_is_typed_and_nothing_is_written(
    site: Any, sign_in: Any, django_assert_max_num_queries: Any
) -> None:
    event, editor = EventFactory(), sign_in("FIS editors")
    form = fields(editor.get(f"/admin/pages/{event.pk}/edit/").content.decode())
    before = event.latest_revision_created_at
    with django_assert_max_num_queries(40) as queries:
        answer = editor.post(
            f"/admin/checks/{event.pk}/", form | {"summary": WRONG_DAY, "first_day": "2030-06-05"}
        )
    assert "Join us" not in answer.content.decode()
    assert "which is no date of this page" in answer.content.decode()
    assert not [query for query in queries if not query["sql"].startswith("SELECT")]
    event.refresh_from_db()
    assert event.latest_revision_created_at == before
    unread = editor.post(f"/admin/checks/{event.pk}/", form | {"first_day": "soon"})
    assert "until these fields can be read: First day" in unread.content.decode()


def test_a_new_page_is_checked_before_it_is_stored(site: Any, sign_in: Any) -> None:
    index = EventFactory().get_parent()
    editor = sign_in("FIS editors")
    form = fields(editor.get(f"/admin/pages/add/events/eventpage/{index.pk}/").content.decode())
    answer = editor.post(f"/admin/checks/new/events/eventpage/{index.pk}/", form | {"title": "New"})
    assert "Say on which day the event is." in answer.content.decode()
    assert EventPage.objects.count() == 1


def test_checks_answer_only_those_who_may_edit(site: Any, sign_in: Any, client: Any) -> None:
    event = EventFactory()
    address = f"/admin/checks/{event.pk}/"
    assert client.post(address).status_code == 302
    assert sign_in("FIS editors").get(address).status_code == 405
