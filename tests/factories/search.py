from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from search.models import SynonymRule


class SynonymRuleFactory(DjangoModelFactory):
    words = factory.Sequence(lambda number: f"word {number}\nother {number}")

    class Meta:
        model = SynonymRule
