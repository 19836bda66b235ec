"""Filters of a list stand for the same list in whatever order they were given, and for no other."""

import datetime as dt
from dataclasses import fields
from uuid import UUID

from cms.content.selection import Selection

# A value of each kind of filter that is not the one that stands there by itself.
OTHERS = {
    "ids": frozenset({UUID(int=1)}),
    "types": frozenset({"event"}),
    "facets": frozenset({("theme", frozenset({"play"}))}),
    "states": frozenset({"open"}),
    "archived": "only",
    "first_day": dt.date(2027, 1, 1),
    "last_day": dt.date(2027, 1, 1),
    "updated_since": dt.datetime(2027, 1, 1, tzinfo=dt.UTC),
}


def with_slugs(*slugs: str) -> Selection:
    return Selection(facets=frozenset({("theme", frozenset(slugs)), ("area", frozenset({"oadby"}))}))


def test_each_filter_makes_another_fingerprint() -> None:
    assert OTHERS.keys() == {field.name for field in fields(Selection)}
    prints = {Selection(**{name: value}).fingerprint() for name, value in OTHERS.items()}  # type: ignore[arg-type]
    assert len(prints | {Selection().fingerprint()}) == len(OTHERS) + 1


def test_the_order_of_values_makes_none() -> None:
    slugs = [f"slug-{number}" for number in range(40)]
    assert with_slugs(*slugs).fingerprint() == with_slugs(*reversed(slugs)).fingerprint()


def test_values_do_not_run_into_each_other() -> None:
    assert with_slugs("a", "b").fingerprint() != with_slugs("a', 'b").fingerprint()
    assert with_slugs("a,b").fingerprint() != with_slugs("a", "b").fingerprint()
