"""Blocks of words."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field
from wagtail import blocks

from cms.content import schemas
from cms.content.builder import DocumentBuilder
from cms.content.rich_text import FEATURES


class RichTextValue(schemas.Value):
    html: str = Field(description="p h2 h3 h4 ul ol li a strong em br blockquote; links carry public URLs.")


class RichTextBlock(blocks.RichTextBlock):
    """Paragraphs, lists and links."""

    value_schema = RichTextValue

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": FEATURES, **kwargs})

    class Meta:
        icon = "pilcrow"
        label = "Text"
        description = "Paragraphs, lists and links."
        preview_value = "<p>Come for five minutes or the full hour. Pushchairs are welcome.</p>"

    def public_value(self, value: Any, build: DocumentBuilder) -> RichTextValue:
        return RichTextValue(html=build.html(value.source))


class HeadingValue(schemas.Value):
    text: str
    level: Literal[2, 3, 4]


class HeadingBlock(blocks.StructBlock):
    """A heading between parts of a page."""

    value_schema = HeadingValue

    text = blocks.CharBlock(max_length=120)
    level = blocks.ChoiceBlock(choices=[("2", "Section"), ("3", "Part"), ("4", "Detail")], default="2")

    class Meta:
        icon = "title"
        description = "A heading between parts of a page."
        preview_value = {"text": "What you will need", "level": "2"}

    def public_value(self, value: Any, build: DocumentBuilder) -> HeadingValue:
        return HeadingValue(text=value["text"], level=int(value["level"]))


class CalloutValue(schemas.Value):
    kind: Literal["information", "important", "success"]
    title: str
    html: str


class CalloutBlock(blocks.StructBlock):
    """Something that must not be missed."""

    value_schema = CalloutValue

    kind = blocks.ChoiceBlock(
        choices=[("information", "Information"), ("important", "Important"), ("success", "Good news")],
        default="information",
    )
    title = blocks.CharBlock(max_length=120)
    text = blocks.RichTextBlock(features=["bold", "italic", "link", "ul", "ol"])

    class Meta:
        icon = "warning"
        description = "Something that must not be missed. Use few of them."
        preview_value = {
            "kind": "important",
            "title": "Not for emergencies",
            "text": "<p>If a child is in danger, ring 999.</p>",
        }

    def public_value(self, value: Any, build: DocumentBuilder) -> CalloutValue:
        return CalloutValue(kind=value["kind"], title=value["title"], html=build.html(value["text"].source))


class QuotationValue(schemas.Value):
    text: str
    role: str = Field(description="Who said it, as a role and never a name.")


class QuotationBlock(blocks.StructBlock):
    """Somebody's own words."""

    value_schema = QuotationValue

    text = blocks.TextBlock()
    role = blocks.CharBlock(
        required=False, max_length=120, help_text="A role such as “a foster carer”. Never a name."
    )

    class Meta:
        icon = "openquote"
        description = "Somebody's own words, with their role."
        preview_value = {"text": "They asked before it was settled.", "role": "A parent of twins"}

    def public_value(self, value: Any, build: DocumentBuilder) -> QuotationValue:
        return QuotationValue(text=value["text"], role=value["role"] or "")
