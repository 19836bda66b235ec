"""What is not public is in no answer of the API, whichever way one asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.content.refresh import refresh_batch
from home.site_settings import Navigation
from tests.api.conftest import stored
from tests.factories import (
    InformationFactory,
    OrganisationFactory,
    PracticeExampleFactory,
    ThemeFactory,
    ToolkitFactory,
)
from tests.factories.pages import home_page

SECRET = "Unspoken words"


def never_published() -> Any:
    return ToolkitFactory(title=SECRET, slug="unspoken", summary=SECRET, live=False, themes=[ThemeFactory()])


def unpublished() -> Any:
    page = ToolkitFactory(title="Once public", slug="once-public", themes=[ThemeFactory()])
    page.title = page.summary = SECRET
    page.save_revision()
    page.unpublish()
    return page


def private() -> Any:
    page = never_published()
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    page.save_revision().publish()
    return page


def below_private() -> Any:
    page = never_published()
    PageViewRestriction.objects.create(page=page.get_parent(), restriction_type="login")
    page.save_revision().publish()
    return page


def linked(make: Callable[[], Any]) -> Any:
    """Return a page that is not public, though everything that can link to it does."""
    site = home_page()
    page = make()
    link = f'<p><a linktype="page" id="{page.pk}">Words</a></p>'
    example = PracticeExampleFactory(problem=link)
    example.related_toolkits.create(toolkit=page)
    example.save_revision().publish()
    InformationFactory(
        body=[
            ("rich_text", link),
            ("link_list", {"title": "", "links": [{"title": "Words", "page": page, "url": ""}]}),
        ]
    )
    site.featured_pages.create(featured=page)
    site.save_revision().publish()
    navigation = Navigation.load()
    item = {"page": page, "title": ""}
    navigation.main, navigation.footer = [("link", {**item, "children": [item]})], [("link", item)]
    navigation.save()
    while refresh_batch(timezone.now()):
        pass
    return page


@pytest.fixture(scope="module", params=[never_published, unpublished, private, below_private])
def stored_hidden(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any
) -> Iterator[Any]:
    with stored(django_db_blocker, lambda: linked(request.param)) as page:
        yield page


@pytest.fixture
def hidden(stored_hidden: Any, db: None) -> Any:
    """Return such a page; it is made once for all tests of its kind."""
    return stored_hidden


def answers(page: Any) -> list[Any]:
    """Return everything that the API answers about or around a page."""
    client = Client()
    asked: list[tuple[str, dict[str, Any]]] = [
        ("/api/v1/content", {"limit": 100, "archived": "include"}),
        ("/api/v1/documents", {"limit": 100, "archived": "include"}),
        ("/api/v1/content", {"type": "toolkit"}),
        ("/api/v1/content", {"id": str(page.content_id)}),
        ("/api/v1/content", {"theme": page.themes.get().slug}),
        (f"/api/v1/content/{page.content_id}", {}),
        ("/api/v1/content/by-path", {"path": page.content_path}),
        ("/api/v1/changes", {}),
        ("/api/v1/navigation", {}),
        ("/api/v1/taxonomies", {}),
        ("/api/v1/redirects", {}),
        ("/api/v1/site", {}),
    ]
    return [client.get(address, query) for address, query in asked]


def test_no_answer_says_its_words(hidden) -> None:
    for response in answers(hidden):
        assert SECRET not in response.content.decode()


def test_it_is_in_no_list_and_no_count(hidden) -> None:
    lists = [response.json() for response in answers(hidden)[:5]]
    for listed in lists:
        assert str(hidden.content_id) not in {item["id"] for item in listed["items"]}
    assert [listed["total"] for listed in lists[2:]] == [0, 0, 0]
    themes = Client().get("/api/v1/taxonomies").json()["themes"]
    assert [theme["count"] for theme in themes] == [0]


def test_asked_for_itself_it_is_not_there(hidden) -> None:
    by_id, by_path = answers(hidden)[5:7]
    assert by_id.status_code == by_path.status_code
    assert by_id.status_code == (410 if hidden.slug == "once-public" else 404)


def test_navigation_and_links_leave_it_out(hidden) -> None:
    assert Client().get("/api/v1/navigation").json() == {"main": [], "footer": []}
    for listed in Client().get("/api/v1/documents", {"limit": 100}).json()["items"]:
        assert hidden.content_path not in str(listed)
        if listed["type"] == "practice-example":
            assert listed["related_toolkits"] == []
        if listed["type"] == "home":
            assert listed["featured"]["toolkits"] == []


def test_contacts_are_public_only_where_an_editor_says_so(site) -> None:
    values = {
        "contact_role": "The link worker",
        "contact_email": "link@example.org",
        "contact_phone": "01234",
    }
    PracticeExampleFactory(**values, shared_mailbox="team@example.org")
    OrganisationFactory(email="team@example.org", phone="01234")
    everything = Client().get("/api/v1/documents", {"limit": 100}).content.decode()
    assert "example.org" not in everything
    assert "01234" not in everything
    shown = PracticeExampleFactory(**values, contact_is_public=True)
    answer = Client().get(f"/api/v1/content/{shown.content_id}").json()
    assert answer["contact"] == {"role": "The link worker", "email": "link@example.org", "phone": "01234"}
