"""One page of each kind, as a browser without scripts gets it."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from tests.website.world import LONG_WORD, PATHS

pytestmark = pytest.mark.usefixtures("world", "search_index")
STATUSES = {"wrong": 422, "missing": 404, "gone": 410, "components": 404}
MOST_BYTES = 100_000


def get(client: Client, path: str, status: int = 200, **headers: str) -> str:
    response = client.get(path, headers=headers)
    assert response.status_code == status, response.content[:2000]
    return response.content.decode()


def words(html: str) -> str:
    """Return what people read of a page."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html.partition("<body>")[2])))


@pytest.mark.parametrize("name", PATHS)
def test_every_page_is_whole_small_and_sets_no_cookie(name: str, client: Client):
    response = client.get(PATHS[name])
    html = response.content.decode()
    assert response.status_code == STATUSES.get(name, 200)
    assert len(response.content) < MOST_BYTES
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    assert response.headers["Surrogate-Key"]
    assert html.count("<h1") == 1
    assert len(re.findall(r"\sid=\"([^\"]*)\"", html)) == len(set(re.findall(r"\sid=\"([^\"]*)\"", html)))
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?! src=| type=\"application/ld\+json\")", html)
    assert all("width=" in image and "height=" in image for image in re.findall(r"<img[^>]*>", html))
    outside = re.findall(
        r"<(?:script|img|iframe|source|link rel=\"stylesheet\")[^>]*(?:src|href)=\"(https?:[^\"]*)", html
    )
    assert [url for url in outside if not url.startswith("http://localhost:8000/")] == []


def test_the_home_page_answers_the_two_questions_first(client: Client):
    html = get(client, "/")
    go, decided = (
        html.index("What can I go to near me?"),
        html.index("What is being decided, and until when?"),
    )
    assert go < decided < html.index('<h2 id="soon"')
    form = html[go:decided]
    assert 'action="/events/"' in form
    assert 'name="provision" value="childcare"' in form
    # Not everybody knows the name of the district that their town lies in.
    for name in ["Harborough", "Oadby", "Wigston"]:
        assert f'<option value="harborough">{name}</option>' in form
    assert "Open until 11:59pm on Sunday 30 June 2030" in words(f"<body>{html[decided:]}")
    assert 'href="/consultations/the-bus-at-night/#outcome"' in html


def test_an_event_says_when_where_and_what_is_there(client: Client):
    html = get(client, "/events/a-drop-in/")
    read = words(html)
    assert "When Tuesday 4 June 2030, 6:30pm to 8pm" in read
    assert "Library" in read
    assert "Oadby" in read
    assert "Childcare If you ask" in read
    assert "Step-free access No" in read
    assert "This page was last checked on 1 May 2030." in read
    assert re.search(r'href="/api/v1/content/[0-9a-f-]{36}\.ics"', html)
    data = json.loads(re.search(r'ld\+json">(.*?)</script>', html)[1])  # type: ignore[index]
    assert data["@type"] == "Event"
    assert '<meta property="og:title" content="A drop-in">' in html


def test_what_came_of_a_consultation_is_one_step_away(client: Client):
    html = get(client, "/consultations/the-bus-at-night/")
    read = words(html)
    assert 'href="#outcome"' in html
    assert "We asked How do you get to school?" in read
    assert "You said By bus." in read
    assert "We did More buses Done" in read
    waiting = words(get(client, "/consultations/getting-to-school/"))
    assert "We promised to tell you here by 1 September 2030" in waiting
    assert "Which bus" in waiting


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("example", "What was wrong"),
        ("toolkit", "Time 20 minutes"),
        ("organisation", "Phone: 0116"),
        ("services", "Mender"),
        ("standard", "Asking well"),
        ("whole", "5 Asking well"),
        ("dimension", "Part 5 of the Standard, version 1.0"),
        ("page", "Not for emergencies"),
        ("archive", "Previous consultations"),
        ("calendar", "Tuesday 4 June 2030"),
        ("month", "Closes: Getting to school"),
        ("found", "Getting to school"),
        ("unknown", "The Family Information Service can look for you"),
        ("gone", "It was withdrawn on 3 June 2030."),
        ("missing", "There is nothing at this address"),
    ],
)
def test_a_page_shows_its_document(name: str, said: str, client: Client):
    assert said in words(client.get(PATHS[name]).content.decode())


def test_words_of_editors_are_no_html(client: Client):
    html = get(client, "/long/")
    assert f"&lt;b&gt;{LONG_WORD}&lt;/b&gt; &amp; more" in html
    assert "<b>" not in html
    data = json.loads(re.search(r'ld\+json">(.*?)</script>', html)[1])  # type: ignore[index]
    assert data["description"] == f"<b>{LONG_WORD}</b> & more"


def test_a_page_that_has_not_changed_is_not_sent_again(client: Client):
    first = client.get("/events/")
    again = client.get("/events/", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert client.head("/events/").headers["ETag"] == first.headers["ETag"]
    assert client.post("/events/").status_code == 405


def test_a_page_holds_no_longer_than_what_it_shows(client: Client, clock: Any):
    clock.move_to("2030-06-30T22:59:40Z")
    response = client.get("/consultations/getting-to-school/")
    assert response.headers["Cache-Control"] == "public, max-age=20"


def test_moved_addresses_lead_on_and_slashes_are_added(client: Client, world: dict[str, Any]):
    moved = client.get("/old/")
    assert (moved.status_code, moved.headers["Location"]) == (301, "/privacy/")
    assert client.get("/events?area=harborough").headers["Location"] == "/events/?area=harborough"
    assert client.get("/events//").headers["Location"] == "/events/"
    assert client.get("/admin").headers["Location"] == "/admin/"


def test_what_was_mistyped_is_named(client: Client):
    read = words(get(client, PATHS["wrong"], 422))
    assert "There is no area “nowhere”." in read
    assert "Give a day that exists, such as 2026-04-08." in read
    assert "characters that no page has" in words(get(client, "/search/?q=%00", 400))


def test_css_and_javascript_stay_small():
    sizes = {}
    for name in ["site.css", "assess.css", "site.js", "search.js"]:
        with open(str(finders.find(f"website/{name}")), "rb") as file:
            sizes[name] = len(file.read())
    assert sizes["site.css"] < 25_000
    assert sizes["assess.css"] < 5_000
    assert sizes["site.js"] + sizes["search.js"] < 15_000


def test_styles_name_no_side_that_writing_from_right_to_left_would_turn():
    sided = re.compile(r"[\w-]*\b(?:left|right)\b[^;}]*|border-radius:[^;}]* [^;}]* [^;}]* [^;}]*")
    for name in ["site.css", "assess.css"]:
        with open(str(finders.find(f"website/{name}"))) as file:
            styles = re.sub(r"/\*.*?\*/", "", file.read(), flags=re.DOTALL)
        assert sided.findall(styles) == []


def test_results_say_what_their_clicks_count(client: Client, world: dict[str, Any]):
    html = get(client, "/search/?q=drop-in")
    content_id = client.get("/api/v1/content/by-path?path=/events/a-drop-in/").json()["id"]
    assert 'data-searched="drop-in"' in html
    assert f'data-hit="{content_id}" data-position="1"' in html
    assert "data-searched" not in get(client, "/search/?type=event")


def test_filters_are_folded_until_one_of_them_is_wrong(client: Client):
    folded = '<details class="fold"><summary>Filters <span class="count">(1 on)</span></summary>'
    assert folded in get(client, "/events/?area=harborough")
    assert '<details class="fold" open>' in get(client, PATHS["wrong"], 422)
