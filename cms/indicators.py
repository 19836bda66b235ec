"""The statements of the involvement standard, which examples and toolkits carry too."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, Q
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from cms.content.models import ContentTag

# The public standard that is current carries its version as this facet.
CURRENT_VERSION = "current_version"


LEVEL_HELP = "What somebody sees who visits, such as “We ask some families before we decide.”"


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    def current(self) -> IndicatorQuerySet:
        """Return the statements of the current version of the standard; of every version while none is."""
        versions = ContentTag.objects.filter(kind=CURRENT_VERSION)
        return self.filter(Q(version__in=versions.values("slug")) | ~Exists(versions))


class Indicator(index.Indexed, models.Model):
    """One statement of one version of the standard, with what each of its four levels looks like."""

    kind = "indicator"

    version = models.CharField(max_length=10, default="1.0")
    code = models.CharField(
        max_length=6,
        validators=[
            RegexValidator(r"^[1-9]\d?\.[1-9]\d?$", "A code is the part and the statement, such as 5.2.")
        ],
    )
    title = models.CharField("statement", max_length=200)
    level_0 = models.TextField("0, not yet")
    level_1 = models.TextField("1, starting")
    level_2 = models.TextField("2, working")
    level_3 = models.TextField("3, how we always do it")
    evidence_examples = models.TextField(blank=True, help_text="One on each line.")
    quick_win = models.TextField(blank=True)
    for_parents = models.CharField(
        "as parents are asked",
        max_length=200,
        blank=True,
        help_text="The statement in everyday words, such as: “They ask us while things can still change.”",
    )

    panels = [
        FieldPanel("version", help_text="Of the standard that it belongs to, such as 1.0."),
        FieldPanel("code", help_text="The part and the statement, such as 5.2."),
        FieldPanel(
            "title",
            help_text="One sentence that a service can say of itself, such as “We "
            "ask while things can still change.”",
        ),
        MultiFieldPanel(
            [FieldPanel(f"level_{level}", help_text=LEVEL_HELP) for level in range(4)],
            heading="What each level looks like",
        ),
        FieldPanel("evidence_examples"),
        FieldPanel(
            "quick_win",
            help_text="One thing that a service can do this month, such as “Put the "
            "date of the decision on the form.”",
        ),
        FieldPanel("for_parents"),
    ]
    search_fields = [index.SearchField("title"), index.AutocompleteField("title"), index.SearchField("code")]

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        ordering = ["version", "code"]
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="indicator_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def slug(self) -> str:
        """Return what stands for it in filters: the bare code."""
        return self.code

    @property
    def evidence_list(self) -> list[str]:
        """Return the evidence examples, without empty lines."""
        return [line.strip() for line in self.evidence_examples.splitlines() if line.strip()]

    @property
    def content_key(self) -> str:
        """Return the key that documents built from it depend on."""
        return f"indicator:{self.code}"
