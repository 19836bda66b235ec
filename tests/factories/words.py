from __future__ import annotations

import factory
from django.utils.text import slugify
from factory.django import DjangoModelFactory

from cms.indicators import Indicator
from cms.organisations import Organisation
from cms.taxonomies import AgeRange, Area, Audience, InvolvementLevel, Theme
from tests.factories.pages import home_page


class WordFactory(DjangoModelFactory):
    slug = factory.LazyAttribute(lambda word: slugify(word.name))

    class Meta:
        abstract = True


class AudienceFactory(WordFactory):
    name = factory.Sequence(lambda number: f"Audience {number}")

    class Meta:
        model = Audience


class ThemeFactory(WordFactory):
    name = factory.Sequence(lambda number: f"Theme {number}")

    class Meta:
        model = Theme


class AreaFactory(WordFactory):
    name = factory.Sequence(lambda number: f"Area {number}")

    class Meta:
        model = Area


class AgeRangeFactory(WordFactory):
    name = factory.Sequence(lambda number: f"Age range {number}")

    class Meta:
        model = AgeRange


class InvolvementLevelFactory(WordFactory):
    name = factory.Sequence(lambda number: f"Level {number}")

    class Meta:
        model = InvolvementLevel


class OrganisationFactory(WordFactory):
    """A team; saved means published, so it needs the site."""

    name = factory.Sequence(lambda number: f"Team {number}")
    organisation_kind = "council"
    description = "What the team does."

    class Meta:
        model = Organisation

    @classmethod
    def _create(cls, model_class: type[Organisation], *args: object, **kwargs: object) -> Organisation:
        home_page()
        organisation: Organisation = super()._create(model_class, *args, **kwargs)
        return organisation


class IndicatorFactory(DjangoModelFactory):
    version = "1.0"
    code = factory.Sequence(lambda number: f"{number // 9 % 99 + 1}.{number % 9 + 1}")
    title = factory.Sequence(lambda number: f"Families are asked early {number}")
    level_0 = "Not yet."
    level_1 = "Sometimes."
    level_2 = "Mostly."
    level_3 = "Always."

    class Meta:
        model = Indicator
