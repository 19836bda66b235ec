"""`/open-data/{type}.csv`: the whole of a type as a table, and what its columns mean."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from wagtail.models import PageViewRestriction

from cms.api import feeds, kept
from cms.content.publishing import publishable_models
from cms.feeds.columns import columns_of
from tests.api.conftest import Clock, Get, problem
from tests.api.world import NOW
from tests.factories import (
    AreaFactory,
    ConsultationFactory,
    EventFactory,
    OrganisationFactory,
    PracticeExampleFactory,
    ThemeFactory,
    ToolkitFactory,
)

Rows = list[dict[str, str]]


@pytest.fixture
def table(get: Get) -> Any:
    """Return a function that reads a table as a spreadsheet does."""

    def table(address: str) -> Rows:
        response = get(address)
        assert response.status_code == 200, response.content
        text = response.content.decode("utf-8")
        assert text.startswith("\ufeff")
        return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))

    return table


def test_values_of_every_kind(table: Any, site: Any, clock: Clock):
    EventFactory(
        title="Tea, cake; and “talk”",
        summary="Two\nlines",
        themes=[ThemeFactory(name="Noise"), ThemeFactory(name="Buses")],
        areas=[AreaFactory(name="North West")],
        childcare="yes",
        capacity=12,
        venue_town="",
    )
    (row,) = table("/open-data/event.csv")
    assert row["title"] == "Tea, cake; and “talk”"
    assert row["summary"] == "Two\nlines"
    assert (row["themes"], row["areas"], row["audiences"]) == ("buses;noise", "north-west", "")
    assert (row["provision_childcare"], row["booking_capacity"], row["booking_required"]) == (
        "yes",
        "12",
        "false",
    )
    assert (row["starts_at"], row["venue_town"], row["archived"]) == ("2030-06-04T17:30:00Z", "", "false")


def test_what_was_put_away_is_there_and_says_so(table: Any, site: Any, clock: Clock):
    ConsultationFactory(title="Open")
    ConsultationFactory(title="Put away", archived_at=NOW)
    archived = {row["title"]: row["archived"] for row in table("/open-data/consultation.csv")}
    assert archived == {"Open": "false", "Put away": "true"}
    assert len(table("/open-data/consultation.csv?archived=exclude")) == 1


def test_drafts_private_pages_and_tombstones_stay_hidden(table: Any, site: Any, clock: Clock):
    EventFactory(title="Draft", live=False)
    private = EventFactory(title="Private")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    EventFactory(title="Withdrawn").unpublish()
    EventFactory(title="Public", contact_email="me@example.org")
    (row,) = table("/open-data/event.csv")
    assert (row["title"], row["contact_email"]) == ("Public", "")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_no_spreadsheet_runs_a_cell(table: Any, site: Any, clock: Clock, start: str):
    ToolkitFactory(summary=f"{start}1+1", cost=f"{start}HYPERLINK(1)")
    (row,) = table("/open-data/toolkit.csv")
    assert row["summary"] == f"'{start}1+1"
    assert row["cost"] == f"'{start}HYPERLINK(1)"


def test_lines_end_as_rfc_4180_has_it(get: Get, site: Any, clock: Clock):
    ToolkitFactory.create_batch(2)
    content = get("/open-data/toolkit.csv").content
    assert content.count(b"\r\n") == 3
    assert content.endswith(b"\r\n")


def test_the_number_of_queries_does_not_grow(
    get: Get, site: Any, clock: Clock, django_assert_num_queries: Any
):
    for count in [2, 18]:
        kept.feeds.clear()
        PracticeExampleFactory.create_batch(count)
        with django_assert_num_queries(3):
            assert get("/open-data/practice-example.csv").status_code == 200
        with django_assert_num_queries(1):
            assert get("/open-data/practice-example.csv").status_code == 200


def test_many_rows_are_read_some_at_a_time(
    table: Any, site: Any, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(feeds, "AT_ONCE", 2)
    for number in range(5):
        clock.shift(1)
        ToolkitFactory(title=f"T{number}")
    assert [row["title"] for row in table("/open-data/toolkit.csv")] == ["T4", "T3", "T2", "T1", "T0"]


def test_a_table_is_whole_or_refused(get: Get, site: Any, clock: Clock, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(feeds, "MOST_ROWS", 1)
    ToolkitFactory.create_batch(2)
    found = problem(get("/open-data/toolkit.csv"), 422)
    assert "2 rows" in found["detail"]
    assert "updated_since" in found["detail"]


@pytest.mark.parametrize("model", publishable_models().values(), ids=lambda model: model._meta.label_lower)
def test_the_dictionary_names_every_column(get: Get, site: Any, model: Any):
    OrganisationFactory()
    header = get(f"/open-data/{model.document_type}.csv").content.decode("utf-8-sig").splitlines()[0]
    metadata = get(f"/open-data/{model.document_type}.csv-metadata.json").json()
    columns = metadata["tableSchema"]["columns"]
    assert header.split(",") == [column["name"] for column in columns]
    assert len({column["name"] for column in columns}) == len(columns)
    assert metadata["url"].endswith(f"/open-data/{model.document_type}.csv")
    assert "id" in header.split(",")


def test_the_dictionary_says_what_a_cell_is(get: Get, site: Any):
    columns = {
        column["name"]: column
        for column in get("/open-data/event.csv-metadata.json").json()["tableSchema"]["columns"]
    }
    assert columns["themes"]["separator"] == ";"
    assert columns["starts_at"]["datatype"] == "dateTime"
    assert columns["booking_capacity"]["datatype"] == "integer"
    assert columns["attendance"]["datatype"] == {"base": "string", "format": "in_person|online|hybrid|phone"}
    assert columns["archived"]["dc:description"] == "Its last date is over."


def test_a_table_leads_to_its_dictionary(get: Get, site: Any):
    link = get("/open-data/event.csv?archived=exclude").headers["Link"]
    address = link.partition("<http://testserver/api/v1")[2].partition(">")[0]
    assert get(address).status_code == 200
    assert 'rel="describedby"' in link


def test_the_dictionary_says_what_every_column_means():
    for model in publishable_models().values():
        silent = [column.name for column in columns_of(model.document_schema) if not column.description]
        assert not silent, model.document_type


def test_no_two_columns_of_a_type_have_one_name():
    for model in publishable_models().values():
        names = [column.name for column in columns_of(model.document_schema)]
        assert len(names) == len(set(names)), model.document_type
