"""Toolkits and collections of useful sites."""

from __future__ import annotations

from typing import ClassVar, Literal

from django.db import models
from pydantic import Field
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from cms.blocks import BodyBlock
from cms.classified_pages import ClassifiedPage
from cms.content import schemas
from cms.content.builder import DocumentBuilder
from cms.documents import BodyDocument
from cms.index_pages import IndexPage
from cms.resources import Resource, ResourcesBlock, public_resources


class ToolkitCard(schemas.Card):
    """Something ready to use, or a collection of useful sites."""

    type: Literal["toolkit"]
    collection: bool = Field(description="A collection of useful sites rather than a tool.")
    time_needed: str = Field(description="How long it takes, in words.", examples=["20 minutes"])
    cost: str = Field(description="What it costs, in words.", examples=["Free"])


class ToolkitDocument(ToolkitCard, BodyDocument):
    """A toolkit with its resources."""

    structured_as: ClassVar[str] = "CreativeWork"

    resources: list[Resource]


class ToolkitIndexPage(IndexPage):
    """Lists the toolkits."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["practice.ToolkitPage"]
    max_count = 1
    content_query = "/api/v1/content?type=toolkit"


class ToolkitPage(ClassifiedPage):
    """A checklist, form or guide that a service can use today, or a list of useful sites."""

    parent_page_types = ["practice.ToolkitIndexPage"]
    subpage_types: list[str] = []

    collection = models.BooleanField(
        "collection of useful sites", default=False, help_text="It lists other websites rather than a tool."
    )
    body = StreamField(BodyBlock(), blank=True)
    time_needed = models.CharField(max_length=100, blank=True, help_text="Such as “20 minutes”.")
    cost = models.CharField(max_length=150, blank=True, help_text="Such as “Free”.")
    resources = StreamField(ResourcesBlock(), blank=True)

    content_panels = [
        *ClassifiedPage.content_panels,
        FieldPanel("collection"),
        FieldPanel(
            "body",
            help_text="The page itself, piece by piece, such as a heading, a text and a list of steps.",
        ),
        FieldPanel("time_needed"),
        FieldPanel("cost"),
        FieldPanel("resources", help_text="The files and websites themselves, such as a checklist to print."),
        *ClassifiedPage.classification_panels,
    ]
    search_fields = [*ClassifiedPage.search_fields, index.SearchField("body")]

    # It is mostly links to what others keep.
    review_months = 6
    guide_section = "kinds-of-page"
    document_type = "toolkit"
    card_schema = ToolkitCard
    document_schema = ToolkitDocument

    def build_document(self, build: DocumentBuilder) -> ToolkitDocument:
        return ToolkitDocument(
            **self.common_values(build),
            collection=self.collection,
            time_needed=self.time_needed,
            cost=self.cost,
            body=build.blocks(self.body),
            resources=public_resources(self.resources, build),
        )
