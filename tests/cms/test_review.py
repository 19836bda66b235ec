"""What a reviewer is shown and what the e-mails of a review say."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from wagtail.models import Page
from wagtail.rich_text import RichText

from cms.checks.registry import findings_of
from cms.review.differences import differences
from events.models import EventPage, ExtraDate
from home.models import InformationPage
from tests.cms.admin_forms import submit
from tests.factories import AudienceFactory, EventFactory, InformationFactory, UserFactory

SUBMIT = {"action-submit": "action-submit"}
NOW = dt.datetime(2030, 5, 1, 12, tzinfo=dt.UTC)


def changed(page: Any, **values: Any) -> dict[str, list[str]]:
    """Return the differences between a page and itself with other values, by label."""
    live = type(page).objects.get(pk=page.pk)
    for name, value in values.items():
        setattr(page, name, value)
    return {one.label: one.lines for one in differences(live, page, NOW)}


def test_values_are_said_as_people_write_them(site: Any) -> None:
    event: EventPage = EventFactory(extra_dates=[ExtraDate(day=dt.date(2030, 6, 5))])
    event.audiences = [AudienceFactory(name="Dads")]
    event.extra_dates.add(ExtraDate(day=dt.date(2030, 6, 6)))
    assert changed(
        event,
        first_day=dt.date(2030, 6, 3),
        start_time=dt.time(19),
        step_free="yes",
        booking_required=True,
        description="<p>Come along. Bring a cup.</p>",
    ) == {
        "Description": ["New: Bring a cup."],
        "First day": ["Monday 3 June 2030 (before: Tuesday 4 June 2030)"],
        "Start time": ["7pm (before: 6:30pm)"],
        "Also on these dates": ["New: Day Thursday 6 June 2030"],
        "Step-free access": ["Yes (before: No)"],
        "People must book": ["yes (before: no)"],
        "Audiences": ["New: Dads"],
    }


def test_blocks_are_told_by_their_sentences(site: Any) -> None:
    page: InformationPage = InformationFactory(body=[("rich_text", "<p>One is here. Two is there.</p>")])
    body = [("rich_text", "<p>One is here. Three is there.</p>"), ("heading", {"text": "More", "level": "2"})]
    assert changed(page, body=body) == {"Body": ["New: Three is there.", "New: More", "Gone: Two is there."]}
    linked = [("rich_text", '<p>One is here. <a href="https://example.org">Two</a> is there.</p>')]
    assert changed(page, body=linked) == {"Body": ["Changed in its links, files, pictures or markup."]}


def test_what_a_browser_adds_by_opening_a_text_is_no_change(site: Any) -> None:
    text = '<p>One is <a linktype="page" id="7">here</a>.</p>'
    saved = '<p data-block-key="x1y2z">One is <a id="7" linktype="page">here</a>.</p>'
    page: InformationPage = InformationFactory(body=[("rich_text", text)])
    page.body[0].value = RichText(saved)
    assert changed(page) == {}
    event: EventPage = EventFactory(description=text)
    assert changed(event, description=saved) == {}
    bold = saved.replace("One", "<b>One</b>")
    assert changed(event, description=bold) == {
        "Description": ["Changed in its links, files, pictures or markup."]
    }


def test_the_reviewer_sees_what_changes_and_why_it_was_kept(site: Any, sign_in: Any) -> None:
    event = EventFactory()
    submit(sign_in("FIS editors"), f"/admin/pages/{event.pk}/edit/", {"start_time": "19:00"} | SUBMIT)
    page = sign_in("FIS publishers").get(f"/admin/pages/{event.pk}/edit/").content.decode()
    assert "7pm (before: 6:30pm)" in page
    assert f"/admin/pages/{event.pk}/view_draft/" in page
    other = EventFactory()
    assert (
        "To check before it is published"
        not in sign_in("FIS publishers").get(f"/admin/pages/{other.pk}/edit/").content.decode()
    )


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Any) -> Any:
    """Return what does what a request does, and what follows its commit."""

    def do(change: Any, *args: Any) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return change(*args)

    return do


def test_each_step_writes_to_whom_it_concerns_with_the_right_link(
    site: Any, sign_in: Any, mailoutbox: list[Any], settings: Any, committed: Any
) -> None:
    event = EventFactory(title="Coffee & talk")
    editor, publisher = sign_in("FIS editors"), sign_in("FIS publishers")
    edit = f"{settings.WAGTAILADMIN_BASE_URL}/admin/pages/{event.pk}/edit/"
    committed(submit, editor, f"/admin/pages/{event.pk}/edit/", {"start_time": "19:00"} | SUBMIT)
    assert [one.subject for one in mailoutbox] == ["To check: Coffee & talk"]
    assert edit in mailoutbox[0].body
    assert "What changes for readers:\n" in mailoutbox[0].body
    assert "\nStart time\n  - 7pm (before: 6:30pm)\n" in mailoutbox[0].body
    state = Page.objects.get(pk=event.pk).current_workflow_task_state
    reject = f"/admin/pages/workflow/action/{event.pk}/reject/{state.pk}/"
    committed(publisher.post, reject, {"comment": "Make it <8pm>."})
    assert mailoutbox[-1].subject == "Changes asked for: Coffee & talk"
    assert "They wrote: Make it <8pm>." in mailoutbox[-1].body
    assert edit in mailoutbox[-1].body
    committed(submit, editor, f"/admin/pages/{event.pk}/edit/", {"start_time": "20:00"} | SUBMIT)
    state = Page.objects.get(pk=event.pk).current_workflow_task_state
    approve = f"/admin/pages/workflow/action/{event.pk}/approve/{state.pk}/"
    committed(publisher.post, approve, {"comment": ""})
    assert mailoutbox[-1].subject == "Approved: Coffee & talk"
    assert f"{settings.PUBLIC_SITE_URL}/events/{event.slug}/" in mailoutbox[-1].body


def test_the_e_mail_says_what_is_new_and_what_was_kept(
    site: Any, sign_in: Any, mailoutbox: list[Any], committed: Any
) -> None:
    UserFactory(group="FIS publishers")
    event = EventFactory(live=False, summary="Bring your EHCP & a cup.")
    (found,) = [one for one in findings_of(event, NOW) if one.check == "abbreviations"]
    reason = {f"check-reason-{found.fingerprint}": "Every parent <here> knows it."}
    with time_machine.travel(NOW, tick=False):
        committed(submit, sign_in("FIS editors"), f"/admin/pages/{event.pk}/edit/", reason | SUBMIT)
    (mail,) = mailoutbox
    assert "The page is new: nothing of it is public yet." in mail.body
    assert "The abbreviation “EHCP” is not explained. Reason: Every parent <here> knows it." in mail.body


def test_an_approval_for_later_says_when_it_goes_live(
    site: Any, sign_in: Any, mailoutbox: list[Any], committed: Any
) -> None:
    event = EventFactory()
    with time_machine.travel(NOW, tick=False):
        later = {"start_time": "19:00", "go_live_at": "2030-05-02 09:00"}
        committed(submit, sign_in("FIS editors"), f"/admin/pages/{event.pk}/edit/", later | SUBMIT)
        state = Page.objects.get(pk=event.pk).current_workflow_task_state
        approve = f"/admin/pages/workflow/action/{event.pk}/approve/{state.pk}/"
        committed(sign_in("FIS publishers").post, approve, {"comment": ""})
    assert "was approved. It goes live on 2 May 2030, 09:00." in mailoutbox[-1].body
