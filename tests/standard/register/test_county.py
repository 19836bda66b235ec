"""The county's picture: right numbers, and none that gives a service away."""

from __future__ import annotations

import csv
import datetime as dt
import io
import itertools

import pytest
from django.contrib.auth.models import Permission
from hypothesis import given
from hypothesis import strategies as st

from standard.register.county import county_picture
from standard.register.county_table import county_table
from standard.register.suppression import FEWEST, is_small, sum_is_told, told_share, withheld
from tests.factories import AreaFactory, UserFactory
from tests.standard.register.services import TODAY, assessed, make_standard, on_the_register

COUNTS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 12), max_size=6)


@given(COUNTS)
def test_no_small_count_follows_from_the_rest_of_a_list_and_its_sum(counts: dict[str, int]) -> None:
    hidden = withheld(counts)
    assert {name for name, count in counts.items() if is_small(count)} <= hidden
    if not hidden or not sum_is_told(counts, hidden):
        return
    total = sum(counts[name] for name in hidden)
    # What a reader can think of: at least one small count, as nothing is withheld otherwise.
    possible = (
        [
            guess
            for guess in itertools.product(range(1, total + 1), repeat=len(hidden))
            if sum(guess) == total and any(is_small(count) for count in guess)
        ]
        if total <= 14 and len(hidden) <= 4
        else []
    )
    for place in range(len(hidden)) if possible else []:
        assert len({guess[place] for guess in possible}) > 1


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ({"a": 7, "b": 9}, set()),
        ({"a": 0, "b": 9}, set()),
        ({"a": 2, "b": 6, "c": 9}, {"a", "b"}),
        ({"a": 4, "b": 4, "c": 9}, {"a", "b", "c"}),
        ({"a": 2, "b": 3, "c": 9}, {"a", "b"}),
        ({"a": 1}, {"a"}),
    ],
)
def test_what_is_withheld(counts, hidden) -> None:
    assert withheld(counts) == hidden


def test_a_sum_is_withheld_where_it_is_all_that_is_small() -> None:
    assert not sum_is_told({"a": 1, "b": 0}, {"a"})
    assert sum_is_told({"a": 2, "b": 6}, {"a", "b"})


@pytest.mark.parametrize(
    ("part", "whole", "told"),
    [(0, 5, True), (5, 5, True), (4, 9, False), (5, 9, False), (6, 12, True), (0, 4, False)],
)
def test_a_share_is_told_where_neither_side_is_small(part, whole, told) -> None:
    assert told_share(part, whole) is told


def test_the_picture(site) -> None:
    make_standard()
    area = AreaFactory(name="Harborough")
    for number in range(7):
        assessed((1, 2) if number < 6 else (2, 2), [area])
    for _ in range(2):
        assessed((1, 1), service_kind="library")
    on_the_register(service_kind="school")
    picture = county_picture(TODAY)
    rows = {row.name: row for row in picture.by_kind}
    # The school is named on the register. Two libraries would follow from the sum, so childcare goes too.
    assert (rows["School"].assessed, rows["School"].working_to) == (1, 1)
    assert (rows["Library"].assessed, rows["Childcare"].assessed) == (None, None)
    assert picture.services == 10
    assert [(row.name, row.assessed) for row in picture.by_area] == [("Harborough", 7)]
    assert [(row.code, row.low) for row in picture.weakest] == [("1.1", None), ("2.1", None)]
    (year,) = picture.years
    assert (year.year, year.services, year.at_level) == (2030, 10, [None, None])


def test_services_count_once_however_often_they_assessed_themselves(site) -> None:
    make_standard()
    for _ in range(6):
        before = assessed()
        again = assessed(previous=before)
        again.finished_on = TODAY + dt.timedelta(days=365)
        again.save()
    picture = county_picture(TODAY)
    assert picture.services == 6
    assert [(row.code, row.low) for row in picture.weakest] == [("1.1", 0), ("2.1", 0)]
    assert [(row.year, row.services, row.at_level) for row in picture.years] == [
        (2030, 6, [6, 6]),
        (2031, 6, [6, 6]),
    ]


def test_a_small_rest_beside_the_register_is_not_told(site) -> None:
    make_standard()
    for _ in range(FEWEST):
        on_the_register()
    assessed()
    assert county_picture(TODAY).by_kind[0].assessed is None
    assert county_picture(TODAY).services is None


def test_fis_reads_it_among_the_reports(site, sign_in) -> None:
    make_standard()
    client = sign_in("FIS editors")
    page = client.get("/admin/reports/county/").content.decode()
    assert "By kind of service" in page
    assert "The Standard in the county" in client.get("/admin/").content.decode()
    assert 'href="/admin/reports/county/table.csv"' in page
    table = client.get("/admin/reports/county/table.csv")
    assert (table.status_code, table["Content-Type"].partition(";")[0]) == (200, "text/csv")
    assert 'filename="standard-in-the-county.csv"' in table["Content-Disposition"]


@pytest.mark.parametrize("address", ["/admin/reports/county/", "/admin/reports/county/table.csv"])
def test_nobody_else_reads_it(site, client, address) -> None:
    assert client.get(address)["Location"].startswith("/admin/login/")
    user = UserFactory()
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    # The admin's own way to say that somebody may not.
    assert client.get(address)["Location"] == "/admin/"


def test_the_table_has_what_the_page_has_and_withholds_what_it_withholds(site) -> None:
    make_standard()
    area = AreaFactory(name="=Harborough")
    for _ in range(6):
        assessed((1, 2), [area])
    assessed((1, 2), service_kind="library")
    on_the_register(service_kind="school")
    lines = [tuple(line.values()) for line in rows_of(county_table(county_picture(TODAY)))]
    assert ("by kind", "Library", "assessed", "withheld") in lines
    assert ("by kind", "School", "working to it", "1") in lines
    # A spreadsheet would run it otherwise.
    assert ("by area", "'=Harborough", "assessed", "6") in lines
    assert [line[3] for line in lines if line[:2] == ("by year", "2030")] == ["8", "withheld", "8"]
    assert ("all", "all services", "assessed", "8") in lines


def rows_of(table: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"))))
