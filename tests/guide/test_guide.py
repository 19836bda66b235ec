"""The guide inside the admin, and the links to its sections from where they help."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.http import Http404
from django.test import RequestFactory
from django.urls import get_resolver

from cms.guide import reading
from cms.guide.places import register_help, registered_sections, section_for
from cms.guide.reading import anchor_of, guide
from cms.guide.views import picture
from cms.pages import BasePage
from settings.env import ROOT
from tests.factories import EventFactory, InformationFactory

OURS = ("cms.", "events.", "standard.", "search.", "insight.", "home.", "practice.")
# Answers for scripts, files, and doors that show no page of their own.
NO_PAGES = {
    *("check_page", "check_new_page", "guide_image", "guide", "import_listings_template"),
    *("read_back_dates", "read_words_into_dates", "preview_best_bet", "preview_synonym_rule", "signed_in"),
}


def views_of_ours() -> Iterator[str]:
    """Yield the names of the admin's views that the hub adds."""

    def walk(patterns: Any, before: str) -> Iterator[str]:
        for pattern in patterns:
            if hasattr(pattern, "url_patterns"):
                space = f"{pattern.namespace}:" if pattern.namespace else ""
                yield from walk(pattern.url_patterns, before + space)
                continue
            name = f"{before}{pattern.name}"
            view = getattr(pattern.callback, "view_class", pattern.callback)
            ours = view.__module__.startswith(OURS)
            if ours or "modeladmin_" in name or name.startswith("wagtailsnippets_"):
                yield name

    admin = [pattern for pattern in get_resolver().url_patterns if str(pattern.pattern) == "admin/"]
    yield from walk(admin, "")


def links_of(page: str) -> list[str]:
    soup = BeautifulSoup(page, "html.parser")
    return [str(link["href"]) for link in soup.select("a.guide-link")]


def test_every_view_of_ours_leads_to_a_section_that_is_there() -> None:
    names = set(views_of_ours())
    assert {"upkeep_list", "links_modeladmin_index", "pre-election-periods_modeladmin_edit"} <= names
    helped = {name: section_for(name) for name in names - NO_PAGES if "chooser:" not in name}
    assert [name for name, section in helped.items() if not section] == []
    assert registered_sections() <= guide("editors").anchors


def test_every_kind_of_page_leads_to_a_section_that_is_there() -> None:
    kinds = [model for model in apps.get_models() if issubclass(model, BasePage)]
    assert len(kinds) > 5
    assert {model.guide_section for model in kinds} <= guide("editors").anchors


def test_the_most_exact_section_is_taken() -> None:
    assert section_for("wagtailsnippets_cms_indicator:edit") == "the-standard"
    assert section_for("wagtailsnippets_cms_theme:edit") == "words-that-content-is-found-by"
    assert section_for("no_such_view") == ""
    with pytest.raises(ValueError, match="help for still_right already"):
        register_help("search", "still_right")


def test_headings_have_the_anchors_that_the_documentation_has() -> None:
    assert anchor_of("Still right?") == "still-right"
    assert anchor_of("Use last year's page again") == "use-last-years-page-again"


def test_the_guide_is_shown_whole_with_its_pictures_and_nothing_runs_in_it(site: Any, sign_in: Any) -> None:
    editor = sign_in("FIS editors")
    soup = BeautifulSoup(editor.get("/admin/guide/editors/").content.decode(), "html.parser")
    text = soup.select_one(".guide__text")
    assert text is not None
    assert text.select_one("h2#checks") is not None
    assert next(link["href"] for link in soup.select(".guide__contents a")) == "#sign-in"
    assert text.select_one("a[href='/admin/guide/importing/']") is not None
    pictures = [str(one["src"]) for one in text.select("img")]
    assert pictures
    # They keep their place before they come, so that a section asked for stays in sight.
    assert all(int(str(one["width"])) > int(str(one["height"])) > 0 for one in text.select("img"))
    for address in pictures:
        answer = editor.get(address)
        assert answer.status_code == 200
        assert answer["Content-Type"].startswith("image/")
        # Read to its end and not closed by hand, which would close the database's connection, too.
        assert b"".join(answer.streaming_content)
    assert editor.get("/admin/guide/importing/").status_code == 200
    assert editor.get("/admin/guide/operators/").status_code == 404
    assert editor.get("/admin/guide/images/none.webp").status_code == 404
    for outside in ["../editors.md", "..", "/etc/hostname"]:
        with pytest.raises(Http404):
            picture(RequestFactory().get("/"), outside)


def test_markup_in_a_guide_is_shown_and_not_run(tmp_path: Any, monkeypatch: Any) -> None:
    (tmp_path / "editors.md").write_text("# Title\n\n## One\n\n<script>alert(1)</script>\n")
    monkeypatch.setattr(reading, "DOCS", tmp_path)
    shown = guide("editors")
    assert shown.title == "Title"
    assert "<script>" not in shown.html
    (tmp_path / "editors.md").unlink()
    with pytest.raises(FileNotFoundError):
        guide("editors")


def test_strangers_do_not_read_it(client: Any, db: None) -> None:
    assert client.get("/admin/guide/editors/").status_code == 302


def test_views_show_their_link(site: Any, sign_in: Any) -> None:
    publisher = sign_in("FIS publishers")
    event = EventFactory()
    for address, section in [
        ("/admin/upkeep/", "what-needs-doing"),
        ("/admin/links/", "links-to-other-websites"),
        ("/admin/pre-election-periods/", "before-elections"),
        ("/admin/reports/content/", "what-there-is"),
        (f"/admin/pages/{event.pk}/edit/", "events"),
        (f"/admin/pages/{InformationFactory().pk}/edit/", "write-a-page"),
    ]:
        shown = links_of(publisher.get(address).content.decode())
        assert shown == [f"/admin/guide/editors/#{section}"], address


def test_it_is_in_the_image_that_is_deployed() -> None:
    kept = (ROOT / ".dockerignore").read_text().splitlines()
    assert {f"!docs/{file}" for file in reading.GUIDES.values()} | {"!docs/images"} <= set(kept)
