"""Pages that can be found by whom they are for, what they are about and where."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Prefetch
from django.forms import CheckboxSelectMultiple, RadioSelect
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from cms.content.builder import DocumentBuilder
from cms.indicators import Indicator
from cms.organisations import Organisation
from cms.pages import BasePage
from cms.taxonomies import AgeRange, Area, Audience, Theme

# What a page is found by. Loaded in no order, as documents have one of their own.
FACETS: dict[str, type[models.Model]] = {
    "audiences": Audience,
    "themes": Theme,
    "areas": Area,
    "age_ranges": AgeRange,
    "organisations": Organisation,
    "indicators": Indicator,
}


class ClassifiedPage(BasePage):
    """A page that can be found by whom it is for, what it is about and where."""

    audiences = ParentalManyToManyField("cms.Audience", blank=True)
    themes = ParentalManyToManyField("cms.Theme", blank=True)
    areas = ParentalManyToManyField("cms.Area", blank=True)
    age_ranges = ParentalManyToManyField("cms.AgeRange", blank=True)
    organisations = ParentalManyToManyField("cms.Organisation", blank=True)
    indicators = ParentalManyToManyField("cms.Indicator", blank=True)
    involvement_level = models.ForeignKey(
        "cms.InvolvementLevel", null=True, blank=True, on_delete=models.SET_NULL
    )

    select_for_document = [*BasePage.select_for_document, "involvement_level"]
    prefetch_for_document = [
        *BasePage.prefetch_for_document,
        *(Prefetch(name, model._default_manager.order_by()) for name, model in FACETS.items()),
    ]
    classification_panels = [
        MultiFieldPanel(
            [
                FieldPanel(
                    "audiences",
                    widget=CheckboxSelectMultiple,
                    help_text="Each group that it is meant for, such as young "
                    "parents. People find it by them.",
                ),
                FieldPanel(
                    "themes",
                    widget=CheckboxSelectMultiple,
                    help_text="What it is about, such as short breaks. People narrow lists down by it.",
                ),
                FieldPanel(
                    "areas",
                    widget=CheckboxSelectMultiple,
                    help_text="Where it is, or whom it concerns, such as Harborough.",
                ),
                FieldPanel(
                    "age_ranges",
                    widget=CheckboxSelectMultiple,
                    help_text="How old the children are, such as 5 to 10 years.",
                ),
            ],
            heading="Who it is for, what it is about, where",
        ),
        MultiFieldPanel(
            [
                FieldPanel(
                    "organisations",
                    widget=CheckboxSelectMultiple,
                    help_text="Who runs it, such as the short breaks team.",
                ),
                FieldPanel(
                    "involvement_level",
                    widget=RadioSelect,
                    help_text="How far families can decide, such as being asked, or deciding together.",
                ),
                FieldPanel(
                    "indicators",
                    widget=CheckboxSelectMultiple,
                    help_text="Statements of the standard that it shows or helps with, such as 5.2.",
                ),
            ],
            heading="Whose it is, and the standard",
            classname="collapsed",
        ),
    ]

    class Meta:
        abstract = True

    def classification(self, build: DocumentBuilder) -> dict[str, Any]:
        return {
            "audiences": build.terms(self.audiences.all()),
            "themes": build.terms(self.themes.all()),
            "areas": build.terms(self.areas.all()),
            "age_ranges": build.terms(self.age_ranges.all()),
            "organisations": build.terms(self.organisations.all()),
            "indicators": build.indicators(self.indicators.all()),
            "involvement_level": build.term(self.involvement_level),
        }
