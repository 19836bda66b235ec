"""Searches and clicks are counted in memory, handed over in sums, shown to editors, and forgotten in time."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from search import tasks
from search.files.models import FileText
from search.statistics.counting import add, purge
from search.statistics.models import SearchCount
from search.statistics.tally import MOST_TEXTS, Row, Tally, tally
from tests.factories import DocumentFactory, ToolkitFactory
from tests.search.conftest import Ask

WEEK = dt.date(2030, 7, 1)
CLICK = {"q": "bus pass", "id": "5d0c5f0e-7f5b-4d0a-9a51-1d4c8e1c2f3a", "position": 2}
CLICKS = "/api/v1/search/clicks"


@pytest.fixture
def sent(db: None, monkeypatch: pytest.MonkeyPatch) -> list[Row]:
    """Return what the process's tally hands over."""
    rows: list[Row] = []
    monkeypatch.setattr(tally, "_send", lambda week, found: rows.extend(found))
    return rows


def stored(**values: Any) -> dict[str, list[int]]:
    rows = SearchCount.objects.filter(**values).values_list("query", "searches", "nothing", "clicks")
    return {query: numbers for query, *numbers in rows}


def test_a_search_and_a_click_are_counted_without_a_write(
    ask: Ask, client: Client, sent: list[Row], django_assert_num_queries: Any
) -> None:
    ToolkitFactory(title="Bus pass renewals")
    for _ in range(2):
        answer = ask("Bus Pass", limit=1)
    ask("wheelbarrows")
    with django_assert_num_queries(0):
        assert client.post(CLICKS, CLICK, content_type="application/json").status_code == 204
    assert answer["total"] == 1
    assert not SearchCount.objects.exists()
    tally.hand_over()
    assert sent == [("bus pass", 2, 0, 1, 2), ("wheelbarrows", 1, 1, 0, 0)]


def test_a_later_page_is_no_other_search(ask: Ask, sent: list[Row]) -> None:
    for number in range(2):
        ToolkitFactory(title=f"Bus pass {number}")
    following = parse_qs(urlsplit(ask("bus", limit=1)["next"]).query)["cursor"]
    ask("bus", limit=1, cursor=following)
    tally.hand_over()
    assert sent == [("bus", 1, 0, 0, 0)]


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({**CLICK, "position": 0}, "position"),
        ({**CLICK, "id": "7"}, "id"),
        ({**CLICK, "user": "me"}, "user"),
        ({"q": "bus"}, "id"),
        ("no json", "body"),
    ],
)
def test_a_click_that_is_none_is_refused_with_what_is_wrong(
    client: Client, db: None, body: Any, named: str
) -> None:
    answer = client.post(CLICKS, body, content_type="application/json")
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (422, named)


def test_other_sites_may_post_clicks_and_nobody_may_get_them(client: Client, db: None) -> None:
    allowed = client.options(CLICKS)
    assert allowed["Access-Control-Allow-Methods"] == "POST, OPTIONS"
    assert "Content-Type" in allowed["Access-Control-Allow-Headers"]
    answer = client.get(CLICKS)
    assert (answer.status_code, answer["Allow"]) == (405, "POST, OPTIONS")
    large = client.post(CLICKS, {**CLICK, "q": "x" * 10_001}, content_type="application/json")
    assert large.status_code == 413


def test_a_flood_of_different_texts_is_bounded(db: None) -> None:
    counted = Tally(lambda week, rows: None, seconds=3_600)
    for number in range(MOST_TEXTS + 10):
        counted.searched(f"text {number}", found=True)
    assert len(counted._counts) == MOST_TEXTS
    counted.forget()


def test_a_broker_that_is_down_stops_no_counting(
    db: None, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    def down(week: str, rows: list[Row]) -> None:
        raise OSError("The broker is down.")

    monkeypatch.setattr(tally, "_send", down)
    tally.searched("bus pass", found=True)
    tally.hand_over()
    assert "could not be counted" in caplog.text


def test_sums_are_added_to_those_of_the_week(db: None) -> None:
    tasks.count_searches("2030-07-01", [["bus pass", 2, 0, 1, 3], ["bus", 1, 1, 0, 0]])
    tasks.count_searches("2030-07-01", [["bus pass", 1, 1, 0, 0]])
    tasks.count_searches("2030-07-08", [["bus pass", 5, 0, 0, 0]])
    assert stored(week=WEEK) == {"bus pass": [3, 1, 1], "bus": [1, 1, 0]}
    assert stored(week=WEEK + dt.timedelta(weeks=1)) == {"bus pass": [5, 0, 0]}


def test_old_weeks_and_rare_searches_are_forgotten(db: None) -> None:
    today = dt.date(2030, 7, 24)
    for week, query, searches in [
        (dt.date(2029, 6, 18), "too old", 9),
        (dt.date(2029, 6, 25), "thirteen months", 9),
        (dt.date(2030, 7, 8), "rare", 2),
        (dt.date(2030, 7, 8), "frequent", 3),
        (dt.date(2030, 7, 15), "rare, but of last week", 1),
    ]:
        add(week, [(query, searches, 0, 0, 0)])
    assert purge(today) == 2
    assert set(stored()) == {"thirteen months", "frequent", "rare, but of last week"}


@pytest.fixture
def counts(site: Any) -> None:
    add(
        WEEK,
        [("bus pass", 9, 0, 3, 6), ("transprot", 5, 5, 0, 0), ("walks", 4, 0, 0, 0), ("secret", 2, 2, 0, 0)],
    )


def lines(client: Client, **filters: str) -> list[str]:
    answer = client.get(reverse("searches_report"), {"export": "csv", **filters})
    return b"".join(answer.streaming_content).decode().splitlines()[1:]  # type: ignore[attr-defined]


def test_the_report_hides_what_fewer_than_three_searched_for(counts: None, sign_in: Any) -> None:
    day = "Monday 1 July 2030"
    assert lines(sign_in("FIS editors")) == [
        f"bus pass,{day},9,0,3,2.0",
        f"transprot,{day},5,5,0,",
        f"walks,{day},4,0,0,",
    ]


@pytest.mark.parametrize(
    ("filters", "queries"),
    [
        ({"show": "nothing"}, ["transprot"]),
        ({"show": "no_click"}, ["walks"]),
        ({"show": "frequent"}, ["bus pass", "transprot", "walks"]),
        ({"week": "2030-07-01"}, ["bus pass", "transprot", "walks"]),
    ],
)
def test_the_report_shows_what_fails(counts: None, sign_in: Any, filters: Any, queries: list[str]) -> None:
    assert [line.partition(",")[0] for line in lines(sign_in("FIS editors"), **filters)] == queries


def test_each_search_leads_to_a_best_bet_in_one_click(counts: None, sign_in: Any) -> None:
    page = sign_in("FIS editors").get(reverse("searches_report")).content.decode()
    assert f'href="{reverse("wagtailsnippets_search_bestbet:add")}?queries=bus+pass"' in page


def test_the_report_of_files_says_what_to_do(site: Any, sign_in: Any) -> None:
    file = DocumentFactory(title="A scan")
    editor = sign_in("FIS editors")
    assert "Not read yet." in editor.get(reverse("files_report")).content.decode()
    file.refresh_from_db()
    FileText.objects.create(
        content_hash=file.file_hash, reader=1, fault="empty", changed_at=dt.datetime.now(dt.UTC)
    )
    assert "It has no text: it may be a scan" in editor.get(reverse("files_report")).content.decode()
