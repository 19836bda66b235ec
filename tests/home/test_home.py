"""The home page and the pages that every hub has."""

from __future__ import annotations

from django.core.management import call_command
from wagtail.models import Page, Site

from cms.content.models import ContentItem
from home.models import HomePage
from tests.cms.test_publishing import faults
from tests.factories import ConsultationFactory, InformationFactory, PracticeExampleFactory, ToolkitFactory
from tests.stored import document, log_of

STANDING = {
    "/",
    "/consultations/",
    "/events/",
    "/examples/",
    "/previous-consultations/",
    "/register/",
    "/services/",
    "/toolkits/",
}


def test_featured_items_stand_under_their_kind(site, refresh) -> None:
    pages = [ConsultationFactory(), PracticeExampleFactory(), ToolkitFactory()]
    for page in [*pages, InformationFactory()]:
        site.featured_pages.create(featured=page)
    site.save_revision().publish()
    featured = document(site)["featured"]
    assert [featured[kind][0]["id"] for kind in ("consultations", "examples", "toolkits")] == [
        str(page.content_id) for page in pages
    ]
    assert featured["events"] == []
    pages[0].unpublish()
    refresh()
    assert document(site)["featured"]["consultations"] == []
    assert faults() == []


def test_buttons_need_words_and_a_target(site) -> None:
    site.primary_label, site.primary_target = "Have a say", "/consultations/"
    site.secondary_label = "Nowhere"
    site.panels = [("panel", {"heading": "Ask", "text": ".", "label": "Go", "target": "/events/"})]
    site.save_revision().publish()
    hero = document(site)["hero"]
    assert hero["primary_action"] == {"label": "Have a say", "target": "/consultations/"}
    assert hero["secondary_action"] is None
    assert document(site)["panels"][0]["action"] == {"label": "Go", "target": "/events/"}


def test_a_renamed_home_page_is_renamed_in_breadcrumbs_and_moves_nothing(site, refresh) -> None:
    page = InformationFactory()
    site.title, site.slug = "Another name", "another-slug"
    site.save_revision().publish()
    refresh()
    assert document(page)["breadcrumbs"] == [{"title": "Another name", "path": "/"}]
    assert document(page)["path"] == page.content_path
    assert log_of(site.content_id) == ["published", "updated"]
    assert faults() == []


def test_prepare_site_makes_what_is_missing_and_nothing_twice(db, settings) -> None:
    settings.PUBLIC_SITE_URL = "https://www.example.gov.uk"
    call_command("prepare_site", verbosity=0)
    assert set(ContentItem.objects.values_list("path", flat=True)) == STANDING
    site = Site.objects.get()
    assert (site.hostname, site.port, site.root_page.specific) == (
        "www.example.gov.uk",
        443,
        HomePage.objects.get(),
    )
    before = (Page.objects.count(), dict(ContentItem.objects.values_list("path", "etag")))
    call_command("prepare_site", verbosity=0)
    assert before == (Page.objects.count(), dict(ContentItem.objects.values_list("path", "etag")))
    assert faults() == []


def test_prepare_site_keeps_what_editors_have_made(site) -> None:
    site.title = "Our own words"
    site.save_revision().publish()
    call_command("prepare_site", verbosity=0)
    assert document(HomePage.objects.get())["title"] == "Our own words"
    assert Site.objects.get().site_name == "The hub"
