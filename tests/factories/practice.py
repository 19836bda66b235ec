from __future__ import annotations

import factory

from practice.models import PracticeExamplePage, PracticeIndexPage, ToolkitIndexPage, ToolkitPage
from tests.factories.pages import HubPageFactory, the_only


class PracticeIndexFactory(HubPageFactory):
    title = "Practice examples"
    slug = "examples"

    class Meta:
        model = PracticeIndexPage


class PracticeExampleFactory(HubPageFactory):
    title = factory.Sequence(lambda number: f"A parents' panel {number}")
    parent = factory.LazyFunction(lambda: the_only(PracticeIndexPage, PracticeIndexFactory))
    year = 2025
    problem = "<p>Nobody came.</p>"
    what_we_did = "<p>We asked at the gate.</p>"
    what_families_said = "<p>“At last.”</p>"
    what_changed = "<p>The times.</p>"
    what_we_learned = "<p>Ask first.</p>"

    class Meta:
        model = PracticeExamplePage


class ToolkitIndexFactory(HubPageFactory):
    title = "Toolkits"

    class Meta:
        model = ToolkitIndexPage


class ToolkitFactory(HubPageFactory):
    title = factory.Sequence(lambda number: f"A checklist {number}")
    parent = factory.LazyFunction(lambda: the_only(ToolkitIndexPage, ToolkitIndexFactory))

    class Meta:
        model = ToolkitPage
