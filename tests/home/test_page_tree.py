"""Where pages may stand."""

from __future__ import annotations

import pytest

from events.models import (
    ArchiveIndexPage,
    ConsultationIndexPage,
    ConsultationPage,
    EventIndexPage,
    EventPage,
)
from home.models import HomePage, InformationPage, ServicesIndexPage
from practice.models import PracticeExamplePage, PracticeIndexPage, ToolkitIndexPage, ToolkitPage
from standard.models import DimensionPage, StandardIndexPage
from standard.register.models import RegisterIndexPage

INDEXES = {
    ArchiveIndexPage,
    ConsultationIndexPage,
    EventIndexPage,
    PracticeIndexPage,
    RegisterIndexPage,
    ServicesIndexPage,
    StandardIndexPage,
    ToolkitIndexPage,
}
ALLOWED = {
    HomePage: {*INDEXES, InformationPage},
    InformationPage: {InformationPage},
    ArchiveIndexPage: set(),
    ConsultationIndexPage: {ConsultationPage},
    ConsultationPage: set(),
    EventIndexPage: {EventPage},
    EventPage: set(),
    PracticeIndexPage: {PracticeExamplePage},
    PracticeExamplePage: set(),
    RegisterIndexPage: set(),
    ServicesIndexPage: set(),
    StandardIndexPage: {DimensionPage},
    DimensionPage: set(),
    ToolkitIndexPage: {ToolkitPage},
    ToolkitPage: set(),
}


@pytest.mark.parametrize("model", ALLOWED, ids=lambda model: model.__name__)
def test_what_may_stand_below(model) -> None:
    assert set(model.creatable_subpage_models()) == ALLOWED[model]


def test_there_is_one_home_page_and_it_stands_at_the_top(site) -> None:
    assert not HomePage.can_create_at(site.get_parent())
    assert HomePage.allowed_parent_page_models() == [type(site.get_parent())]


@pytest.mark.parametrize(
    "model", sorted(INDEXES - {StandardIndexPage}, key=str), ids=lambda model: model.__name__
)
def test_there_is_one_of_each_listing_page(site, model) -> None:
    assert model.can_create_at(site)
    site.add_child(instance=model(title="Listing", slug="listing", summary="."))
    assert not model.can_create_at(site)
