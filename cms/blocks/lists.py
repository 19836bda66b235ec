"""Blocks that hold several of a kind."""

from __future__ import annotations

from typing import Any

from pydantic import Field
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from cms.content import schemas
from cms.content.builder import DocumentBuilder, public_url

SMALL_TEXT = ["bold", "italic", "link", "ul", "ol"]


class TitledText(schemas.Value):
    title: str
    html: str


class TitledTextBlock(blocks.StructBlock):
    """A title with text under it."""

    title = blocks.CharBlock(max_length=160)
    text = blocks.RichTextBlock(features=SMALL_TEXT)


def titled_texts(values: Any, build: DocumentBuilder) -> list[TitledText]:
    return [TitledText(title=value["title"], html=build.html(value["text"].source)) for value in values]


class AccordionValue(schemas.Value):
    items: list[TitledText]


class AccordionBlock(blocks.StructBlock):
    """Questions that open to their answers."""

    value_schema = AccordionValue

    items = blocks.ListBlock(TitledTextBlock(), min_num=1)

    class Meta:
        icon = "list-ul"
        description = "Questions that open to their answers."
        preview_value = {"items": [{"title": "Can I bring my child?", "text": "<p>Yes.</p>"}]}

    def public_value(self, value: Any, build: DocumentBuilder) -> AccordionValue:
        return AccordionValue(items=titled_texts(value["items"], build))


class StepsValue(schemas.Value):
    steps: list[TitledText]


class StepsBlock(blocks.StructBlock):
    """Things to do, in order."""

    value_schema = StepsValue

    steps = blocks.ListBlock(TitledTextBlock(), min_num=2)

    class Meta:
        icon = "list-ol"
        description = "Things to do, in order."
        preview_value = {
            "steps": [
                {"title": "Read", "text": "<p>Read it.</p>"},
                {"title": "Choose", "text": "<p>Choose.</p>"},
            ]
        }

    def public_value(self, value: Any, build: DocumentBuilder) -> StepsValue:
        return StepsValue(steps=titled_texts(value["steps"], build))


class Link(schemas.Value):
    title: str
    url: str
    description: str


class LinkListValue(schemas.Value):
    title: str
    links: list[Link]


class LinkBlock(blocks.StructBlock):
    """A link to a page of the hub or to another website."""

    title = blocks.CharBlock(max_length=160)
    page = blocks.PageChooserBlock(required=False)
    url = blocks.URLBlock(required=False, help_text="Only where it is not a page of the hub.")
    description = blocks.CharBlock(required=False, max_length=250)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if bool(cleaned["page"]) == bool(cleaned["url"]):
            message = blocks.StructBlockValidationError(
                non_block_errors=["Choose a page or give an address: one of the two."]
            )
            raise message
        return cleaned


class LinkListBlock(blocks.StructBlock):
    """Links that belong together."""

    value_schema = LinkListValue

    title = blocks.CharBlock(required=False, max_length=120)
    links = blocks.ListBlock(LinkBlock(), min_num=1)

    class Meta:
        icon = "link"
        description = "Links that belong together."
        preview_value = {
            "title": "Useful sites",
            "links": [
                {"title": "Example", "page": None, "url": "https://www.example.org", "description": ""}
            ],
        }

    def public_value(self, value: Any, build: DocumentBuilder) -> LinkListValue:
        links = []
        for link in value["links"]:
            related = build.related(link["page"])
            url = public_url(related.path) if related else link["url"]
            if url:
                links.append(Link(title=link["title"], url=url, description=link["description"] or ""))
        return LinkListValue(title=value["title"] or "", links=links)


class TableValue(schemas.Value):
    caption: str
    headings: list[str]
    rows: list[list[str]] = Field(description="Plain text, one cell under each heading.")


class TableBlock(TypedTableBlock):
    """Figures or facts in rows under headings."""

    value_schema = TableValue

    def __init__(self, **kwargs: Any) -> None:
        super().__init__([("text", blocks.CharBlock(required=False))], **kwargs)

    class Meta:
        icon = "table"
        description = "Figures or facts in rows, each column with a heading."
        preview_value = {
            "caption": "When we are open",
            "columns": [{"type": "text", "heading": "Day"}, {"type": "text", "heading": "Time"}],
            "rows": [{"values": ["Monday", "10am to noon"]}, {"values": ["Thursday", "2pm to 4pm"]}],
        }

    def public_value(self, value: Any, build: DocumentBuilder) -> TableValue:
        return TableValue(
            caption=value.caption or "",
            headings=[column["heading"] for column in value.columns],
            rows=[[str(cell.value or "") for cell in row] for row in value.rows],
        )
