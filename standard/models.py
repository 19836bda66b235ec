"""The involvement standard: one index page per version, one page per dimension."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from cms.content import schemas
from cms.content.builder import DocumentBuilder, by_code
from cms.content.models import ContentItem
from cms.content.rich_text import FEATURES
from cms.content.tree import PageTree
from cms.indicators import CURRENT_VERSION, Indicator
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
from standard.register.models import (  # noqa: F401
    Application,
    ApplicationStep,
    RegisterEntry,
    RegisterIndexPage,
)
from standard.schemas import (
    DimensionCard,
    DimensionDocument,
    DimensionSummary,
    IndicatorDetail,
    Level,
    StandardCard,
    StandardDocument,
)

# A dimension carries its standard as a facet, so that the standard is built again when one comes or goes.
PART_OF = "part_of"
# A standard and its dimensions are found by their version.
VERSION = "version"


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
        FieldPanel("version", help_text="Such as 1.0; the next one would be 1.1, or 2.0 where much is new."),
        FieldPanel(
            "status",
            help_text="Draft while you write it. The one that is Current is the one that people work with.",
        ),
        FieldPanel("levels", help_text="All four, from the lowest, such as “Not yet”."),
        FieldPanel("rules"),
    ]

    guide_section = "the-standard"
    document_type = "standard"
    card_schema = StandardCard
    document_schema = StandardDocument

    def clean(self) -> None:
        """Refuse what would take away the version that people work with."""
        super().clean()
        before = StandardIndexPage.objects.live().filter(pk=self.pk).first()
        if before is None:
            return
        faults = {}
        if self.version != before.version:
            faults["version"] = (
                f"Version {before.version} is published, and people work with it. "
                "Copy this page with its parts to begin a new version."
            )
        others = StandardIndexPage.objects.live().filter(status="current").exclude(pk=self.pk)
        if before.status == "current" and self.status == "superseded" and not others.exists():
            faults["status"] = (
                "This is the current version. Publish the new one as current: "
                "this one becomes superseded by itself."
            )
        if faults:
            raise ValidationError(faults)

    def build_document(self, build: DocumentBuilder) -> StandardDocument:
        self._check_publishable()
        build.tag(VERSION, self.version)
        if self.status == "current":
            build.tag(CURRENT_VERSION, self.version)
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

    def _check_publishable(self) -> None:
        """Raise ValidationError for a draft version, or one whose number is published already."""
        faults = {}
        if self.status == "draft":
            faults["status"] = (
                "A draft version is not published. Save it as a draft, "
                "or choose Current when people may use it."
            )
        same = StandardIndexPage.objects.live().filter(version=self.version).exclude(pk=self.pk).first()
        if same:
            faults["version"] = f"“{same.title}” is version {self.version} already. Give the next number."
        if faults:
            raise ValidationError(faults)


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
        FieldPanel("code", help_text="The number of the part, such as 5."),
        FieldPanel(
            "why_it_matters",
            help_text="For somebody who doubts it, such as “Families stop "
            "answering when they hear nothing back.”",
        ),
        FieldPanel(
            "guidance", help_text="How a service gets better at it, such as who does what, and by when."
        ),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("why_it_matters"),
        index.SearchField("guidance"),
    ]

    guide_section = "the-standard"
    document_type = "dimension"
    card_schema = DimensionCard
    document_schema = DimensionDocument

    def build_document(self, build: DocumentBuilder) -> DimensionDocument:
        standard = StandardIndexPage.objects.parent_of(self).get()
        build.depends_on(f"item:{standard.translation_key}")
        build.tag(PART_OF, str(standard.translation_key))
        build.shows(self.code)
        build.tag(VERSION, standard.version)
        # A statement that is new, or whose code changes, is not among those of the last time.
        build.depends_on(Indicator.kind)
        indicators = sorted(
            Indicator.objects.filter(version=standard.version, code__startswith=f"{self.code}."), key=by_code
        )
        is_current = standard.status == "current"
        if is_current:
            # A bare code means the current version, so only that one's parts are found by it.
            for indicator in indicators:
                build.tag(Indicator.kind, indicator.code)
                build.depends_on(f"tag:{Indicator.kind}:{indicator.code}")
        references = [schemas.IndicatorReference(code=one.code, title=one.title) for one in indicators]
        return DimensionDocument(
            **self.common_values(build) | {"indicators": references},
            version=standard.version,
            status=standard.status,
            code=self.code,
            why_it_matters=self.why_it_matters,
            guidance=build.html(self.guidance),
            statements=[_detail(indicator) for indicator in indicators],
            examples=_carriers("practice-example", indicators) if is_current else [],
            toolkits=_carriers("toolkit", indicators) if is_current else [],
        )

    def is_public_in(self, tree: PageTree) -> bool:
        """Return whether it and the standard above are public: parts of a draft version wait for it."""
        return super().is_public_in(tree) and tree.is_public(tree.ancestors(self)[-1])

    @classmethod
    def public_sources(cls) -> Iterable[Self]:
        tree = PageTree()
        return (page for page in super().public_sources() if page.is_public_in(tree))


def _detail(indicator: Indicator) -> IndicatorDetail:
    return IndicatorDetail(
        code=indicator.code,
        title=indicator.title,
        levels=[getattr(indicator, f"level_{level}") for level in range(4)],
        evidence_examples=indicator.evidence_list,
        quick_win=indicator.quick_win,
        for_parents=indicator.for_parents,
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
