"""`/standard` as callers read it."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from cms.content.models import ContentItem
from cms.indicators import Indicator
from standard.models import StandardIndexPage
from tests.factories import DimensionFactory, IndicatorFactory, PracticeExampleFactory, StandardIndexFactory

LEVELS = [("level", {"name": name, "description": "."}) for name in ("No", "Some", "Most", "All")]


@pytest.fixture
def first(site) -> StandardIndexPage:
    IndicatorFactory(
        code="1.1",
        title="Early words",
        quick_win="Ask.",
        evidence_examples="Notes\nA poster",
        for_parents="They ask us early.",
    )
    IndicatorFactory(code="1.2", title="Dropped")
    IndicatorFactory(code="1.3", title="The same")
    standard = StandardIndexFactory(levels=LEVELS)
    DimensionFactory(code="1", title="Commitment")
    return standard


def read(client: Client, address: str = "", status: int = 200, **headers: str) -> Any:
    response = client.get(f"/api/v1/standard{address}", headers=headers)
    assert response.status_code == status, response.content
    return response


def next_version(**values: Any) -> StandardIndexPage:
    standard = StandardIndexFactory(title="The new one", version="2.0", levels=LEVELS, **values)
    IndicatorFactory(
        code="1.1", version="2.0", title="New words", quick_win="Ask.", evidence_examples="Notes"
    )
    IndicatorFactory(code="1.3", version="2.0", title="The same")
    IndicatorFactory(code="1.10", version="2.0", title="Added")
    DimensionFactory(parent=standard, code="1", title="Commitment")
    return standard


def test_the_current_version_in_full(first, client, refresh) -> None:
    example = PracticeExampleFactory(indicators=[Indicator.objects.get(code="1.1")])
    refresh()
    values = read(client).json()
    assert [(level["level"], level["name"]) for level in values["levels"]] == list(
        enumerate(["No", "Some", "Most", "All"])
    )
    assert values["rules"] == ["The lowest statement counts.", "Say where it does not apply."]
    assert (values["version"], values["status"], values["changes"]) == ("1.0", "current", None)
    assert values["versions"] == [{"version": "1.0", "status": "current", "path": "/the-standard/"}]
    assert values["pdf_url"] == "http://testserver/api/v1/standard/1.0.pdf"
    (dimension,) = values["dimensions"]
    assert dimension["path"] == "/the-standard/commitment/"
    assert dimension["guidance"] == "<p>Begin early.</p>"
    assert [one["title"] for one in dimension["examples"]] == [example.title]
    assert dimension["indicators"][0] == {
        "code": "1.1",
        "title": "Early words",
        "levels": ["Not yet.", "Sometimes.", "Mostly.", "Always."],
        "evidence_examples": ["Notes", "A poster"],
        "quick_win": "Ask.",
        "for_parents": "They ask us early.",
    }
    assert read(client, "/1.0").content == read(client).content


def test_what_an_earlier_release_stored_is_read_until_it_is_built_again(first, client) -> None:
    item = ContentItem.objects.get(type="dimension")
    body = json.loads(bytes(item.body))
    for statement in body["statements"]:
        del statement["for_parents"]
    ContentItem.objects.filter(pk=item.pk).update(body=json.dumps(body).encode())
    assert [one["for_parents"] for one in read(client).json()["dimensions"][0]["indicators"]] == ["", "", ""]


def test_the_caller_that_has_it_is_told_so(first, client) -> None:
    response = read(client)
    assert response["Surrogate-Key"] == "type:standard type:dimension"
    assert response["Cache-Control"] == "public, max-age=60"
    assert read(client, status=304, **{"If-None-Match": response["ETag"]}).content == b""


def test_what_changed_since_the_version_before(first, client, refresh) -> None:
    next_version()
    refresh()
    new = read(client).json()
    assert (new["version"], new["changes"]["since"]) == ("2.0", "1.0")
    changes = {one["code"]: one for one in new["changes"]["indicators"]}
    assert list(changes) == ["1.1", "1.2", "1.3", "1.10"]
    assert [(code, one["change"], one["parts"]) for code, one in changes.items()] == [
        ("1.1", "reworded", ["title", "evidence_examples"]),
        ("1.2", "removed", []),
        ("1.3", "unchanged", []),
        ("1.10", "added", []),
    ]
    assert (changes["1.1"]["before"]["title"], changes["1.1"]["after"]["title"]) == (
        "Early words",
        "New words",
    )
    assert (changes["1.2"]["after"], changes["1.10"]["before"]) == (None, None)
    old = read(client, "/1.0").json()
    assert (old["status"], old["changes"]) == ("superseded", None)
    assert [one["version"] for one in new["versions"]] == ["2.0", "1.0"]


def test_a_draft_version_is_nowhere(first, client) -> None:
    next_version(status="draft", live=False)
    assert "no version 2.0" in read(client, "/2.0", status=404).json()["detail"]
    assert [one["version"] for one in read(client).json()["versions"]] == ["1.0"]


def test_without_a_current_version_the_answer_says_so(site, client) -> None:
    assert "No version is current" in read(client, status=404).json()["detail"]


@pytest.mark.parametrize("address", ["/1.0?as=xml", "?version=1.0"])
def test_a_parameter_that_is_not_there_is_named(first, client, address) -> None:
    assert read(client, address, status=422).json()["errors"][0]["message"] == "There is no such parameter."


def test_a_whole_standard_costs_the_same_whatever_its_size(first, client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            read(client)
        return len(captured)

    before = queries()
    for code in range(2, 22):
        DimensionFactory(code=str(code), title=f"Part {code}")
    assert queries() == before == 2


def test_the_same_as_a_tagged_pdf_with_what_changed(first, client) -> None:
    next_version()
    response = read(client, "/2.0.pdf")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="standard-2.0.pdf"'
    reader = PdfReader(io.BytesIO(response.content))
    assert reader.metadata is not None
    assert reader.metadata.title == "The new one"
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    for words in ("Begin early.", "1.10 Added", "What changed since version 1.0", "It was Early words"):
        assert words in text
    assert read(client, "/2.0.pdf", status=304, **{"If-None-Match": response["ETag"]}).content == b""


def test_a_pdf_is_written_once(first, client, monkeypatch) -> None:
    content = read(client, "/1.0.pdf").content
    monkeypatch.setattr("standard.api.write_pdf", lambda document: pytest.fail("It was written again."))
    assert read(client, "/1.0.pdf").content == content
    assert read(client, "/3.0.pdf", status=404)
