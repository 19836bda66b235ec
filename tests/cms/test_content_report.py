"""The report of all content: every page once, with its state, its age and who keeps it right."""

from __future__ import annotations

import csv
import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Workflow

from tests.factories import EventFactory, InformationFactory, OrganisationFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
REPORT = "/admin/reports/content/"


@pytest.fixture
def publisher(sign_in: Any) -> Client:
    browser: Client = sign_in("FIS publishers")
    return browser


def titles(browser: Client, **filters: Any) -> list[str]:
    response = browser.get(REPORT, filters)
    assert response.status_code == 200
    return [page.title for page in response.context["object_list"]]


def rows(browser: Client) -> dict[str, dict[str, str]]:
    response = browser.get(REPORT, {"export": "csv"})
    text = b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]
    return {row["Page"]: row for row in csv.DictReader(text.splitlines())}


class TestStates:
    @pytest.fixture(autouse=True)
    def _pages(self) -> None:
        InformationFactory(title="Right")
        changed = InformationFactory(title="Changed")
        changed.summary = "Other words."
        changed.save_revision()
        InformationFactory(title="Draft", live=False)
        waiting = InformationFactory(title="Waiting", live=False)
        waiting.save_revision()
        Workflow.objects.get().start(waiting, UserFactory())
        later = InformationFactory(
            title="Later", live=False, go_live_at=timezone.now() + dt.timedelta(days=3)
        )
        later.save_revision(approved_go_live_at=later.go_live_at)
        hidden = InformationFactory(title="Hidden")
        PageViewRestriction.objects.create(page=hidden, restriction_type="login")

    @pytest.mark.parametrize(
        ("state", "expected"),
        [
            ("live", {"Have a say", "Right", "Hidden"}),
            ("changed", {"Changed"}),
            ("draft", {"Draft", "Waiting", "Later"}),
            ("review", {"Waiting"}),
            ("scheduled", {"Later"}),
            ("private", {"Hidden"}),
        ],
    )
    def test_each_is_found_by_its_state(self, publisher: Client, state: str, expected: set[str]):
        assert set(titles(publisher, state=state)) == expected

    def test_all_stand_there_once_the_unpublished_first(self, publisher: Client):
        found = titles(publisher)
        assert len(found) == len(set(found)) == Page.objects.filter(depth__gt=1).count()
        assert found[:3] == ["Draft", "Later", "Waiting"]


def test_who_keeps_it_right_is_the_responsible_person_else_the_owner(publisher: Client):
    ann, bob = UserFactory(username="ann"), UserFactory(username="bob")
    InformationFactory(title="Both", responsible=ann, owner=bob)
    EventFactory(title="Owned", owner=bob)
    EventFactory(title="Nobody's")
    assert titles(publisher, keeper=ann.pk) == ["Both"]
    assert titles(publisher, keeper=bob.pk) == ["Owned"]
    keepers = {title: row["Kept right by"] for title, row in rows(publisher).items()}
    assert (keepers["Both"], keepers["Owned"], keepers["Nobody's"]) == ("ann", "bob", "")


def test_its_csv_has_every_page_with_its_age_and_runs_nothing(publisher: Client):
    page = InformationFactory(title="=1+1", review_by=dt.date(2031, 1, 2), reviewed_on=dt.date(2030, 1, 2))
    # Forty times 24 hours before, but the 20th already in the summer time of the council.
    published = dt.datetime(2026, 10, 19, 23, 30, tzinfo=dt.UTC)
    Page.objects.filter(pk=page.pk).update(last_published_at=published)
    OrganisationFactory()
    with time_machine.travel(published + dt.timedelta(days=40), tick=False):
        found = rows(publisher)
    row = found["'=1+1"]
    assert (row["Type"], row["State"]) == ("Information page", "live")
    assert (row["Last published"], row["Days ago"]) == ("2026-10-20", "39")
    assert (row["Check again by"], row["Last checked"]) == ("2031-01-02", "2030-01-02")
    assert len(found) == Page.objects.filter(depth__gt=1).count()


def test_the_old_ones_are_found_by_a_day(publisher: Client):
    old = InformationFactory(title="Old")
    Page.objects.filter(pk=old.pk).update(last_published_at=dt.datetime(2020, 6, 30, 22, 30, tzinfo=dt.UTC))
    assert titles(publisher, published_before="2020-07-01") == ["Old"]
    assert titles(publisher, published_before="2020-06-30") == []


def test_many_pages_take_as_many_queries_as_few(publisher: Client, django_assert_max_num_queries: Any):
    for number in range(10):
        InformationFactory(title=f"Page {number}")
    publisher.get(REPORT)
    with django_assert_max_num_queries(30):
        assert len(titles(publisher)) == 11


def test_strangers_do_not_see_it(client: Client):
    assert client.get(REPORT).status_code == 302
