"""Moves and changed slugs: everything below follows, and old addresses lead on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page

from cms.content.models import ContentItem
from cms.content.publishing import PublishRefused
from home.models import ServicesIndexPage
from tests.cms.test_publishing import faults
from tests.factories import (
    InformationFactory,
    OrganisationFactory,
    PracticeExampleFactory,
    ServicesIndexFactory,
    ToolkitFactory,
)
from tests.stored import document, log_of, stored


def by_path(path: str) -> Any:
    return Client().get("/api/v1/content/by-path", {"path": path})


def publish_with_slug(page: Any, slug: str) -> None:
    page.slug = slug
    page.save_revision().publish()


def test_a_moved_page_takes_all_below_it_along(site) -> None:
    old, new = InformationFactory(slug="old"), InformationFactory(slug="new")
    page = InformationFactory(parent=old, slug="page")
    below = InformationFactory(parent=page, slug="below")
    page.move(new, pos="last-child")
    assert ContentItem.objects.get(id=page.content_id).path == "/new/page/"
    assert document(below)["path"] == "/new/page/below/"
    assert log_of(page.content_id) == log_of(below.content_id) == ["published", "moved"]
    assert [crumb["path"] for crumb in document(below)["breadcrumbs"]] == ["/", "/new/", "/new/page/"]
    assert faults() == []


def test_the_old_path_of_a_moved_page_leads_on(site) -> None:
    new = InformationFactory(slug="new")
    page = InformationFactory(slug="page")
    below = InformationFactory(parent=page, slug="below")
    page.move(new, pos="last-child")
    assert by_path("/page/").json() == {
        "type": "redirect",
        "path": "/page/",
        "to": "/new/page/",
        "permanent": True,
    }
    assert by_path("/page/below/").json()["to"] == "/new/page/below/"
    assert by_path("/new/page/below/").json()["id"] == str(below.content_id)


def test_a_reordered_page_stays_as_it_is(site) -> None:
    first, second = InformationFactory(), InformationFactory()
    second.move(first, pos="left")
    assert log_of(first.content_id) == log_of(second.content_id) == ["published"]
    assert faults() == []


def test_a_changed_slug_moves_the_subtree_and_leaves_redirects(
    site, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    page = InformationFactory(slug="early")
    below = InformationFactory(parent=page, slug="below")
    with django_capture_on_commit_callbacks(execute=True):
        publish_with_slug(page, "late")
    assert document(page)["path"] == "/late/"
    assert document(below)["path"] == "/late/below/"
    assert log_of(below.content_id) == ["published", "moved"]
    assert by_path("/early/").json()["to"] == "/late/"
    assert by_path("/early/below/").json()["to"] == "/late/below/"
    assert faults() == []


def test_a_draft_slug_moves_nothing(site) -> None:
    page = InformationFactory(slug="early")
    page.slug = "late"
    page.save_revision()
    assert document(page)["path"] == "/early/"
    assert faults() == []


def test_a_path_that_is_used_again_answers_with_the_new_page(
    site, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    page = InformationFactory(slug="early")
    with django_capture_on_commit_callbacks(execute=True):
        publish_with_slug(page, "late")
        newcomer = InformationFactory(slug="early")
    assert by_path("/early/").json()["id"] == str(newcomer.content_id)
    assert faults() == []


def test_two_pages_can_change_places(site) -> None:
    first, second = InformationFactory(slug="first"), InformationFactory(slug="second")
    publish_with_slug(first, "between")
    publish_with_slug(second, "first")
    publish_with_slug(first, "second")
    assert (document(first)["path"], document(second)["path"]) == ("/second/", "/first/")
    assert faults() == []


def test_the_slug_of_an_unpublished_parent_moves_its_public_children(
    site, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    parent = InformationFactory(slug="early")
    child = InformationFactory(parent=parent, slug="child")
    parent.unpublish()
    parent.slug = "late"
    with django_capture_on_commit_callbacks(execute=True):
        parent.save()
    assert document(child)["path"] == "/late/child/"


def test_links_to_a_moved_page_follow(site, refresh) -> None:
    toolkit = ToolkitFactory(slug="a-checklist")
    page = PracticeExampleFactory(problem=f'<p><a linktype="page" id="{toolkit.pk}">It</a> helped.</p>')
    publish_with_slug(toolkit, "the-checklist")
    refresh()
    assert "/toolkits/the-checklist/" in document(page)["sections"]["problem"]
    assert log_of(page.content_id) == ["published", "updated"]


def test_an_organisation_stands_below_the_services(site) -> None:
    ServicesIndexFactory()
    organisation = OrganisationFactory(name="Short breaks team")
    assert document(organisation)["path"] == "/services/short-breaks-team/"
    assert by_path("/services/short-breaks-team").json()["type"] == "organisation"
    assert log_of(organisation.content_id) == ["published"]


def test_a_page_at_an_organisations_address_is_refused(site) -> None:
    OrganisationFactory(name="Short breaks team")
    assert not ServicesIndexPage.objects.exists()
    services = InformationFactory(slug="services")
    page = InformationFactory(parent=services, slug="short-breaks-team", title="Breaks", live=False)
    with pytest.raises(PublishRefused) as refused:
        page.save_revision().publish()
    assert str(refused.value) == (
        "“Breaks” was not published. Slug: “Short breaks team” has the address"
        " /services/short-breaks-team/ already. Choose another."
    )
    assert not Page.objects.get(pk=page.pk).live


def test_an_organisation_at_a_pages_address_is_refused(site) -> None:
    services = InformationFactory(slug="services")
    page = InformationFactory(parent=services, slug="the-team", title="The page")
    with pytest.raises(PublishRefused, match="“The page” has the address /services/the-team/ already"):
        OrganisationFactory(name="The team")
    assert stored(page) is not None


def test_a_move_onto_a_taken_address_is_refused_whole(site) -> None:
    OrganisationFactory(name="Taken")
    services, elsewhere = InformationFactory(slug="services"), InformationFactory(slug="elsewhere")
    page = InformationFactory(parent=elsewhere, slug="taken")
    with pytest.raises(PublishRefused, match="already"):
        page.move(services, pos="last-child")
    assert Page.objects.get(pk=page.pk).url_path == page.url_path
    assert document(page)["path"] == "/elsewhere/taken/"
    assert faults() == []


def test_an_address_that_is_too_long_is_refused(site) -> None:
    parent = InformationFactory(slug="a" * 250)
    with pytest.raises(PublishRefused, match="longer than 500 characters"):
        InformationFactory(parent=parent, slug="b" * 250)
