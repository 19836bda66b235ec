"""An editor's day in the admin: who may publish, what a refusal looks like, and changes to many pages."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Page, PageViewRestriction, Revision, Workflow

from events.models import EventPage
from home.models import InformationPage
from standard.models import DimensionPage
from tests.cms.admin_forms import EMPTY_BODY, errors, messages, submit
from tests.cms.test_publishing import faults
from tests.factories import (
    EventFactory,
    EventIndexFactory,
    InformationFactory,
    SchoolHolidayFactory,
    StandardIndexFactory,
    ThemeFactory,
)
from tests.stored import document, log_of, stored

PUBLISH = {"action-publish": "action-publish"}
SUBMIT = {"action-submit": "action-submit"}
GUIDANCE = json.dumps({"entityMap": {}, "blocks": [{"key": "a", "text": "Begin early.", "type": "unstyled"}]})


def edit(page: Any) -> str:
    return f"/admin/pages/{page.pk}/edit/"


def bulk(client: Any, action: str, pages: list[Any], **values: Any) -> Any:
    """Do something to several pages at once, from the explorer."""
    chosen = "&".join(f"id={page.pk}" for page in pages)
    address = f"/admin/bulk/wagtailcore/page/{action}/?next=/admin/&{chosen}"
    return client.post(address, values, follow=True, headers={"Referer": "http://testserver/admin/pages/"})


def holiday_over(event: EventPage) -> None:
    """Close the schools on the event's only day, so that it has none left."""
    SchoolHolidayFactory(first_day=event.first_day, last_day=event.first_day)


def test_a_publisher_publishes_from_the_form(site, sign_in) -> None:
    page = InformationFactory(title="Early words")
    response = submit(sign_in("FIS publishers"), edit(page), {"title": "Late words", **EMPTY_BODY, **PUBLISH})
    assert response.status_code == 302
    assert document(page)["title"] == "Late words"
    assert log_of(page.content_id) == ["published", "updated"]


def test_an_administrator_makes_and_publishes_a_page(site, sign_in) -> None:
    address = f"/admin/pages/add/home/informationpage/{site.pk}/"
    words = {"title": "Privacy", "slug": "privacy", "summary": "What we keep.", **EMPTY_BODY, **PUBLISH}
    assert submit(sign_in("Administrators"), address, words).status_code == 302
    page = InformationPage.objects.get()
    assert document(page)["path"] == "/privacy/"
    assert [crumb["path"] for crumb in document(page)["breadcrumbs"]] == ["/"]


def test_a_new_page_that_asks_its_parent_can_be_published_at_once(site, sign_in) -> None:
    standard = StandardIndexFactory()
    words = {"title": "Listening", "slug": "listening", "summary": ".", "code": "1", "why_it_matters": "."}
    address = f"/admin/pages/add/standard/dimensionpage/{standard.pk}/"
    response = submit(sign_in("FIS publishers"), address, {**words, "guidance": GUIDANCE, **PUBLISH})
    assert response.status_code == 302
    values = document(DimensionPage.objects.get())
    assert (values["version"], values["guidance"]) == ("1.0", "<p>Begin early.</p>")


def test_a_new_page_with_a_fault_is_not_made(site, sign_in) -> None:
    index = EventIndexFactory()
    words = {
        "title": "A drop-in",
        "slug": "a-drop-in",
        "summary": ".",
        "first_day": "2030-06-04",
        "start_time": "10:00",
    }
    address = f"/admin/pages/add/events/eventpage/{index.pk}/"
    response = submit(
        sign_in("FIS publishers"),
        address,
        {**words, "start_time": "10:00", "description": GUIDANCE, **PUBLISH},
    )
    assert errors(response, "duration_minutes") == ["Say how long the event takes."]
    assert not EventPage.objects.exists()


def test_an_editor_can_not_publish(site, sign_in) -> None:
    page = InformationFactory(title="Public words")
    submit(sign_in("FIS editors"), edit(page), {"title": "Not yet", **EMPTY_BODY, **PUBLISH})
    assert document(page)["title"] == "Public words"
    assert Page.objects.get(pk=page.pk).title == "Public words"


@pytest.mark.parametrize("action", ["unpublish", "delete"])
def test_an_editor_can_not_withdraw(site, sign_in, action) -> None:
    page = InformationFactory()
    sign_in("FIS editors").post(f"/admin/pages/{page.pk}/{action}/")
    assert stored(page) is not None


@pytest.mark.parametrize(
    ("group", "allowed"), [("FIS editors", False), ("FIS publishers", True), ("Administrators", True)]
)
def test_who_may_change_the_words(site, sign_in, group, allowed) -> None:
    theme = ThemeFactory(name="Early name")
    values = {"name": "Late name", "slug": theme.slug, "description": "", "position": "0"}
    sign_in(group).post(f"/admin/snippets/cms/theme/edit/{theme.pk}/", values)
    theme.refresh_from_db()
    assert (theme.name == "Late name") is allowed


def test_no_page_is_offered_a_day_on_which_its_address_ends(site, sign_in) -> None:
    form = sign_in("FIS publishers").get(edit(InformationFactory())).context["form"]
    assert "go_live_at" in form.fields
    assert "expire_at" not in form.fields


def test_the_groups_and_the_workflow_of_the_migration(db) -> None:
    assert set(Group.objects.values_list("name", flat=True)) == {
        "FIS editors",
        "FIS publishers",
        "Administrators",
    }
    workflow = Workflow.objects.get()
    (task,) = workflow.tasks
    assert {group.name for group in task.specific.groups.all()} == {"FIS publishers", "Administrators"}


def test_a_fault_stands_at_its_field_and_nothing_is_saved(site, sign_in) -> None:
    event = EventFactory()
    revisions = Revision.objects.count()
    response = submit(
        sign_in("FIS publishers"), edit(event), {"duration_minutes": "", "title": "Changed", **PUBLISH}
    )
    assert response.status_code == 200
    assert errors(response, "duration_minutes") == ["Say how long the event takes."]
    assert Revision.objects.count() == revisions
    assert document(event)["title"] == event.title
    assert faults() == []


def test_a_draft_may_have_gaps(site, sign_in) -> None:
    event = EventFactory()
    response = submit(sign_in("FIS editors"), edit(event), {"duration_minutes": ""})
    assert response.status_code == 302
    assert document(event)["occurrences"] != []


def test_what_is_submitted_may_not(site, sign_in) -> None:
    event = EventFactory()
    response = submit(sign_in("FIS editors"), edit(event), {"duration_minutes": "", **SUBMIT})
    assert errors(response, "duration_minutes") == ["Say how long the event takes."]


def submitted(editor: Any, page: Any, changes: dict[str, str]) -> str:
    """Have an editor submit a change; return the address at which it is approved."""
    assert submit(editor, edit(page), changes | SUBMIT).status_code == 302
    state = Page.objects.get(pk=page.pk).current_workflow_task_state
    return f"/admin/pages/workflow/action/{page.pk}/approve/{state.pk}/"


def test_what_an_editor_submits_is_public_once_a_publisher_approves(site, sign_in) -> None:
    page = InformationFactory(title="Early words")
    address = submitted(sign_in("FIS editors"), page, {"title": "Late words", **EMPTY_BODY})
    assert document(page)["title"] == "Early words"
    sign_in("FIS publishers").post(address, {"comment": ""})
    assert document(page)["title"] == "Late words"
    assert log_of(page.content_id) == ["published", "updated"]
    assert faults() == []


def test_an_editor_can_not_approve(site, sign_in) -> None:
    page = InformationFactory(title="Early words")
    editor = sign_in("FIS editors")
    editor.post(submitted(editor, page, {"title": "Late words", **EMPTY_BODY}), {"comment": ""})
    assert document(page)["title"] == "Early words"


def test_an_approval_that_is_refused_says_why_and_changes_nothing(site, sign_in) -> None:
    SchoolHolidayFactory()
    event = EventFactory(title="Early words", term_time_only=True)
    address = submitted(sign_in("FIS editors"), event, {"title": "Late words"})
    holiday_over(event)
    response = sign_in("FIS publishers").post(address, {"comment": ""}, follow=True)
    assert "“Late words” was not approved." in messages(response)
    assert "No date is left" in messages(response)
    waiting = Page.objects.get(pk=event.pk)
    assert waiting.title == "Early words"
    assert waiting.workflow_in_progress
    assert document(event)["title"] == "Early words"


def test_several_pages_are_published_at_once(site, sign_in) -> None:
    pages = [InformationFactory(live=False) for _ in range(3)]
    for page in pages:
        page.save_revision()
    bulk(sign_in("FIS publishers"), "publish", pages)
    assert [log_of(page.content_id) for page in pages] == [["published"]] * 3
    assert faults() == []


def test_of_several_the_one_that_is_not_right_stays_and_the_others_are_published(site, sign_in) -> None:
    good = InformationFactory(live=False)
    good.save_revision()
    bad = EventFactory(title="A drop-in", live=False, term_time_only=True)
    bad.save_revision()
    holiday_over(bad)
    response = bulk(sign_in("FIS publishers"), "publish", [good, bad])
    assert "1 page was not published." in messages(response)
    assert "A drop-in</a>: No date is left" in messages(response)
    assert stored(bad) is None
    assert [page.pk for page in Page.objects.filter(pk__in=[good.pk, bad.pk], live=True)] == [good.pk]
    assert log_of(good.content_id) == ["published"]


def test_several_pages_are_unpublished_at_once(site, sign_in) -> None:
    pages = [InformationFactory() for _ in range(2)]
    bulk(sign_in("FIS publishers"), "unpublish", pages)
    assert [stored(page) for page in pages] == [None, None]
    assert faults() == []


def test_several_pages_are_moved_at_once(site, sign_in) -> None:
    target = InformationFactory(slug="target")
    pages = [InformationFactory(slug=slug) for slug in ("one", "two")]
    bulk(sign_in("Administrators"), "move", pages, chooser=target.pk)
    assert [document(page)["path"] for page in pages] == ["/target/one/", "/target/two/"]
    assert faults() == []


def test_several_pages_are_deleted_at_once(site, sign_in) -> None:
    parent = InformationFactory()
    pages = [parent, InformationFactory(), InformationFactory(parent=parent)]
    bulk(sign_in("Administrators"), "delete", pages[:2])
    assert not InformationPage.objects.exists()
    assert [log_of(page.content_id) for page in pages] == [["published", "withdrawn"]] * 3


def test_privacy_is_set_and_lifted_in_the_admin(site, sign_in) -> None:
    page = InformationFactory()
    client = sign_in("FIS publishers")
    client.post(f"/admin/pages/{page.pk}/privacy/", {"restriction_type": "login"})
    assert PageViewRestriction.objects.filter(page=page).exists()
    assert stored(page) is None
    client.post(f"/admin/pages/{page.pk}/privacy/", {"restriction_type": "none"})
    assert stored(page) is not None


def test_a_revision_is_restored_in_the_admin(site, sign_in) -> None:
    page = InformationFactory(title="Early words")
    older = page.latest_revision
    page.title = "Late words"
    page.save_revision().publish()
    address = f"/admin/pages/{page.pk}/revisions/{older.pk}/revert/"
    client = sign_in("FIS publishers")
    words = {"title": "Early words", "revision": str(older.pk), **EMPTY_BODY, **PUBLISH}
    assert client.get(address).status_code == 200
    assert submit(client, edit(page), words).status_code == 302
    assert document(page)["title"] == "Early words"


def test_a_page_scheduled_in_the_form_is_not_public_yet(site, sign_in) -> None:
    event = EventFactory(live=False)
    soon = dt.datetime(2040, 1, 1, 9, 0)
    submit(
        sign_in("FIS publishers"),
        edit(event),
        {"go_live_at": f"{soon:%Y-%m-%d %H:%M}", "first_day": "2041-01-01", **PUBLISH},
    )
    assert event.revisions.filter(approved_go_live_at__isnull=False).exists()
    assert stored(event) is None
    assert log_of(event.content_id) == []


def test_a_snippet_whose_document_is_refused_says_why(site, sign_in) -> None:
    services = InformationFactory(slug="services")
    InformationFactory(parent=services, slug="the-team", title="The page")
    values = {
        "name": "The team",
        "slug": "the-team",
        "organisation_kind": "council",
        "description": "",
        "website": "",
        "email": "",
        "phone": "",
        "position": "0",
    }
    response = sign_in("FIS publishers").post("/admin/snippets/cms/organisation/add/", values, follow=True)
    assert "“The page” has the address /services/the-team/ already" in messages(response)
    assert faults() == []
