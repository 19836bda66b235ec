from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

from cms.content.models import ContentItem
from tests.api.conftest import Get, problem
from tests.factories import InformationFactory, OrganisationFactory, ThemeFactory, ToolkitFactory


def by_path(get: Get, path: str) -> Any:
    return get("/content/by-path", {"path": path})


def test_what_is_not_public_is_not_there(get: Get, site: Any):
    draft = InformationFactory(title="Draft", live=False)
    private = InformationFactory(title="Private")
    below = InformationFactory(title="Below", parent=private)
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    problem(get(f"/content/{draft.content_id}"), 404)
    problem(by_path(get, "/draft/"), 404)
    for page in [private, below]:
        problem(get(f"/content/{page.content_id}"), 410)
        problem(by_path(get, page.content_path), 410)


def test_an_address_that_another_item_has_taken_over_answers_with_that(get: Get, site: Any):
    first = InformationFactory(title="Help")
    first.delete()
    second = InformationFactory(title="Help")
    assert by_path(get, "/help/").json()["id"] == str(second.content_id)
    problem(get(f"/content/{first.content_id}"), 410)


def test_a_moved_branch_is_redirected_in_the_list_of_redirects_too(
    get: Get, site: Any, django_capture_on_commit_callbacks: Any
):
    page = InformationFactory(title="Privacy")
    below = InformationFactory(title="Cookies", parent=page)
    page.slug = "data"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert by_path(get, "/privacy/cookies/").json()["to"] == "/data/cookies/"
    assert get(f"/content/{below.content_id}").json()["path"] == "/data/cookies/"
    moved = [(item["path"], item["to"]) for item in get("/redirects").json()["items"]]
    assert moved == [("/privacy/", "/data/"), ("/privacy/cookies/", "/data/cookies/")]


def test_an_id_in_capitals_and_a_path_with_its_accents_apart_are_read(get: Get, site: Any):
    page = InformationFactory(title="Café", slug="café")
    found = get(f"/content/{str(page.content_id).upper()}")
    assert (found.status_code, found.json()["path"]) == (200, "/café/")
    assert by_path(get, "/cafe\u0301/").json()["id"] == str(page.content_id)


def test_a_record_that_has_moved_is_found_at_its_new_address(get: Get, site: Any):
    team = OrganisationFactory(slug="old-name")
    team.slug = "new-name"
    team.save()
    assert by_path(get, "/services/old-name/").json()["to"] == "/services/new-name/"


def test_a_redirect_to_what_is_not_public_tells_nothing_of_it(get: Get, site: Any):
    draft = InformationFactory(title="Draft", live=False)
    Redirect.add_redirect("/old/", draft)
    Redirect.add_redirect("/empty/", "")
    for path in ["/old/", "/empty/"]:
        problem(by_path(get, path), 404)
    assert get("/redirects").json()["items"] == []


def test_a_redirect_of_an_editor_leads_anywhere(get: Get, site: Any):
    Redirect.add_redirect("/fun/", "https://example.org/fun", is_permanent=False)
    assert by_path(get, "/fun/").json() == {
        "type": "redirect",
        "path": "/fun/",
        "to": "https://example.org/fun",
        "permanent": False,
    }


def test_an_item_that_was_never_there(get: Get, site: Any):
    found = problem(get(f"/content/{uuid4()}"), 404)
    assert found["errors"] == []
    assert "tombstone" not in found
    problem(get("/content/no-uuid"), 404)


@pytest.mark.parametrize("query", ["", "path=", "path=/&path=/", f"path={'a' * 601}", "pth=/", "path=/&x=1"])
def test_a_path_that_can_not_be_one_is_named(get: Get, site: Any, query: str):
    found = problem(get(f"/content/by-path?{query}"), 422)
    assert {fault["parameter"] for fault in found["errors"]} <= {"path", "pth", "x"}
    assert all("{" not in fault["value"] for fault in found["errors"])


def test_one_query_reads_a_document_however_much_it_refers_to(
    get: Get, site: Any, django_assert_num_queries: Any
):
    for count in [2, 20]:
        themes = ThemeFactory.create_batch(count)
        teams = OrganisationFactory.create_batch(count)
        page = ToolkitFactory(themes=themes, organisations=teams)
        with django_assert_num_queries(1):
            assert len(get(f"/content/{page.content_id}").json()["themes"]) == count
        with django_assert_num_queries(1):
            assert by_path(get, page.content_path).status_code == 200


def test_contacts_stay_hidden_unless_an_editor_says_so(get: Get, site: Any):
    OrganisationFactory(slug="quiet", email="quiet@example.org", phone="0116 1")
    page = ToolkitFactory(shared_mailbox="box@example.org")
    for path in ["/services/quiet/", page.content_path]:
        content = by_path(get, path).content.decode()
        assert "@example.org" not in content
        assert "0116" not in content
    assert ContentItem.objects.count() > 2
