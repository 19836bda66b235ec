"""The example website and the docs' snippets, against a live hub with the demonstration content.

They stand in one file because loading that content takes longer than all of them.
"""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, HTTPServer, SimpleHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page

from cms.content.models import ContentItem
from cms.content.publishing import publishable_models
from events.models import EventPage
from tests.developers import client, snippets
from tests.standard.register.services import on_the_register

pytestmark = [pytest.mark.long, pytest.mark.timeout(400)]

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@contextmanager
def serving(handler: Any) -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


class Files(SimpleHTTPRequestHandler):
    def log_message(self, *args: Any) -> None:
        """Leave the terminal to the tests."""


def violations(tab: Page) -> list[tuple[str, str]]:
    answer = Axe().run(tab, options=RULES).response
    assert len(answer["passes"]) > 10
    return [(found["id"], node["html"]) for found in answer["violations"] for node in found["nodes"]]


def rename(page: EventPage, slug: str) -> None:
    page.slug = slug
    page.save_revision().publish()


@pytest.mark.browser
def test_the_example_shows_every_type_and_axe_finds_nothing(hub: str, tmp_path: Path, request: Any) -> None:
    # The demonstration's services have not assessed themselves.
    on_the_register(now=timezone.now())
    public = ContentItem.objects.count()
    by_type = {
        model.document_type: ContentItem.objects.filter(type=model.document_type).order_by("path").first()
        for model in publishable_models().values()
    }
    paths = {name: item.path for name, item in by_type.items() if item}
    assert set(paths) == set(by_type)
    site = tmp_path / "site"
    assert client.run_example("build", hub, str(site)) == {
        "written": public,
        "unchanged": 0,
        "moved": 0,
        "withdrawn": 0,
        "missing": 0,
    }
    documents = {path: ContentItem.objects.get(path=path) for path in paths.values()}
    titles = {path: json.loads(bytes(item.body))["seo"]["title"] for path, item in documents.items()}
    with serving(partial(Files, directory=str(site))) as address:
        tab: Page = request.getfixturevalue("tab")
        for path, title in titles.items():
            tab.goto(f"{address}{path}")
            assert tab.title() == title
            assert violations(tab) == [], path
        tab.goto(f"{address}/events/")
        assert tab.locator(".cards > li").count() > 20
        tab.locator(".cards a").first.click()
        assert tab.locator("dt", has_text="When").count() == 1


def test_a_second_build_asks_only_for_what_changed(hub: str, tmp_path: Path) -> None:
    first = client.run_example("build", hub, str(tmp_path))
    lists = ContentItem.objects.filter(type__in=["index", "organisation"]).count()
    second = client.run_example("build", hub, str(tmp_path))
    assert second == first | {"written": lists, "unchanged": first["written"] - lists}

    moving, going, _ = EventPage.objects.live().order_by("path")[:3]
    path = f"/events/{moving.slug}/"
    gone = f"/events/{going.slug}/"
    assert (tmp_path / path.strip("/") / "index.html").exists()
    rename(moving, "at-its-new-address")
    going.unpublish()
    third = client.run_example("build", hub, str(tmp_path))

    assert (third["moved"], third["withdrawn"], third["missing"]) == (1, 1, 0)
    moved_page = (tmp_path / path.strip("/") / "index.html").read_text()
    assert 'url=/events/at-its-new-address/"' in moved_page
    assert "This page was taken down on" in (tmp_path / gone.strip("/") / "index.html").read_text()
    assert (tmp_path / "events" / "at-its-new-address" / "index.html").exists()


def test_a_parameter_that_does_not_exist_is_named(hub: str) -> None:
    folder = client.compiled()
    program = folder / "dist" / "refused.mjs"
    program.write_text(
        'import { createHub, everyCard, HubProblem } from "involvement-hub-client";\n'
        f'const cards = everyCard(createHub("{hub}"), {{ theme: ["chldcare"] }});\n'
        "try { await cards.next(); } catch (error) {\n"
        "  const known = error instanceof HubProblem;\n"
        "  console.log(JSON.stringify([known, error.status, error.problem.errors, error.message]));\n"
        "}\n"
    )
    known, status, errors, message = json.loads(client.run_node(program))
    assert (known, status) == (True, 422)
    assert [(one["parameter"], one["did_you_mean"]) for one in errors] == [("theme", "childcare")]
    assert "Did you mean childcare?" in message


def test_a_mirror_follows_from_its_saved_number(hub: str, tmp_path: Path) -> None:
    public = ContentItem.objects.count()
    first = client.run_example("mirror", hub, str(tmp_path))
    assert (first["written"], first["forgotten"]) == (public, 0)
    assert len(list(tmp_path.glob("*-*.json"))) == public

    page = EventPage.objects.live().order_by("path")[0]
    page.title = "A new title"
    page.save_revision().publish()
    going = EventPage.objects.live().order_by("path")[1]
    gone = ContentItem.objects.get(path=f"/events/{going.slug}/").id
    going.unpublish()
    second = client.run_example("mirror", hub, str(tmp_path))

    assert second["since"] > first["since"]
    assert (second["written"], second["forgotten"]) == (1, 1)
    item = ContentItem.objects.get(path=f"/events/{page.slug}/")
    assert json.loads((tmp_path / f"{item.id}.json").read_text())["title"] == "A new title"
    assert not (tmp_path / f"{gone}.json").exists()


def test_a_mirror_of_a_hub_that_was_restored_is_told_to_start_again(hub: str, tmp_path: Path) -> None:
    (tmp_path / "cursor.json").write_text('{"since": 1000000000}')
    with pytest.raises(AssertionError, match="restored from a backup"):
        client.run_example("mirror", hub, str(tmp_path))
    assert json.loads((tmp_path / "cursor.json").read_text()) == {"since": 1000000000}


def test_a_cache_is_told_the_keys_of_what_changed(hub: str, tmp_path: Path) -> None:
    status, purged = 503, []

    class Cache(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            purged.append(self.headers["Surrogate-Key"].split(" "))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            """Leave the terminal to the tests."""

    kept = tmp_path / "purged.json"
    with serving(Cache) as cache:
        with pytest.raises(AssertionError, match="did not purge: 503"):
            client.run_example("purge", hub, cache, str(kept))
        assert not kept.exists()
        status = 200
        client.run_example("purge", hub, cache, str(kept))
        assert all(len(keys) <= 256 for keys in purged)
        purged.clear()
        page = EventPage.objects.live().order_by("path")[0]
        page.title = "A new title"
        page.save_revision().publish()
        client.run_example("purge", hub, cache, str(kept))
    item = ContentItem.objects.get(path=f"/events/{page.slug}/")
    assert {f"item:{item.id}", "content"} <= set(purged[0])
    assert len(purged) == 1


def test_lines_of_curl_answer_as_the_examples_say(hub: str) -> None:
    for line, example in [*snippets.examples(snippets.PAGE), *snippets.newcomers_lines()]:
        status, body = snippets.ask(line, hub)
        shown = json.loads(example) if example else {}
        assert status == shown.get("status", 200), (line, body[:300])
        if "/content?" in line and not example:
            assert json.loads(body)["items"], line
        if example:
            assert snippets.differences(shown, json.loads(body)) == [], line


@pytest.mark.browser
def test_pages_to_copy_show_something_and_axe_finds_nothing(hub: str, tmp_path: Path, tab: Page) -> None:
    errors: list[str] = []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    for number, snippet in enumerate(snippets.of_language("html")):
        page = tmp_path / f"{number}.html"
        page.write_text(snippet.at(hub))
        tab.goto(page.as_uri(), wait_until="networkidle")
        assert errors == [], snippet.line
        assert tab.locator("li").count() > 0, snippet.line
        assert violations(tab) == [], snippet.line


@pytest.mark.parametrize("language", ["js", "ts"])
def test_programs_run(hub: str, tmp_path: Path, language: str) -> None:
    compiled = client.compiled()
    (tmp_path / "node_modules").mkdir()
    for package in (compiled / "node_modules").iterdir():
        (tmp_path / "node_modules" / package.name).symlink_to(package)
    (tmp_path / "node_modules" / "involvement-hub-client").symlink_to(compiled)
    (tmp_path / "package.json").write_text('{"type": "module"}')
    shutil.copy(compiled / "tsconfig.json", tmp_path)
    (tmp_path / "src").mkdir()
    programs = snippets.by_section(language).values()
    for number, parts in enumerate(programs):
        text = "\n".join(part.at(hub) for part in parts)
        (tmp_path / "src" / f"program{number}.{language}").write_text(text)
    if language == "ts":
        client.tsc(tmp_path)
    where = {"ts": tmp_path / "dist" / "src", "js": tmp_path / "src"}[language]
    for number, parts in enumerate(programs):
        said = client.run_node(where / f"program{number}.js")
        assert said, f"the program of line {parts[0].line} says nothing"


def test_commands_run_in_the_folder_of_the_client(hub: str, tmp_path: Path) -> None:
    compiled = client.compiled()
    client.copy_to(tmp_path)
    (tmp_path / "node_modules").symlink_to(compiled / "node_modules")
    shutil.copytree(compiled / "dist", tmp_path / "dist")
    for snippet in snippets.of_language("sh"):
        assert client.run_shell(snippet.at(hub), tmp_path), snippet.line
