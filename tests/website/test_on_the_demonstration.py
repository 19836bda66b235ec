"""The website with the demonstration content: links answer, pages are valid, visitors find their way."""

from __future__ import annotations

import json
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.node_packages import installed
from tests.servers import missing
from tests.website.crawl import Crawl, crawl

# Some pages are asked for in a test itself, whether or not another's answer is still kept in memory.
pytestmark = [pytest.mark.long, pytest.mark.django_db, pytest.mark.timeout(400)]
VALIDATOR = Path(__file__).parent / "validator"
# Pages that nothing links to by themselves.
STARTS = [
    "/",
    "/services/",
    "/events/?area=north-west-leicestershire&provision=childcare",
    "/search/?q=school",
    "/search/?q=xylophone",
    "/calendar/?view=month",
    "/standard/?whole=1",
    "/assess/",
]
OF_AN_ASSESSMENT = ["", "statement/1.1/", "report/", "plan/", "share/", "parents/"]


@pytest.fixture(scope="module")
def crawled(loaded: str, django_db_blocker: Any) -> Crawl:
    """Return all pages of the site, and what is wrong with its links."""
    client = Client()
    inside = {urlsplit(address).netloc for address in [loaded, settings.PUBLIC_SITE_URL]}

    def get(path: str) -> tuple[int, str, str]:
        if path.startswith(settings.STATIC_URL):
            return (200 if finders.find(path.removeprefix(settings.STATIC_URL)) else 404), "", ""
        response = client.get(path)
        kind = response.headers.get("Content-Type", "")
        return response.status_code, kind, response.text if kind.startswith("text/html") else ""

    with django_db_blocker.unblock():
        return crawl(get, [*STARTS, *assessment(client)], inside)


def assessment(client: Client) -> list[str]:
    """Return the pages of a new assessment, which nothing but its own link leads to."""
    service = {"service_name": "Sunny Nursery", "service_kind": "childcare", "areas": ["charnwood"]}
    base = client.post("/assess/", service).headers["Location"].partition("?")[0]
    client.post(f"{base}statement/1.1/", {"level": "1"})
    return [f"{base}{page}" for page in OF_AN_ASSESSMENT]


def test_every_link_inside_the_site_answers(crawled: Crawl) -> None:
    kinds = Counter(path.split("/")[1] for path in crawled.pages)
    assert len(crawled.pages) > 150
    assert min(kinds[kind] for kind in ["events", "consultations", "examples", "toolkits", "services"]) > 5
    assert kinds["assess"] > len(OF_AN_ASSESSMENT)
    assert crawled.broken == []


def test_every_page_is_valid_html(crawled: Crawl, tmp_path: Path) -> None:
    client = Client()
    pages = {
        **crawled.pages,
        "/nowhere/": client.get("/nowhere/").text,
        "422": client.get("/events/?from=x").text,
    }
    for number, body in enumerate(pages.values()):
        (tmp_path / f"{number}.html").write_text(body)
    (tmp_path / "broken.html").write_text("<!doctype html><title>Broken</title><p id=a></p><p id=a></p>")
    said = validate(tmp_path)
    assert "broken.html" in said.pop("broken.html")
    addresses = list(pages)
    assert {addresses[int(Path(name).stem)]: messages for name, messages in said.items()} == {}


def validate(folder: Path) -> dict[str, str]:
    """Return the messages of the Nu Html Checker on a folder's pages, by file name."""
    jar = installed(VALIDATOR) / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = [
        "java",
        "-Xmx512m",
        "-jar",
        str(jar),
        "--stdout",
        "--exit-zero-always",
        "--format",
        "json",
        str(folder),
    ]
    try:
        ran = subprocess.run(command, capture_output=True, text=True, timeout=200, check=True)
    except FileNotFoundError:
        missing("Java", "apt-get install default-jre-headless")
    said: dict[str, str] = {}
    for message in json.loads(ran.stdout)["messages"]:
        name = Path(urlsplit(message["url"]).path).name
        said[name] = said.get(name, "") + f"{name}:{message.get('lastLine')} {message['message']}\n"
    return said


def serve_static(context: BrowserContext, hub: str) -> None:
    """Have a browser get the files that a web server of production would serve."""

    def serve(route: Route) -> None:
        found = finders.find(urlsplit(route.request.url).path.removeprefix(settings.STATIC_URL))
        route.fulfill(path=str(found)) if found else route.abort()

    context.route(f"{hub}{settings.STATIC_URL}**", serve)
    context.set_default_timeout(20_000)
    # The machine may be busy with other tests.
    expect.set_options(timeout=20_000)


@pytest.fixture
def visitor(hub: str, tab: Page) -> Page:
    """Return a browser on the site."""
    serve_static(tab.context, hub)
    return tab


@pytest.fixture
def without_scripts(hub: str, tab: Page) -> Iterator[Page]:
    """Return a browser of a phone that runs no scripts."""
    browser = tab.context.browser
    assert browser
    context = browser.new_context(java_script_enabled=False, viewport={"width": 375, "height": 800})
    serve_static(context, hub)
    yield context.new_page()
    context.close()


def find_a_session(tab: Page, hub: str) -> None:
    """Find something in the next two weeks near Coalville with childcare, and how to subscribe to such."""
    tab.goto(f"{hub}/")
    tab.get_by_label("Where").select_option("Coalville")
    tab.get_by_label("With childcare").check()
    tab.get_by_role("button", name="Find something to join").click()
    filters = tab.locator(".fold > summary")
    if filters.is_visible():
        filters.click()
    tab.locator("summary", has_text="More filters").click()
    tab.get_by_label("From").fill("2026-11-22")
    tab.get_by_label("Until").fill("2026-12-06")
    tab.get_by_role("button", name="Show what fits").click()
    expect(tab.locator("#found")).to_contain_text("that fit")
    expect(
        tab.locator(".cards > li").filter(has_text="Childcare").filter(has_text="Coalville")
    ).not_to_have_count(0)
    tab.get_by_role("link", name="See these in the calendar").click()
    subscribe = tab.get_by_role("link", name="Subscribe on a phone or computer").get_attribute("href") or ""
    assert subscribe.startswith("webcal://")
    assert "provision=childcare" in subscribe
    tab.go_back()
    tab.locator(".cards a", has_text="Coalville").first.click()
    expect(tab.locator(".offers")).to_contain_text("Childcare")
    expect(tab.get_by_role("link", name="Add to your calendar")).to_be_visible()


def read_results(tab: Page) -> None:
    """Read what came of a consultation that has closed."""
    tab.get_by_role("navigation", name="All parts of this site").get_by_role(
        "link", name="Previous consultations"
    ).first.click()
    tab.locator(".cards a").first.click()
    expect(tab.locator("#outcome")).to_contain_text("We did")


@pytest.mark.browser
def test_a_visitor_finds_a_session_and_reads_results(hub: str, visitor: Page) -> None:
    find_a_session(visitor, hub)
    read_results(visitor)


@pytest.mark.browser
def test_the_same_works_without_scripts(hub: str, without_scripts: Page) -> None:
    find_a_session(without_scripts, hub)
    read_results(without_scripts)


def tab_to(tab: Page, words: str, key: str = "Tab") -> None:
    """Press Tab until what has the focus says these words, and shows that it has it."""
    for _ in range(120):
        tab.keyboard.press(key)
        said = tab.evaluate(
            "() => { const a = document.activeElement; return (a.labels?.[0]?.textContent ?? a.textContent) }"
        )
        if words in str(said):
            outline = tab.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", words
            return
    raise AssertionError(f"No way to “{words}” by keyboard on {tab.url}.")


def type_day(tab: Page, day: dict[str, str]) -> None:
    """Type a date into the field that has the focus, in the order of the browser's language."""
    order = tab.evaluate("() => new Intl.DateTimeFormat().formatToParts().map((part) => part.type)")
    tab.keyboard.type("".join(day.get(part, "") for part in order))
    value = tab.evaluate("() => document.activeElement.value")
    assert value == f"{day['year']}-{day['month']}-{day['day']}"


def next_two_weeks_by_keyboard(tab: Page) -> None:
    """Narrow the list that is shown to two weeks, and go to how to subscribe to it."""
    tab_to(tab, "More filters")
    tab.keyboard.press("Enter")
    tab_to(tab, "From")
    type_day(tab, {"year": "2026", "month": "11", "day": "22"})
    tab_to(tab, "Until")
    type_day(tab, {"year": "2026", "month": "12", "day": "06"})
    tab_to(tab, "Show what fits")
    tab.keyboard.press("Enter")
    expect(tab).to_have_url(re.compile("from=2026-11-22&(.*&)?to=2026-12-06"))
    expect(tab.locator("#found")).to_contain_text("that fit")
    tab_to(tab, "See these in the calendar")
    tab.keyboard.press("Enter")
    expect(tab.locator("h1")).to_have_text("Calendar")
    tab_to(tab, "Subscribe on a phone or computer")
    subscribe = tab.evaluate("() => document.activeElement.href")
    assert subscribe.startswith("webcal://")
    assert "provision=childcare" in subscribe


@pytest.mark.browser
def test_the_same_works_by_keyboard_alone(hub: str, visitor: Page) -> None:
    visitor.goto(f"{hub}/")
    visitor.keyboard.press("Tab")
    visitor.keyboard.press("Enter")
    assert visitor.evaluate("document.activeElement.id") == "main"
    tab_to(visitor, "Where")
    visitor.keyboard.type("North West")
    tab_to(visitor, "With childcare")
    visitor.keyboard.press("Space")
    tab_to(visitor, "Find something to join")
    visitor.keyboard.press("Enter")
    expect(visitor.locator("#found")).to_contain_text("that fit")
    assert "area=north-west-leicestershire" in visitor.url
    assert "provision=childcare" in visitor.url
    next_two_weeks_by_keyboard(visitor)
    tab_to(visitor, "Coalville", "Shift+Tab")
    visitor.keyboard.press("Enter")
    expect(visitor.locator(".offers")).to_contain_text("Childcare")
    tab_to(visitor, "Add to your calendar")
    tab_to(visitor, "Previous consultations")
    visitor.keyboard.press("Enter")
    expect(visitor.locator("h1")).to_have_text("Previous consultations")
    first = visitor.locator(".cards a").first.inner_text()
    tab_to(visitor, first)
    visitor.keyboard.press("Enter")
    expect(visitor.locator("#outcome")).to_contain_text("We did")


@pytest.mark.browser
def test_suggestions_are_chosen_by_keyboard_and_what_is_opened_counts(hub: str, visitor: Page) -> None:
    visitor.goto(f"{hub}/search/")
    field = visitor.get_by_role("combobox", name="What are you looking for?")
    field.press_sequentially("coal", delay=40)
    options = visitor.get_by_role("option")
    expect(options.first).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    field.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press("Enter")
    expect(visitor.locator("#found")).to_contain_text("coal")
    visitor.goto(f"{hub}/search/?q=coalville")
    with visitor.expect_request("**/api/v1/search/clicks") as asked:
        visitor.locator("[data-hit] h3 a").first.click()
    told = json.loads(asked.value.post_data or "")
    assert (told["q"], told["position"]) == ("coalville", 1)
    assert "cookie" not in asked.value.headers
