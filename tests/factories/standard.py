from __future__ import annotations

import factory

from standard.models import DimensionPage, StandardIndexPage
from tests.factories.pages import HubPageFactory, the_only


class StandardIndexFactory(HubPageFactory):
    title = "The standard"
    version = "1.0"
    status = "current"
    rules = "The lowest statement counts.\nSay where it does not apply."

    class Meta:
        model = StandardIndexPage


class DimensionFactory(HubPageFactory):
    title = factory.Sequence(lambda number: f"Part {number}")
    parent = factory.LazyFunction(lambda: the_only(StandardIndexPage, StandardIndexFactory))
    code = factory.Sequence(lambda number: str(number % 99 + 1))
    why_it_matters = "People notice."
    guidance = "<p>Begin early.</p>"

    class Meta:
        model = DimensionPage
