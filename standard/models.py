"""The involvement standard: one index page per version, one page per dimension."""

from __future__ import annotations

from typing import Literal

from django.core.validators import RegexValidator
from django.db import models
from pydantic import Field
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from cms.content import schemas
from cms.content.builder import DocumentBuilder, by_code
from cms.content.models import ContentItem
from cms.content.rich_text import FEATURES
from cms.indicators import Indicator
from cms.pages import BasePage
from standard.assessments.models import (  # noqa: F401
    Action,
    Answer,
    Assessment,
    EarlierAnswer,
    Evidence,
    EvidenceFile,
    Link,
    RateCount,
)
from standard.parents.models import ParentsLink, ParentsTrace, ParentsView  # noqa: F401

VersionStatus = Literal["draft", "current", "superseded"]
# A dimension carries its standard as a facet, so that the standard is built again when one comes or goes.
PART_OF = "part_of"


class Level(schemas.Value):
    """One of the four levels that a statement can reach."""

    level: int
    name: str
    description: str


class IndicatorDetail(schemas.Value):
    """A statement with what each level looks like."""

    code: str
    title: str
    levels: list[str] = Field(description="Four descriptions, from level 0 to level 3.")
    evidence_examples: list[str]
    quick_win: str


class DimensionSummary(schemas.Value):
    """A dimension, named so that it can be linked."""

    code: str
    title: str
    path: str


class StandardCard(schemas.Card):
    """A version of the involvement standard."""

    type: Literal["standard"]
    version: str
    status: VersionStatus
    code: None = Field(description="Only dimensions have a code.")


class StandardDocument(StandardCard, schemas.Document):
    """A version of the involvement standard: its levels, its rules and its dimensions."""

    levels: list[Level]
    rules: list[str]
    dimensions: list[DimensionSummary]


class DimensionCard(schemas.Card):
    """One part of the involvement standard."""

    type: Literal["dimension"]
    version: str
    status: VersionStatus
    code: str


class DimensionDocument(DimensionCard, schemas.Document):
    """One part of the standard: why it matters, its statements, and who shows how it is done."""

    why_it_matters: str
    guidance: str
    statements: list[IndicatorDetail]
    examples: list[schemas.Related]
    toolkits: list[schemas.Related]


class LevelBlock(blocks.StructBlock):
    """One of the four levels."""

    name = blocks.CharBlock(max_length=60)
    description = blocks.CharBlock(max_length=250)

    class Meta:
        icon = "order"
        description = "A level of the standard: its name, and what it means."
        preview_value = {"name": "Starting", "description": "We do it now and then."}


class LevelsBlock(blocks.StreamBlock):
    """The levels, from the lowest."""

    level = LevelBlock()


class StandardIndexPage(BasePage):
    """One version of the standard."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["standard.DimensionPage"]

    version = models.CharField(
        max_length=10, validators=[RegexValidator(r"^\d+\.\d+$", "A version is such as 1.0.")]
    )
    status = models.CharField(
        max_length=12,
        choices=[("draft", "Draft"), ("current", "Current"), ("superseded", "Superseded")],
        default="draft",
    )
    levels = StreamField(LevelsBlock(), blank=True, min_num=4, max_num=4)
    rules = models.TextField(blank=True, help_text="How levels are counted, one rule on each line.")

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("version"),
        FieldPanel("status"),
        FieldPanel("levels"),
        FieldPanel("rules"),
    ]

    document_type = "standard"
    card_schema = StandardCard
    document_schema = StandardDocument

    def build_document(self, build: DocumentBuilder) -> StandardDocument:
        dimensions = DimensionPage.objects.child_of(self) if self.pk else DimensionPage.objects.none()
        build.depends_on(f"tag:{PART_OF}:{self.translation_key}")
        summaries = [
            DimensionSummary(code=dimension.code, title=related.title, path=related.path)
            for dimension in dimensions
            if (related := build.related(dimension))
        ]
        build.shows(self.version, self.status)
        return StandardDocument(
            **self.common_values(build),
            version=self.version,
            status=self.status,
            code=None,
            levels=[Level(level=number, **level.value) for number, level in enumerate(self.levels)],
            rules=[rule.strip() for rule in self.rules.splitlines() if rule.strip()],
            dimensions=sorted(summaries, key=lambda summary: int(summary.code)),
        )


class DimensionPage(BasePage):
    """One part of the standard, with guidance; its statements are the indicators of its version."""

    parent_page_types = ["standard.StandardIndexPage"]
    subpage_types: list[str] = []

    code = models.CharField(
        max_length=2, validators=[RegexValidator(r"^[1-9]\d?$", "The number of the part, such as 5.")]
    )
    why_it_matters = models.TextField()
    guidance = RichTextField(features=FEATURES)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("code"),
        FieldPanel("why_it_matters"),
        FieldPanel("guidance"),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("why_it_matters"),
        index.SearchField("guidance"),
    ]

    document_type = "dimension"
    card_schema = DimensionCard
    document_schema = DimensionDocument

    def build_document(self, build: DocumentBuilder) -> DimensionDocument:
        standard = StandardIndexPage.objects.parent_of(self).get()
        build.depends_on(f"item:{standard.translation_key}")
        build.tag(PART_OF, str(standard.translation_key))
        build.shows(self.code)
        # A statement that is new, or whose code changes, is not among those of the last time.
        build.depends_on(Indicator.kind)
        indicators = sorted(
            Indicator.objects.filter(version=standard.version, code__startswith=f"{self.code}."), key=by_code
        )
        for reference in build.indicators(indicators):
            build.depends_on(f"tag:indicator:{reference.code}")
        return DimensionDocument(
            **self.common_values(build) | {"indicators": build.indicators(indicators)},
            version=standard.version,
            status=standard.status,
            code=self.code,
            why_it_matters=self.why_it_matters,
            guidance=build.html(self.guidance),
            statements=[_detail(indicator) for indicator in indicators],
            examples=_carriers("practice-example", indicators),
            toolkits=_carriers("toolkit", indicators),
        )


def _detail(indicator: Indicator) -> IndicatorDetail:
    return IndicatorDetail(
        code=indicator.code,
        title=indicator.title,
        levels=[getattr(indicator, f"level_{level}") for level in range(4)],
        evidence_examples=indicator.evidence_list,
        quick_win=indicator.quick_win,
    )


def _carriers(type_name: str, indicators: list[Indicator]) -> list[schemas.Related]:
    """Return the public items of a type that carry any of the statements."""
    items = (
        ContentItem.objects.filter(
            type=type_name,
            tags__kind="indicator",
            tags__slug__in=[indicator.code for indicator in indicators],
        )
        .distinct()
        .order_by("title", "id")
        .only("id", "type", "title", "path")
    )
    return [schemas.Related(id=item.id, type=item.type, title=item.title, path=item.path) for item in items]
