"""The words by which content is found; their slugs are part of addresses and never change once used."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from cms.content.models import ContentTag

slug_validator = RegexValidator(
    r"^[a-z0-9]+(-[a-z0-9]+)*$", "Use small letters, digits and single hyphens, such as short-breaks."
)


class Taxonomy(index.Indexed, models.Model):
    """A list of words that editors choose from."""

    kind: str

    name = models.CharField(max_length=100, unique=True)
    slug = models.CharField(
        max_length=100,
        unique=True,
        validators=[slug_validator],
        help_text="Stands in web addresses. It can not be changed once content uses it.",
    )
    description = models.TextField(blank=True, help_text="One sentence that helps people to choose.")
    position = models.PositiveSmallIntegerField(default=0, help_text="Smaller numbers come first.")

    panels = [FieldPanel("name"), FieldPanel("slug"), FieldPanel("description"), FieldPanel("position")]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("description"),
    ]

    class Meta:
        abstract = True
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        before = type(self)._default_manager.filter(pk=self.pk).first()
        if before and before.slug != self.slug and before.is_used():
            raise ValidationError(
                {"slug": f"Content uses “{before.slug}” already, in addresses that people kept."}
            )

    @property
    def content_key(self) -> str:
        """Return the key that documents built from it depend on."""
        return f"{self.kind}:{self.slug}"

    def is_used(self) -> bool:
        """Return whether any page, draft or live, carries this word."""
        if ContentTag.objects.filter(kind=self.kind, slug=self.slug).exists():
            return True
        return any(
            relation.related_model._default_manager.filter(**{relation.field.name: self.pk}).exists()
            for relation in self._meta.related_objects
        )


class Audience(Taxonomy):
    """Whom something is for, such as young parents."""

    kind = "audience"


class Theme(Taxonomy):
    """What something is about, such as short breaks."""

    kind = "theme"


class Area(Taxonomy):
    """A district or borough, with its towns and villages."""

    kind = "area"

    places = models.TextField(blank=True, help_text="Towns and villages, one on each line.")
    covers_all = models.BooleanField(
        "covers every area", default=False, help_text="Content marked so is found under every area."
    )

    panels = [*Taxonomy.panels, FieldPanel("places"), FieldPanel("covers_all")]

    @property
    def place_names(self) -> list[str]:
        """Return the towns and villages, without empty lines."""
        return [place.strip() for place in self.places.splitlines() if place.strip()]


class AgeRange(Taxonomy):
    """How old the children are."""

    kind = "age_range"


class InvolvementLevel(Taxonomy):
    """How far families can decide, from told to deciding together."""

    kind = "level"


TAXONOMIES: list[type[Taxonomy]] = [Audience, Theme, Area, AgeRange, InvolvementLevel]
