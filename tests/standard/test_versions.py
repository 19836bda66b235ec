"""Versions of the standard: one is current, drafts wait, and a bare code means the current one."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from cms.indicators import Indicator
from standard.models import DimensionPage, StandardIndexPage
from tests.cms.admin_forms import errors, fields, submit
from tests.cms.test_publishing import faults
from tests.factories import (
    DimensionFactory,
    IndicatorFactory,
    PracticeExampleFactory,
    StandardIndexFactory,
)
from tests.stored import document, stored

PUBLISH = {"action-publish": "action-publish"}


@pytest.fixture
def first(site) -> StandardIndexPage:
    IndicatorFactory(code="1.1", title="Early words")
    standard = StandardIndexFactory()
    DimensionFactory(code="1")
    return standard


def second(**values: Any) -> StandardIndexPage:
    return StandardIndexFactory(title="The new standard", version="2.0", **values)


def edit(client: Client, page: Any, **changes: str) -> Any:
    levels = {"levels-count": "0"}
    return submit(client, f"/admin/pages/{page.pk}/edit/", {**levels, **changes})


def test_a_new_current_version_supersedes_the_other(first, refresh) -> None:
    new = second()
    refresh()
    first.refresh_from_db()
    assert (first.status, first.live, first.get_latest_revision_as_object().status) == (
        "superseded",
        True,
        "superseded",
    )
    assert (document(first)["status"], document(new)["status"]) == ("superseded", "current")
    assert document(DimensionPage.objects.get())["status"] == "superseded"
    assert faults() == []


def test_parts_of_a_draft_wait_until_their_standard_is_published(first, client) -> None:
    new = second(status="draft", live=False)
    part = DimensionFactory(parent=new, code="1", title="New part")
    assert part.live
    assert stored(part) is None
    new.status = "current"
    new.save_revision().publish()
    assert document(part)["version"] == "2.0"
    StandardIndexPage.objects.get(pk=new.pk).unpublish()
    assert stored(part) is None


def test_a_draft_version_is_not_published(first, sign_in) -> None:
    new = second(status="draft", live=False)
    response = edit(sign_in("FIS publishers"), new, **PUBLISH)
    assert "A draft version is not published" in errors(response, "status")[0]
    assert stored(new) is None
    with pytest.raises(ValidationError, match="A draft version is not published"):
        new.save_revision().publish()


def test_a_number_is_published_once(first, sign_in) -> None:
    copy = StandardIndexFactory(title="A copy", version="1.0", live=False)
    response = edit(sign_in("FIS publishers"), copy, **PUBLISH)
    assert errors(response, "version") == ["“The standard” is version 1.0 already. Give the next number."]


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("version", "1.1", "Copy this page with its parts"),
        ("status", "superseded", "Publish the new one as current"),
    ],
)
def test_the_version_that_people_work_with_is_not_taken_away(first, sign_in, field, value, why) -> None:
    response = edit(sign_in("FIS publishers"), first, **{field: value}, **PUBLISH)
    assert why in errors(response, field)[0]
    assert (document(first)["version"], document(first)["status"]) == ("1.0", "current")


def test_a_bare_code_means_the_current_version(first, client, refresh) -> None:
    old = DimensionPage.objects.get()
    gone = IndicatorFactory(code="1.2", title="Dropped")
    statement = IndicatorFactory(code="1.1", version="2.0", title="New words")
    example = PracticeExampleFactory(indicators=[gone, *Indicator.objects.filter(code="1.1", version="1.0")])
    refresh()
    assert [one["code"] for one in document(example)["indicators"]] == ["1.1", "1.2"]

    new = second()
    part = DimensionFactory(parent=new, code="1", title="New part")
    refresh()
    assert document(example)["indicators"] == [{"code": "1.1", "title": "New words"}]
    listed = client.get("/api/v1/taxonomies").json()["indicators"]
    assert [(one["code"], one["title"]) for one in listed] == [("1.1", statement.title)]
    found = client.get("/api/v1/content?indicator=1.1").json()["items"]
    assert {one["id"] for one in found} == {str(example.content_id), str(part.content_id)}
    assert client.get("/api/v1/content?indicator=1.2").status_code == 422
    assert [one["title"] for one in document(part)["examples"]] == [example.title]
    assert document(old)["examples"] == []
    assert faults() == []


def test_a_form_offers_the_current_statements_and_ticks_what_the_page_carries(first, sign_in) -> None:
    old = IndicatorFactory(code="1.2")
    example = PracticeExampleFactory(indicators=[old])
    current = IndicatorFactory(code="1.2", version="2.0")
    second()
    page = sign_in("FIS editors").get(f"/admin/pages/{example.pk}/edit/").content.decode()
    assert fields(page)["indicators"] == str(current.pk)
    assert f'name="indicators" value="{old.pk}"' not in page


def test_a_new_version_begins_with_the_statements_of_the_current_one(first, sign_in) -> None:
    IndicatorFactory(code="1.2", level_2="Mostly so.", quick_win="Ask.")
    new = second(status="draft", live=False)
    client = sign_in("FIS editors")
    edit(client, new, title="A better title")
    kept = ["code", "title", "level_2", "quick_win"]
    copied = Indicator.objects.filter(version="2.0").values_list(*kept)
    assert list(copied) == list(Indicator.objects.filter(version="1.0").values_list(*kept))
    Indicator.objects.filter(version="2.0", code="1.1").delete()
    edit(client, new, title="A best title")
    assert Indicator.objects.filter(version="2.0").count() == 1
