"""The register of the change log: administrators read and export it, nobody writes it."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest
import time_machine

from cms.exports import inert
from tests.factories import InformationFactory


def test_publishers_do_not_read_the_change_log(site, sign_in) -> None:
    assert sign_in("FIS publishers").get("/admin/change-log/").status_code == 302


def test_administrators_read_and_export_the_change_log(site, sign_in) -> None:
    InformationFactory(title="Privacy", slug="privacy")
    client = sign_in("Administrators")
    assert b"/privacy/" in client.get("/admin/change-log/").content
    export = b"".join(client.get("/admin/change-log/?export=csv").streaming_content)
    assert b"published,page,/privacy/" in export.lower()


@time_machine.travel(dt.datetime(2030, 6, 30, 23, 30, tzinfo=dt.UTC), tick=False)
def test_a_summer_nights_change_has_the_councils_day_in_both_exports(site, sign_in) -> None:
    InformationFactory(slug="privacy")
    client = sign_in("Administrators")
    sheet = b"".join(client.get("/admin/change-log/?export=csv").streaming_content).decode()
    assert "2030-07-01 00:30:00+01:00" in next(line for line in sheet.splitlines() if "/privacy/" in line)
    answer = client.get("/admin/change-log/?export=xlsx")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    cells = next(row for row in book.active.iter_rows(values_only=True) if "/privacy/" in row)
    assert dt.datetime(2030, 7, 1, 0, 30) in cells


@pytest.mark.parametrize("action", ["create/", "edit/1/", "delete/1/"])
def test_nobody_writes_the_change_log(site, sign_in, action) -> None:
    assert sign_in("Administrators").get(f"/admin/change-log/{action}").status_code in {302, 404}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_an_export_holds_no_formulas(text) -> None:
    assert inert(text) == f"'{text}"


def test_an_export_leaves_numbers_and_words_alone() -> None:
    assert [inert(value) for value in [-1, "Privacy", "a=b"]] == [-1, "Privacy", "a=b"]
