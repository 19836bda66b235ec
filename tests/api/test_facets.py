from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from cms.taxonomies import Area, Theme
from tests.api.conftest import Clock, Get, stored
from tests.factories import (
    AreaFactory,
    AudienceFactory,
    EventFactory,
    HomeFactory,
    IndicatorFactory,
    InvolvementLevelFactory,
    OrganisationFactory,
    ThemeFactory,
    ToolkitFactory,
)

Items = Callable[..., list[str]]


@pytest.fixture(scope="module")
def stored_facets(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with stored(django_db_blocker, make_facets):
        yield


@pytest.fixture
def facets(clock: Clock, stored_facets: None, db: None) -> None:
    """Have toolkits and events that differ by one facet each."""


def make_facets() -> None:
    HomeFactory(title="Have a say")
    county = AreaFactory(name="Countywide", covers_all=True)
    for name in ["Oadby", "Blaby"]:
        ToolkitFactory(title=f"In {name}", areas=[AreaFactory(name=name)])
    ToolkitFactory(title="In all", areas=[county])
    ToolkitFactory(
        title="Noise", themes=[ThemeFactory(name="Noise")], audiences=[AudienceFactory(name="Dads")]
    )
    ToolkitFactory(title="Noise only", themes=[Theme.objects.get()])
    ToolkitFactory(title="Five", indicators=[IndicatorFactory(code="5.2"), IndicatorFactory(code="5.3")])
    ToolkitFactory(title="Asked", involvement_level=InvolvementLevelFactory(name="Asked"))
    ToolkitFactory(title="Of team", organisations=[OrganisationFactory(name="Team")])
    EventFactory(title="By phone", attendance="phone", childcare="yes")
    EventFactory(title="Online", attendance="online", childcare="on_request")
    EventFactory(title="Here", childcare="not_needed", step_free="yes")


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("area=oadby", {"In Oadby", "In all"}),
        ("area=oadby&area=blaby", {"In Oadby", "In Blaby", "In all"}),
        ("area=countywide", {"In all"}),
        ("theme=noise", {"Noise", "Noise only"}),
        ("theme=noise&audience=dads", {"Noise"}),
        ("theme=noise&area=oadby", set()),
        ("indicator=5.2", {"Five"}),
        ("indicator=5.2&indicator=5.3", {"Five"}),
        ("level=asked", {"Asked"}),
        ("organisation=team", {"Team", "Of team"}),
        ("organisation=team&type=toolkit", {"Of team"}),
        ("attendance=phone&attendance=online", {"By phone", "Online"}),
        ("provision=childcare", {"By phone", "Online"}),
        ("provision=childcare&provision=step_free", {"By phone", "Online", "Here"}),
        ("provision=childcare&attendance=online", {"Online"}),
        ("type=home&type=organisation", {"Have a say", "Team"}),
    ],
)
def test_values_widen_and_kinds_narrow(get: Get, facets: None, query: str, titles: set[str]):
    found = get(f"/content?{query}&limit=100").json()
    assert {item["title"] for item in found["items"]} == titles
    assert found["total"] == len(titles)


def test_an_area_that_comes_to_cover_all_is_found_under_each(items: Items, facets: None, clock: Clock):
    assert "In Blaby" not in items(area="oadby")
    blaby = Area.objects.get(slug="blaby")
    blaby.covers_all = True
    blaby.save()
    clock.shift(61)
    assert "In Blaby" in items(area="oadby")
