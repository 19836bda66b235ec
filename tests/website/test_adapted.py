"""Every kind of page as readers set their devices: colours, text size, direction of writing, and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.website.served import ADDRESS, Answers, serve
from tests.website.test_accessible import RULES
from tests.website.world import PATHS

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.timeout(400)]
PHONE, ZOOMED, DESKTOP = 375, 320, 1280
# Of A4 with the browser's own margins.
PAPER = 718
HEIGHT = 800
SUGGESTED = {
    "suggestions": [
        {"text": text, "highlight": text, "type": kind, "path": "/"}
        for text, kind in [("Coalville", "place"), ("Coffee and a chat", "event"), ("coal", "query")]
    ]
}

# What makes the page wider than the screen, on either side.
WIDER = """() => document.documentElement.scrollWidth <= window.innerWidth ? []
  : [...document.querySelectorAll("body *")].filter((one) => one.checkVisibility() && !one.closest(".unseen"))
    .map((one) => ({ one, box: one.getBoundingClientRect() }))
    .filter(({ box }) => box.right > window.innerWidth || box.left < 0)
    .map(({ one }) => one.outerHTML.slice(0, 80)).slice(-3)"""
# What can be pressed and lies partly over something else that can.
OVERLAPPING = """() => {
  const all = [...document.querySelectorAll("a, button, input, select, summary")]
    .filter((one) => one.checkVisibility() && !one.closest(".skip"));
  const boxes = all.flatMap((one) => [...one.getClientRects()].map((box) => ({ one, box })));
  const over = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2;
  return boxes.flatMap(({ one, box }, number) => boxes.slice(number + 1)
    .filter((other) => one !== other.one && !one.contains(other.one) && over(box, other.box))
    .map((other) => `${one.outerHTML.slice(0, 80)} and ${other.one.outerHTML.slice(0, 80)}`)).slice(0, 3);
}"""
# What only its background would set apart, as forced colours take that away.
WITHOUT_EDGE = """() => [...document.querySelectorAll(
    "button, .button, .chip, .tag, .card, .bubble, .says, .callout, .leaf, .filters")]
  .filter((one) => one.checkVisibility())
  .filter((one) => parseFloat(getComputedStyle(one).borderTopWidth) === 0)
  .map((one) => one.outerHTML.slice(0, 80)).slice(0, 3)"""
WITHOUT_FOCUS = """() => [...document.querySelectorAll("a, button, input, select, summary")]
  .filter((one) => one.checkVisibility() && one.type !== "hidden").slice(0, 60).filter((one) => {
    one.focus();
    const style = getComputedStyle(one);
    return style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2;
  }).map((one) => one.outerHTML.slice(0, 80)).slice(0, 3)"""
FAINT_ICONS = """() => [...document.querySelectorAll("svg path")].filter((one) => one.checkVisibility())
  .filter((one) => getComputedStyle(one).fill === getComputedStyle(document.body).backgroundColor)
  .map((one) => one.outerHTML.slice(0, 80))"""
# What leads elsewhere or takes input is of no use on paper.
LEFT_ON_PAPER = """() => [...document.querySelectorAll(
    "header nav, footer nav, form, button, input, .chips, .pager, .crumbs")]
  .filter((one) => one.checkVisibility()).map((one) => one.outerHTML.slice(0, 80)).slice(0, 3)"""
CUT = """() => [...document.querySelectorAll("main *")]
  .filter((one) => one.checkVisibility() && !one.closest(".unseen"))
  .filter((one) => one.clientWidth && one.scrollWidth > one.clientWidth + 1)
  .filter((one) => getComputedStyle(one).overflowX !== "visible")
  .map((one) => one.outerHTML.slice(0, 80)).slice(0, 3)"""
FOLDED = """() => [...document.querySelectorAll("main .accordion details > :not(summary)")]
  .filter((one) => one.getBoundingClientRect().height === 0).map((one) => one.outerHTML.slice(0, 80))"""


@pytest.fixture
def tab(answers: Answers, browser: Browser) -> Iterator[Page]:
    """Return a tab that gets every kind of page by its name."""
    tab = browser.new_page()
    tab.route("**/*", lambda route: serve(route, answers))
    yield tab
    tab.close()


def found(tab: Page, questions: dict[str, str]) -> dict[str, Any]:
    """Return what each question finds wrong with the page that is shown."""
    return {name: wrong for name, script in questions.items() if (wrong := tab.evaluate(script))}


def test_nothing_overlaps_from_right_to_left_and_in_large_text(tab: Page) -> None:
    settings = {
        "right to left": ("dir = 'rtl'", [ZOOMED, DESKTOP]),
        "text at 200 %": ("style.fontSize = '200%'", [PHONE, DESKTOP]),
    }
    wrong = {}
    for name in PATHS:
        tab.goto(f"{ADDRESS}/{name}")
        for setting, (script, widths) in settings.items():
            tab.evaluate("document.documentElement.removeAttribute('dir')")
            tab.evaluate(f"document.documentElement.{script}")
            for width in widths:
                tab.set_viewport_size({"width": width, "height": HEIGHT})
                if saw := found(tab, {"wider": WIDER, "overlapping": OVERLAPPING}):
                    wrong[name, setting, width] = saw
    assert wrong == {}, wrong


def test_forced_colours_keep_edges_focus_and_icons(tab: Page) -> None:
    tab.emulate_media(forced_colors="active")
    questions = {"no edge": WITHOUT_EDGE, "no focus": WITHOUT_FOCUS, "faint": FAINT_ICONS}
    wrong = {}
    for name in PATHS:
        tab.goto(f"{ADDRESS}/{name}")
        if saw := found(tab, questions):
            wrong[name] = saw
    assert wrong == {}, wrong
    tab.goto(f"{ADDRESS}/events")
    items = tab.locator(".main-nav a")
    colours = {one.evaluate("(one) => getComputedStyle(one).borderBottomColor") for one in items.all()}
    assert items.count() > 1
    assert len(colours) == 2, "The part that is shown has an underline, and the others none."


def test_paper_has_all_words_and_no_ways_through_the_site(tab: Page) -> None:
    tab.emulate_media(media="print")
    tab.set_viewport_size({"width": PAPER, "height": HEIGHT})
    questions = {"left": LEFT_ON_PAPER, "cut": CUT, "folded": FOLDED, "wider": WIDER}
    wrong = {}
    for name in PATHS:
        tab.goto(f"{ADDRESS}/{name}")
        if saw := found(tab, questions):
            wrong[name] = saw
    assert wrong == {}, wrong
    tab.goto(f"{ADDRESS}/components")
    outside = tab.locator('main a[href^="https://example.org/film"]')
    assert "example.org/film" in outside.evaluate("(one) => getComputedStyle(one, '::after').content")


def test_opened_suggestions_are_accessible(tab: Page) -> None:
    tab.route("**/api/v1/search/suggest*", lambda route: route.fulfill(json=SUGGESTED))
    for width, colours in [(ZOOMED, "none"), (DESKTOP, "none"), (DESKTOP, "active")]:
        tab.set_viewport_size({"width": width, "height": HEIGHT})
        tab.emulate_media(forced_colors=colours)  # type: ignore[arg-type]
        tab.goto(f"{ADDRESS}/search")
        field = tab.get_by_role("combobox", name="What are you looking for?")
        field.press_sequentially("coal")
        expect(tab.get_by_role("option")).to_have_count(3, timeout=30_000)
        field.press("ArrowDown")
        chosen = tab.get_by_role("option", selected=True)
        expect(chosen).to_contain_text("Coalville")
        assert chosen.evaluate("(one) => getComputedStyle(one).outlineStyle") == "solid"
        violations = Axe().run(tab, options=RULES).response["violations"]
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in violations] == []
        assert tab.evaluate(WIDER) == []
