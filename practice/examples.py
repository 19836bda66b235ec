"""Practice examples: what a service tried with families, and what came of it."""

from __future__ import annotations

from typing import ClassVar, Literal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Prefetch
from modelcluster.fields import ParentalKey
from pydantic import Field
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable
from wagtail.search import index

from cms.classified_pages import ClassifiedPage
from cms.contacts import ContactFields
from cms.content import schemas
from cms.content.builder import DocumentBuilder
from cms.content.rich_text import FEATURES
from cms.content.tree import SHOWN
from cms.index_pages import IndexPage
from cms.resources import Resource, ResourcesBlock, public_resources
from practice.toolkits import ToolkitPage

SECTIONS = ["problem", "what_we_did", "what_families_said", "what_changed", "what_we_learned"]


# By part of the story, the help that its model does not give.
STORY = {
    "problem": "",
    "what_we_did": "Step by step, such as “We rang 40 families, at the times that they had asked for.”",
    "what_families_said": "In their words, without names, such as “Nobody told us that we could ask.”",
    "what_changed": "What is different now, such as “The form has two pages instead of eleven.”",
    "what_we_learned": "",
}


class ExampleSections(schemas.Value):
    """The story, each part as HTML."""

    problem: str = Field(description="What was wrong, or what was to be found out.")
    what_we_did: str = Field(description="How parents and carers were involved.")
    what_families_said: str = Field(description="What came of it, in their words.")
    what_changed: str = Field(description="What is different now.")
    what_we_learned: str = Field(description="What others can take from it.")


class KeyFigure(schemas.Value):
    """A number that tells the story."""

    label: str
    value: str


class PracticeExampleCard(schemas.Card):
    """What a service tried with families."""

    type: Literal["practice-example"]
    year: int = Field(description="The year in which it was done.")


class PracticeExampleDocument(PracticeExampleCard, schemas.Document):
    """What a service tried with families, what they said and what changed."""

    structured_as: ClassVar[str] = "Article"

    sections: ExampleSections
    key_figures: list[KeyFigure]
    cost_note: str = Field(description="What it cost, in words.")
    resources: list[Resource]
    related_toolkits: list[schemas.Related]
    contact: schemas.Contact | None = Field(description="Only if an editor has marked it public.")


class PracticeIndexPage(IndexPage):
    """Lists the practice examples."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["practice.PracticeExamplePage"]
    max_count = 1
    content_query = "/api/v1/content?type=practice-example"


class KeyFigureBlock(blocks.StructBlock):
    """A number with what it counts."""

    label = blocks.CharBlock(max_length=120)
    value = blocks.CharBlock(max_length=80)

    class Meta:
        icon = "pick"
        description = "A number with what it counts."
        preview_value = {"label": "Families who came", "value": "48"}


class KeyFiguresBlock(blocks.StreamBlock):
    """The numbers of an example."""

    figure = KeyFigureBlock()


class PracticeExamplePage(ContactFields, ClassifiedPage):
    """A service's account of involving families, in five parts."""

    parent_page_types = ["practice.PracticeIndexPage"]
    subpage_types: list[str] = []

    year = models.PositiveSmallIntegerField(
        null=True,
        validators=[MinValueValidator(1990), MaxValueValidator(2100)],
        help_text="When it was done.",
    )
    problem = RichTextField(features=FEATURES, help_text="What was wrong, and for whom?")
    what_we_did = RichTextField(features=FEATURES)
    what_families_said = RichTextField(features=FEATURES)
    what_changed = RichTextField(features=FEATURES)
    what_we_learned = RichTextField(features=FEATURES, help_text="What would you do differently?")
    key_figures = StreamField(KeyFiguresBlock(), blank=True, max_num=6)
    cost_note = models.CharField(
        max_length=250, blank=True, help_text="Such as “£640 for fares and printing.”"
    )
    resources = StreamField(ResourcesBlock(), blank=True)

    content_panels = [
        *ClassifiedPage.content_panels,
        FieldPanel("year"),
        MultiFieldPanel(
            [FieldPanel(section, help_text=words) for section, words in STORY.items()], heading="The story"
        ),
        FieldPanel("key_figures", help_text="Such as “48” with “Families who came”. Six at most."),
        FieldPanel("cost_note"),
        FieldPanel("resources", help_text="What others can use, such as your form or your poster."),
        InlinePanel(
            "related_toolkits",
            label="Related toolkit",
            help_text="Toolkits of the hub that you used, such as a checklist for meetings.",
        ),
        ContactFields.contact_panel,
        *ClassifiedPage.classification_panels,
    ]
    search_fields = [*ClassifiedPage.search_fields, *(index.SearchField(section) for section in SECTIONS)]

    # It tells what happened; the contact and the links are what ages.
    review_months = 24
    guide_section = "kinds-of-page"
    document_type = "practice-example"
    card_schema = PracticeExampleCard
    document_schema = PracticeExampleDocument
    prefetch_for_document = [
        *ClassifiedPage.prefetch_for_document,
        "related_toolkits",
        Prefetch("related_toolkits__toolkit", ToolkitPage.objects.only(*SHOWN)),
    ]

    def build_document(self, build: DocumentBuilder) -> PracticeExampleDocument:
        return PracticeExampleDocument(
            **self.common_values(build),
            year=self.year,
            sections=ExampleSections(**{section: build.html(getattr(self, section)) for section in SECTIONS}),
            key_figures=[KeyFigure(**figure.value) for figure in self.key_figures],
            cost_note=self.cost_note,
            resources=public_resources(self.resources, build),
            related_toolkits=build.related_all(link.toolkit for link in self.related_toolkits.all()),
            contact=self.public_contact(),
        )


class RelatedToolkit(Orderable):
    """A toolkit that an example used or led to."""

    page = ParentalKey(PracticeExamplePage, on_delete=models.CASCADE, related_name="related_toolkits")
    toolkit = models.ForeignKey("practice.ToolkitPage", on_delete=models.CASCADE, related_name="+")

    panels = [PageChooserPanel("toolkit")]

    class Meta(Orderable.Meta):
        pass
