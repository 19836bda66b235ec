"""The standard: its parts, their statements, and who shows how it is done."""

from __future__ import annotations

import pytest

from cms.indicators import Indicator
from standard.models import StandardIndexPage
from tests.cms.test_publishing import faults
from tests.factories import (
    DimensionFactory,
    IndicatorFactory,
    PracticeExampleFactory,
    StandardIndexFactory,
    ToolkitFactory,
)
from tests.stored import document, log_of, stale_paths, stored


@pytest.fixture
def standard(site) -> StandardIndexPage:
    return StandardIndexFactory(
        levels=[("level", {"name": name, "description": "."}) for name in ("No", "Some", "Most", "All")]
    )


def parts(standard: StandardIndexPage) -> list[tuple[str, str]]:
    return [(part["code"], part["title"]) for part in document(standard)["dimensions"]]


def test_its_levels_and_rules(standard) -> None:
    values = document(standard)
    assert [(level["level"], level["name"]) for level in values["levels"]] == [
        (0, "No"),
        (1, "Some"),
        (2, "Most"),
        (3, "All"),
    ]
    assert values["rules"] == ["The lowest statement counts.", "Say where it does not apply."]
    assert (values["version"], values["status"], values["code"]) == ("1.0", "current", None)


def test_parts_come_in_the_order_of_their_numbers(standard, refresh) -> None:
    for code in ("10", "2", "1"):
        DimensionFactory(code=code, title=f"Part {code}")
    DimensionFactory(code="3", title="Draft", live=False)
    refresh()
    assert parts(standard) == [("1", "Part 1"), ("2", "Part 2"), ("10", "Part 10")]
    assert faults() == []


def test_the_standard_follows_its_parts(standard, refresh) -> None:
    part = DimensionFactory(code="1", title="Early title")
    refresh()
    part.code, part.title = "2", "Late title"
    part.save_revision().publish()
    refresh()
    assert parts(standard) == [("2", "Late title")]
    part.code = "4"
    part.save_revision().publish()
    refresh()
    assert parts(standard) == [("4", "Late title")]
    part.unpublish()
    refresh()
    assert parts(standard) == []
    assert faults() == []


def test_parts_follow_the_status_of_their_standard(standard, refresh) -> None:
    part = DimensionFactory()
    StandardIndexFactory(title="The new standard", version="2.0")
    refresh()
    assert document(part)["status"] == "superseded"
    assert faults() == []


def test_a_part_has_the_statements_of_its_number_and_version(standard) -> None:
    IndicatorFactory(code="1.2", title="Second", evidence_examples="Notes\n\nA poster\n", quick_win="Ask.")
    IndicatorFactory(code="1.1", title="First")
    IndicatorFactory(code="10.1", title="Of another part")
    IndicatorFactory(code="1.1", version="2.0", title="Of another version")
    part = DimensionFactory(code="1")
    values = document(part)
    assert [(one["code"], one["title"]) for one in values["statements"]] == [
        ("1.1", "First"),
        ("1.2", "Second"),
    ]
    assert values["statements"][1] == {
        "code": "1.2",
        "title": "Second",
        "levels": ["Not yet.", "Sometimes.", "Mostly.", "Always."],
        "evidence_examples": ["Notes", "A poster"],
        "quick_win": "Ask.",
        "for_parents": "",
    }
    assert [one["code"] for one in values["indicators"]] == ["1.1", "1.2"]


def test_statement_ten_comes_after_nine(standard) -> None:
    for code in ("1.10", "1.9"):
        IndicatorFactory(code=code)
    part = DimensionFactory(code="1")
    assert [one["code"] for one in document(part)["statements"]] == ["1.9", "1.10"]
    assert [one["code"] for one in document(part)["indicators"]] == ["1.9", "1.10"]


def test_a_part_follows_new_changed_and_deleted_statements(standard, refresh) -> None:
    part = DimensionFactory(code="1")
    statement = IndicatorFactory(code="1.1", title="Early words")
    refresh()
    assert [one["title"] for one in document(part)["statements"]] == ["Early words"]
    statement.title = "Late words"
    statement.save()
    refresh()
    assert [one["title"] for one in document(part)["statements"]] == ["Late words"]
    statement.code = "2.1"
    statement.save()
    refresh()
    assert document(part)["statements"] == []
    Indicator.objects.all().delete()
    refresh()
    assert faults() == []


def test_a_part_follows_the_examples_and_toolkits_that_carry_its_statements(standard, refresh) -> None:
    statement, other = IndicatorFactory(code="1.1"), IndicatorFactory(code="2.1")
    part = DimensionFactory(code="1")
    example = PracticeExampleFactory(title="B example", indicators=[statement])
    toolkit = ToolkitFactory(title="A toolkit", indicators=[statement, other])
    PracticeExampleFactory(title="Hidden example", indicators=[statement], live=False)
    refresh()
    assert [one["title"] for one in document(part)["examples"]] == ["B example"]
    assert [one["path"] for one in document(part)["toolkits"]] == [toolkit.content_path]

    example.title = "A new title"
    example.save_revision().publish()
    refresh()
    assert [one["title"] for one in document(part)["examples"]] == ["A new title"]

    toolkit.indicators = [other]
    toolkit.save_revision().publish()
    refresh()
    assert document(part)["toolkits"] == []

    example.unpublish()
    refresh()
    assert document(part)["examples"] == []
    assert faults() == []


def test_an_example_of_other_statements_leaves_a_part_alone(standard, refresh) -> None:
    IndicatorFactory(code="1.1")
    part = DimensionFactory(code="1")
    refresh()
    PracticeExampleFactory(indicators=[IndicatorFactory(code="2.1")])
    refresh()
    assert stale_paths() == []
    assert log_of(part.content_id) == ["published"]


def test_two_examples_of_one_title_keep_their_order(standard, refresh) -> None:
    statement = IndicatorFactory(code="1.1")
    part = DimensionFactory(code="1")
    for slug in ("one", "two", "three"):
        PracticeExampleFactory(title="The same", slug=slug, indicators=[statement])
    refresh()
    ids = [one["id"] for one in document(part)["examples"]]
    assert ids == sorted(ids)
    item = stored(part)
    assert item is not None
    assert item.stale_since is None
