"""The course of a consultation in the admin: the editor's panel, the menus and the actions' pages."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client

from events.models import ConsultationAction, ConsultationPage
from tests.cms.admin_forms import errors, messages, submit
from tests.factories import ConsultationFactory, InformationFactory, consultation_windows
from tests.stored import document

DAY = dt.timedelta(days=1)
OPENS = dt.datetime(2030, 6, 1, 8, tzinfo=dt.UTC)
CLOSES = dt.datetime(2030, 6, 8, 22, 59, tzinfo=dt.UTC)
DURING = OPENS + DAY
PUBLISH = {"action-publish": "action-publish"}
STREAMS = {"formats-count": "0", "you_said-count": "0", "we_did-count": "0"}
EXTENSION = {"closes_at": "2030-06-22 23:59", "note": "Easy Read came late."}


@pytest.fixture
def consultation(site: Any) -> ConsultationPage:
    with time_machine.travel(OPENS - DAY, tick=False):
        page: ConsultationPage = ConsultationFactory(
            windows=consultation_windows((OPENS, CLOSES)), response_phone="0116 496 0171"
        )
    return page


@pytest.fixture
def _during() -> Any:
    with time_machine.travel(DURING, tick=False):
        yield


@pytest.fixture
def publisher(sign_in: Any, _during: None) -> Client:
    client: Client = sign_in("FIS publishers")
    return client


def action(page: ConsultationPage, name: str) -> str:
    return f"/admin/consultations/{page.pk}/{name}/"


def edit(page: ConsultationPage) -> str:
    return f"/admin/pages/{page.pk}/edit/"


def look(client: Client, address: str, values: dict[str, str], step: str = "look", seen: str = "") -> Any:
    """Fill in an action's page as it is now and send it."""
    seen = seen or client.get(address).context["seen"]
    return client.post(address, values | {"step": step, "seen": seen})


def test_the_editor_sees_the_course_and_what_can_be_done(consultation, publisher) -> None:
    text = publisher.get(edit(consultation)).content.decode()
    assert "Open until 11:59pm on Saturday 8 June 2030" in text
    assert "Sat 8 June 2030, 23:59" in text
    for name in ("extend", "pause", "withdraw", "correct"):
        assert f'href="{action(consultation, name)}"' in text
    assert action(consultation, "reopen") not in text
    assert "Answer by 11:59pm on Saturday 8 June 2030.\nPhone: 0116 496 0171" in text


def test_a_draft_is_told_that_its_dates_are_edited_in_itself(site, publisher) -> None:
    page = ConsultationFactory(live=False)
    text = publisher.get(edit(page)).content.decode()
    assert "This consultation is not public yet" in text
    assert action(page, "extend") not in text
    assert "nobody has to be told" in publisher.get(action(page, "extend")).content.decode()


@pytest.mark.usefixtures("_during")
def test_an_editor_sees_the_course_without_the_actions(consultation, sign_in) -> None:
    text = sign_in("FIS editors").get(edit(consultation)).content.decode()
    assert "Publishers can extend, pause, re-open, withdraw and correct it here." in text
    assert action(consultation, "extend") not in text


def test_the_actions_stand_in_the_menu_of_the_list(consultation, publisher) -> None:
    listing = publisher.get(f"/admin/pages/{consultation.get_parent().pk}/").content.decode()
    assert action(consultation, "extend") in listing


def test_what_will_change_is_shown_before_it_is_published(consultation, publisher) -> None:
    text = look(publisher, action(consultation, "extend"), EXTENSION).content.decode()
    assert "11:59pm on Saturday 8 June 2030" in text
    assert "11:59pm on Saturday 22 June 2030" in text
    assert "not at 11:59pm on Saturday 8 June 2030. Easy Read came late." in text
    assert document(consultation)["closes_at"] == "2030-06-08T22:59:59Z"
    assert not ConsultationAction.objects.exists()


def test_an_extension_is_published(consultation, publisher) -> None:
    response = look(publisher, action(consultation, "extend"), EXTENSION, "publish")
    assert response.headers["Location"] == edit(consultation)
    assert document(consultation)["closes_at"] == "2030-06-22T22:59:59Z"
    text = publisher.get(edit(consultation)).content.decode()
    assert "now says: Open until 11:59pm on Saturday 22 June 2030." in text
    assert "What was changed before (1)" in text
    history = publisher.get(f"/admin/pages/{consultation.pk}/history/").content.decode()
    assert "Extended the consultation" in history


@pytest.mark.parametrize(
    ("name", "values", "state"),
    [
        ("pause", {"note": "A flood."}, "paused"),
        ("withdraw", {"note": "The plan is gone."}, "withdrawn"),
        (
            "correct",
            {"note": "A slip.", "opens_at_1": "2030-06-01 09:00", "closes_at_1": "2030-06-01 23:59"},
            "closed",
        ),
    ],
)
def test_every_action_has_its_page(consultation, publisher, name, values, state) -> None:
    address = action(consultation, name)
    assert "What will change" in look(publisher, address, values).content.decode()
    assert look(publisher, address, values, "publish").status_code == 302
    assert document(consultation)["state"] == state


def test_a_pause_at_once_says_from_when_it_counts(consultation, publisher) -> None:
    with time_machine.travel(DURING + dt.timedelta(seconds=20), tick=False):
        look(publisher, action(consultation, "pause"), {"note": "A page was missing."}, "publish")
        told = messages(publisher.get(edit(consultation)))
    assert "From 9:01am on Sunday 2 June 2030 on" in told
    assert "says: Paused. The day it opens again is not known yet." in told


def test_it_opens_again(consultation, publisher) -> None:
    look(publisher, action(consultation, "pause"), {"note": "A flood."}, "publish")
    text = publisher.get(edit(consultation)).content.decode()
    assert "Paused. The day it opens again is not known yet" in text
    assert action(consultation, "extend") not in text
    values = {"note": "Dry again.", "closes_at": "2030-06-30 23:59"}
    look(publisher, action(consultation, "reopen"), values, "publish")
    assert document(consultation)["state"] == "open"


def test_one_goes_back_to_change_what_was_filled_in(consultation, publisher) -> None:
    response = look(publisher, action(consultation, "extend"), EXTENSION, "back")
    assert response.context["form"]["note"].value() == EXTENSION["note"]
    assert "What will change" not in response.content.decode()


@pytest.mark.parametrize(
    ("changes", "field", "why"),
    [
        ({"note": " "}, "note", "This field is required."),
        ({"closes_at": "2030-06-07 23:59"}, "closes_at", "choose a later closing"),
        ({"closes_at": "2030-06-23 00:00"}, "closes_at", "enter 23:59 of that day"),
        ({"closes_at": "2030-10-27 01:30"}, "closes_at", "happens twice"),
        ({"closes_at": "2031-03-30 01:30"}, "closes_at", "does not exist"),
    ],
)
def test_what_is_wrong_stands_at_its_field(consultation, publisher, changes, field, why) -> None:
    response = look(publisher, action(consultation, "extend"), EXTENSION | changes)
    assert why in errors(response, field)[0]


@pytest.mark.parametrize("step", ["look", "publish"])
def test_a_form_that_is_out_of_date_says_so(consultation, publisher, step) -> None:
    address = action(consultation, "extend")
    seen = publisher.get(address).context["seen"]
    look(publisher, address, EXTENSION, "publish")
    response = look(publisher, address, EXTENSION | {"closes_at": "2030-06-25 23:59"}, step, seen)
    assert "Somebody else changed this consultation meanwhile" in response.content.decode()
    assert document(consultation)["closes_at"] == "2030-06-22T22:59:59Z"


@pytest.mark.usefixtures("_during")
def test_who_may_not_publish_may_not_act(consultation, sign_in) -> None:
    client = sign_in("FIS editors")
    for response in (
        client.get(action(consultation, "extend")),
        client.post(action(consultation, "extend"), EXTENSION | {"step": "publish"}),
    ):
        assert response.status_code == 302
        assert response.headers["Location"] == "/admin/"
    assert not ConsultationAction.objects.exists()


def test_a_form_from_elsewhere_is_refused(consultation, publisher) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = publisher.cookies
    response = strict.post(action(consultation, "extend"), EXTENSION | {"step": "publish"})
    assert response.status_code == 403


def test_an_action_that_does_not_fit_says_which_do(consultation, publisher) -> None:
    text = publisher.get(action(consultation, "reopen")).content.decode()
    assert (
        "“Re-open” does not fit that. What does: “Extend”, “Pause”, “Withdraw”, “Correct a mistake”." in text
    )


def test_there_is_no_such_action_and_no_other_page(consultation, publisher) -> None:
    assert publisher.get(action(consultation, "delete")).status_code == 404
    assert publisher.get(f"/admin/consultations/{InformationFactory().pk}/extend/").status_code == 404


def test_a_late_format_offers_the_extension_filled_in(site, publisher) -> None:
    came = ("format", {"format": "easy-read", "available_on": OPENS.date() + DAY})
    page = ConsultationFactory(windows=consultation_windows((OPENS, CLOSES)), formats=[came])
    text = publisher.get(edit(page)).content.decode()
    link = f"{action(page, 'extend')}?closes_at=2030-06-09+23%3A59"
    assert link in text
    assert publisher.get(link).context["form"]["closes_at"].value() == "2030-06-09 23:59"


def test_the_editor_is_told_which_action_changes_a_window_that_has_begun(consultation, publisher) -> None:
    changes = {"windows-0-closes_at": "2030-06-22 23:59", **STREAMS, **PUBLISH}
    response = submit(publisher, edit(consultation), changes)
    form = response.context["form"]
    for (why,) in (form.non_field_errors(), form.formsets["windows"].non_form_errors()):
        assert "has begun" in why
        assert "“Extend”" in why
    assert document(consultation)["closes_at"] == "2030-06-08T22:59:59Z"


def test_the_form_publishes_what_leaves_the_past_alone(consultation, publisher) -> None:
    changes = {"title": "A better title", **STREAMS, **PUBLISH}
    assert submit(publisher, edit(consultation), changes).status_code == 302
    assert document(consultation)["title"] == "A better title"


@pytest.mark.parametrize("field", ["opens_at", "closes_at"])
@pytest.mark.parametrize(
    ("entered", "why"),
    [("2031-03-30 01:30", "does not exist"), ("2030-10-27 01:30", "happens twice")],
    ids=["skipped", "doubled"],
)
def test_a_window_on_a_clock_change_night_is_explained(consultation, publisher, field, entered, why) -> None:
    response = submit(publisher, edit(consultation), {f"windows-0-{field}": entered, **STREAMS})
    (window,) = response.context["form"].formsets["windows"].forms
    assert why in window.errors[field][0]


def test_an_empty_promise_stands_at_its_field(consultation, publisher) -> None:
    changes = {"promised_feedback_on": "", **STREAMS, **PUBLISH}
    response = submit(publisher, edit(consultation), changes)
    assert "by which day families hear" in errors(response, "promised_feedback_on")[0]
