"""Listing pages: an introduction, and the query that fills the list."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from cms.blocks import BodyBlock
from cms.content import schemas
from cms.content.builder import DocumentBuilder
from cms.documents import BodyDocument
from cms.pages import BasePage


class IndexCard(schemas.Card):
    """A listing page."""

    type: Literal["index"]


class IndexDocument(IndexCard, BodyDocument):
    """A listing page: its introduction and the query that fills it."""

    structured_as: ClassVar[str] = "CollectionPage"

    content_query: str = Field(
        description="The list of what stands below it.", examples=["/api/v1/content?type=event"]
    )


class IndexPage(BasePage):
    """A page that lists what one query finds."""

    document_type = "index"
    card_schema = IndexCard
    document_schema = IndexDocument
    content_query: ClassVar[str]

    body = StreamField(BodyBlock(), blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel(
            "body",
            help_text="What stands above the list, such as who may come. The list itself makes itself.",
        ),
    ]

    class Meta:
        abstract = True

    def build_document(self, build: DocumentBuilder) -> IndexDocument:
        return IndexDocument(
            **self.common_values(build), body=build.blocks(self.body), content_query=self.content_query
        )
