"""Private pages are in no public place, and come back when their privacy is lifted."""

from __future__ import annotations

import pytest
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from cms.content.models import ContentChange
from tests.cms.test_publishing import faults
from tests.factories import InformationFactory, PracticeExampleFactory, ToolkitFactory
from tests.stored import document, log_of, stored


def restrict(page: Page) -> PageViewRestriction:
    restriction: PageViewRestriction = PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.LOGIN
    )
    return restriction


def test_privacy_withdraws_the_page_and_all_below_it(site) -> None:
    parent = InformationFactory()
    child = InformationFactory(parent=parent)
    restrict(parent)
    assert (stored(parent), stored(child)) == (None, None)
    assert log_of(child.content_id) == ["published", "withdrawn"]
    assert faults() == []


def test_privacy_on_an_ancestor_and_lifted_again(site) -> None:
    parent = InformationFactory()
    child = InformationFactory(parent=parent)
    grandchild = InformationFactory(parent=child)
    restriction = restrict(parent)
    assert stored(grandchild) is None
    restriction.delete()
    assert document(grandchild)["path"] == grandchild.content_path
    assert log_of(grandchild.content_id) == ["published", "withdrawn", "published"]
    assert faults() == []


def test_privacy_that_is_lifted_above_does_not_open_what_is_private_below(site) -> None:
    parent = InformationFactory()
    child = InformationFactory(parent=parent)
    above = restrict(parent)
    restrict(child)
    above.delete()
    assert stored(parent) is not None
    assert stored(child) is None


def test_a_page_published_below_a_private_one_is_not_stored(site) -> None:
    parent = InformationFactory()
    restrict(parent)
    child = InformationFactory(parent=parent)
    assert child.live
    assert stored(child) is None
    assert log_of(child.content_id) == []


def test_a_page_moved_below_a_private_one_is_withdrawn(site) -> None:
    private, page = InformationFactory(), InformationFactory()
    below = InformationFactory(parent=page)
    restrict(private)
    page.move(private, pos="last-child")
    assert (stored(page), stored(below)) == (None, None)
    assert faults() == []
    lines = ContentChange.objects.filter(item__in=[page.content_id, below.content_id])
    assert not any(line.path.startswith(private.content_path) for line in lines)


def test_a_page_moved_out_of_a_private_one_is_published(site) -> None:
    private = InformationFactory()
    restrict(private)
    page = InformationFactory(parent=private, slug="out")
    page.move(Page.objects.get(pk=site.pk), pos="last-child")
    assert document(page)["path"] == "/out/"
    assert log_of(page.content_id) == ["published"]


def test_deleting_a_private_page_leaves_no_trace_in_the_log(site) -> None:
    parent = InformationFactory()
    restrict(parent)
    child = InformationFactory(parent=parent)
    Page.objects.get(pk=parent.pk).delete()
    assert log_of(child.content_id) == []


def test_links_to_a_page_that_becomes_private_become_words(site, refresh) -> None:
    toolkit = ToolkitFactory(title="Secret checklist")
    page = PracticeExampleFactory(problem=f'<p><a linktype="page" id="{toolkit.pk}">It</a> helped.</p>')
    restriction = restrict(toolkit)
    refresh()
    assert document(page)["sections"]["problem"] == "<p>It helped.</p>"
    restriction.delete()
    refresh()
    assert toolkit.content_path in document(page)["sections"]["problem"]
    assert faults() == []


def test_an_alias_of_a_private_page_is_never_public(site, sign_in) -> None:
    page = InformationFactory(slug="secret")
    restrict(page)
    values = {"new_title": "Copy", "new_slug": "secret-copy", "new_parent_page": site.pk, "alias": "on"}
    response = sign_in("Administrators").post(f"/admin/pages/{page.pk}/copy/", values)
    assert response.status_code == 302
    assert Page.objects.filter(alias_of=page).exists()
    assert not ContentChange.objects.filter(path="/secret-copy/").exists()


@pytest.mark.parametrize("is_private", [False, True])
def test_a_copy_is_a_draft_whatever_is_asked(site, sign_in, is_private: bool) -> None:
    page = InformationFactory(slug="ours")
    InformationFactory(slug="below", parent=page)
    if is_private:
        restrict(page)
    administrator: Client = sign_in("Administrators")
    address = f"/admin/pages/{page.pk}/copy/"
    assert "publish_copies" not in administrator.get(address).content.decode()
    values = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": site.pk, "copy_subpages": "on"}
    administrator.post(address, values | {"publish_copies": "on"})
    copies = Page.objects.filter(url_path__contains="/copy/")
    assert (copies.count(), copies.filter(live=True).count()) == (2, 0)
    assert not ContentChange.objects.filter(path__startswith="/copy/").exists()
