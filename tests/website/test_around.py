"""The website beside the content: what it may import, whom it answers to programs, and when things break."""

from __future__ import annotations

import ast
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from cms.blocks.body import BodyBlock
from cms.pages import BasePage
from home.site_settings import HubSettings
from settings.env import ROOT
from tests.factories import EventFactory
from website import around, items, reading

pytestmark = pytest.mark.django_db
TEMPLATES = ROOT / "website/templates/website"


def imported() -> set[str]:
    """Return all that the website's modules import, as `module.name`."""
    found = set()
    for path in (ROOT / "website").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom):
                found |= {f"{node.module}.{alias.name}" for alias in node.names}
            elif isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
    return found


def test_no_page_model_is_imported_and_no_table_is_read():
    models = {cls.__name__ for cls in subclasses(BasePage)}
    assert "EventPage" in models
    names = imported()
    assert {name for name in names if name.rpartition(".")[2] in models} == set()
    assert {name for name in names if ".models" in name or name.startswith("django.db")} == set()
    ours = {name for name in names if name.partition(".")[0] in {"events", "practice", "standard", "home"}}
    assert {"home.api.get_navigation", "home.api.get_site"} <= ours
    # The areas' own operations, and of the rest what a page has in common with the paper.
    others = {name for name in ours if not any(part.endswith("api") for part in name.split("."))}
    assert others == {"standard.assessments.chart.levels_chart", "standard.assessments.plan.STATUSES"}


def subclasses(cls: type[Any]) -> set[type[Any]]:
    return {found for child in cls.__subclasses__() for found in {child, *subclasses(child)}}


def test_every_block_of_a_body_has_a_template():
    names = {path.stem for path in (TEMPLATES / "blocks").glob("*.html")}
    assert names == set(BodyBlock.base_blocks)


def test_html_is_taken_as_such_in_one_place():
    assert [path for path in TEMPLATES.rglob("*.html") if "|safe" in path.read_text()] == []
    assert [path for path in TEMPLATES.rglob("*.html") if "autoescape" in path.read_text()] == []


@pytest.mark.usefixtures("clock", "site")
def test_programs_find_what_they_ask_for(client: Client):
    EventFactory(title="Come", slug="come")
    sitemap = client.get("/sitemap.xml")
    assert sitemap.headers["Content-Type"].startswith("application/xml")
    assert b"<loc>http://localhost:8000/events/come/</loc>" in sitemap.content
    assert b"Sitemap: http://localhost:8000/sitemap.xml" in client.get("/robots.txt").content
    assert client.get("/.well-known/security.txt").status_code == 404
    HubSettings.objects.create(contact_email="fis@example.org")
    around.forget()
    security = client.get("/.well-known/security.txt").content
    assert b"Contact: mailto:fis@example.org" in security
    assert b"Expires: 2030-11-30T" in security


@pytest.mark.usefixtures("clock", "site")
def test_a_notice_stands_on_every_page_from_its_instant_to_its_last(client: Client, clock: Any):
    HubSettings.objects.create(
        notice_text="Closed on Monday.",
        notice_level="important",
        notice_from="2030-06-03T09:00:05Z",
        notice_until="2030-06-03T09:00:20Z",
    )
    for seconds, shown, max_age in [(0, False, "5"), (4, False, "1"), (5, True, "15"), (19, True, "1")]:
        clock.move_to(f"2030-06-03T09:00:{seconds:02}Z")
        for path in ["/", "/search/"]:
            response = client.get(path)
            assert (b"Closed on Monday." in response.content) == shown
            assert response.headers["Cache-Control"] == f"public, max-age={max_age}"
        assert (b"Closed on Monday." in client.get("/nowhere/").content) == shown
    clock.move_to("2030-06-03T09:00:20Z")
    response = client.get("/")
    assert b"Closed on Monday." not in response.content
    assert response.headers["Cache-Control"] == "public, max-age=60"


@pytest.mark.usefixtures("clock", "site")
def test_a_notice_says_its_level_in_words(client: Client):
    hub = HubSettings.objects.create(notice_text="Closed <today>.")
    for level, words in [("information", "Notice"), ("important", "Important")]:
        hub.notice_level = level
        hub.save()
        around.forget()
        page = client.get("/").content.decode()
        assert f'<section class="notice notice--{level}" aria-labelledby="notice-title">' in page
        assert f'<strong id="notice-title">{words}:</strong> Closed &lt;today&gt;.' in page


@pytest.mark.usefixtures("site")
def test_a_fault_of_ours_is_told_without_the_database(monkeypatch: pytest.MonkeyPatch):
    def broken(*_: Any) -> None:
        raise OperationalError("no such server")

    monkeypatch.setattr(reading.Reading, "at", broken)
    client = Client(raise_request_exception=False)
    response = client.get("/", headers={"X-Request-Id": "abcdef0123456789"})
    assert response.status_code == 500
    assert response.headers["Cache-Control"] == "no-store"
    assert b"Sorry, something went wrong here" in response.content
    assert b"no such server" not in response.content


@pytest.mark.usefixtures("site")
def test_search_that_is_down_says_so_and_shows_the_way_on(client: Client, settings: Any):
    settings.SEARCH_URL = "tantivy:///proc/nowhere"
    response = client.get("/search/?q=childcare")
    assert response.status_code == 503
    assert b"Search is not working just now" in response.content
    assert response.headers["Cache-Control"] == "no-cache"


def test_errors_of_the_api_stay_problems(client: Client):
    response = client.get("/api/v1/nowhere")
    assert response.headers["Content-Type"] == "application/problem+json"


@pytest.mark.usefixtures("site")
def test_a_type_that_has_no_template_is_still_shown(monkeypatch: pytest.MonkeyPatch, client: Client):
    EventFactory(title="Come", slug="come")
    ask = reading.Reading.at
    monkeypatch.setattr(reading.Reading, "at", lambda self, path: {**ask(self, path), "type": "news"})
    assert items.SHOWN_BY.get("news") is None
    assert b"<h1>Come</h1>" in client.get("/events/come/").content
