"""Files that nobody meant to send: whatever they hold, the answer is rows or a refusal in words."""

from __future__ import annotations

import datetime as dt
import json
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.importing.files import SourceFile
from cms.importing.plan import Import
from cms.importing.registry import importer_for, importers
from cms.importing.rows import Choices, FileRefused
from tests.importing.bringing import FIXTURES

NOW = dt.datetime(2026, 9, 1, tzinfo=dt.UTC)
SEEDS = [file.read_bytes() for file in sorted(FIXTURES.iterdir())]
QUICK = settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """Return a good file of which pieces are cut, doubled or replaced."""
    seeds = SEEDS + [one.template.encode() for one in importers() if one.template]
    content = bytearray(draw(st.sampled_from(seeds)))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(content)))
        end = min(len(content), start + draw(st.integers(0, 30)))
        piece = draw(
            st.one_of(
                st.binary(max_size=8),
                st.sampled_from(
                    [
                        b"\n",
                        b"9999",
                        b"-1",
                        b"Z",
                        b"T",
                        b"{",
                        b'"',
                        b"<p>",
                        b"20271031T013000",
                        b":",
                        b";",
                        b"=",
                    ]
                ),
                st.just(bytes(content[start:end]) * 2),
            )
        )
        content[start:end] = piece
    return bytes(content)


def read(content: bytes, name: str | None = None) -> list[str]:
    """Return what a preview says of a file; a refusal of the whole file is its only line."""
    file = SourceFile.of_bytes("any", content)
    choices = Choices(NOW, ZoneInfo("Europe/London"))
    try:
        file.check()
        chosen = [one for one in importers() if one.name == name] if name else [importer_for(file, choices)]
        outcomes = list(Import(file, chosen[0], choices, "Any").preview())
    except FileRefused as refused:
        return [str(refused)]
    assert all(one.where for one in outcomes)
    assert all(one.why for one in outcomes if one.action == "refused")
    return [one.where for one in outcomes]


@QUICK
@given(content=mutated())
def test_a_damaged_file_is_read_or_refused(parents, content) -> None:
    assert all(read(content))


@QUICK
@given(content=st.one_of(st.binary(max_size=400), st.text(max_size=400).map(str.encode)))
@pytest.mark.parametrize("name", ["calendar", "events", "gov-uk-consultations", "gov-uk-case-studies"])
def test_noise_is_refused_whoever_is_asked_to_read_it(parents, content, name) -> None:
    assert all(read(content, name))


@QUICK
@given(
    body=st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=20),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    ),
    field=st.sampled_from(
        [
            "body",
            "opening_date",
            "closing_date",
            "ways_to_respond",
            "attachments",
            "documents",
            "final_outcome_detail",
        ]
    ),
)
def test_any_value_in_an_item_is_read_or_refused(parents, body, field) -> None:
    item = json.loads((FIXTURES / "consultation_outcome.json").read_text())
    item["details"][field] = body
    assert len(read(json.dumps(item).encode())) == 1


def test_deep_nesting_and_long_texts_are_refused(parents) -> None:
    deep = b"id,title,first day,description\n1,A,2027-03-02," + b"<ul><li>" * 5000 + b"\n"
    assert read(deep) == ["line 2"]
    nested = b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\n" * 50_000
    assert "more than 10 deep" in read(nested)[0]
