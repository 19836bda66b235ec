"""Best bets: what stands first for a query, on which days, and what editors see before they save one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from search import best_bets
from search.best_bets import BestBet
from tests.factories import ToolkitFactory
from tests.search.conftest import Ask

Titles = Callable[..., list[str]]
DAY = dt.date(2030, 7, 1)


def bet(page: Any, queries: str = "bus pass", **values: Any) -> BestBet:
    found: BestBet = BestBet.objects.create(queries=queries, item_id=page.translation_key, **values)
    best_bets.forget()
    return found


@pytest.fixture
def transport(site: Any) -> Any:
    ToolkitFactory(title="Bus pass renewals")
    return ToolkitFactory(title="Getting to school", summary="By road.")


def test_it_stands_first_marked_and_is_counted(ask: Ask, transport: Any) -> None:
    bet(transport, "season ticket\nBus passes")
    answer = ask("bus pass")
    assert [(item["card"]["title"], item["promoted"]) for item in answer["items"]] == [
        ("Getting to school", True),
        ("Bus pass renewals", False),
    ]
    assert answer["total"] == 2
    assert answer["facets"]["type"][0]["count"] == 2


def test_another_query_does_not_have_it(titles: Titles, transport: Any) -> None:
    bet(transport)
    assert titles("bus") == ["Bus pass renewals"]


def test_a_filter_leaves_it_out(titles: Titles, transport: Any) -> None:
    bet(transport)
    assert titles("bus pass", type="event") == []


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "is_on"),
    [
        (DAY, DAY, True),
        (None, None, True),
        (DAY + dt.timedelta(1), None, False),
        (None, DAY - dt.timedelta(1), False),
    ],
)
def test_it_counts_on_its_days(transport: Any, starts_on: Any, ends_on: Any, is_on: bool) -> None:
    bet(transport, starts_on=starts_on, ends_on=ends_on)
    # Half past midnight in summer time is still the day before in UTC.
    found = best_bets.current(dt.datetime(2030, 6, 30, 23, 30, tzinfo=dt.UTC)).of("bus pass")
    assert found == ((transport.translation_key,) if is_on else ())


def test_a_new_one_counts_although_the_answer_was_kept(titles: Titles, transport: Any) -> None:
    with time_machine.travel(dt.datetime(2030, 7, 1, 12, tzinfo=dt.UTC), tick=False) as clock:
        assert titles("bus pass") == ["Bus pass renewals"]
        BestBet.objects.create(queries="bus pass", item_id=transport.translation_key)
        clock.shift(3)
        assert titles("bus pass") == ["Getting to school", "Bus pass renewals"]


def test_pages_show_each_item_once(ask: Ask, site: Any) -> None:
    pages = [ToolkitFactory(title=f"Bus pass {number}") for number in range(5)]
    bet(pages[3])
    first = ask("bus pass", limit=2)
    second = ask("bus pass", limit=2, cursor=parse_qs(urlsplit(first["next"]).query)["cursor"])
    shown = [item["card"]["title"] for item in [*first["items"], *second["items"]]]
    assert shown[0] == "Bus pass 3"
    assert len(set(shown)) == 4
    assert first["total"] == 5


def test_what_was_withdrawn_is_not_shown_and_its_form_still_opens(
    titles: Titles, transport: Any, sign_in: Any
) -> None:
    saved = bet(transport)
    transport.unpublish()
    assert titles("bus pass") == ["Bus pass renewals"]
    editor = sign_in("FIS editors")
    assert editor.get(reverse("wagtailsnippets_search_bestbet:edit", args=[saved.pk])).status_code == 200
    assert editor.get(reverse("wagtailsnippets_search_bestbet:list")).status_code == 200


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"queries": "bus\n!!!"}, "“!!!” has no letters or digits."),
        ({"queries": "\n".join(f"bus {number}" for number in range(51))}, "Here are 51."),
        ({"queries": "bus", "starts_on": DAY, "ends_on": DAY - dt.timedelta(1)}, "before the first day"),
    ],
)
def test_what_is_wrong_is_said(values: Any, message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        BestBet(**values).clean()


def test_an_editor_sees_the_result_before_saving(search_index: Any, transport: Any, sign_in: Any) -> None:
    search_index()
    editor = sign_in("FIS editors")
    values = {"queries": "bus pass", "item": str(transport.translation_key), "starts_on": "2031-01-01"}
    shown = editor.post(reverse("preview_best_bet"), values).content.decode()
    assert "“bus pass”: 2 found" in shown
    assert shown.index("Getting to school") < shown.index("Bus pass renewals")
    assert "It does not count today" in shown
    assert not BestBet.objects.exists()


def test_the_preview_says_what_is_missing(search_index: Any, sign_in: Any) -> None:
    shown = sign_in("FIS editors").post(reverse("preview_best_bet"), {"queries": "bus"}).content.decode()
    assert "Stands first: This field is required." in shown


def test_the_form_is_filled_in_and_has_the_preview(site: Any, sign_in: Any) -> None:
    address = reverse("wagtailsnippets_search_bestbet:add")
    form = sign_in("FIS editors").get(address, {"queries": "bus pass", "pk": "1"}).content.decode()
    assert ">\nbus pass</textarea>" in form
    assert f'formaction="{reverse("preview_best_bet")}"' in form


def test_something_public_is_chosen_by_its_title(transport: Any, sign_in: Any) -> None:
    address = reverse("public_item_chooser:choose_results")
    found = sign_in("FIS editors").get(address, {"q": "SCHOOL getting"}).content.decode()
    assert "Getting to school" in found
    assert "Bus pass renewals" not in found
