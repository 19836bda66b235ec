"""The body of a page, and the type of its public JSON."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field, create_model
from wagtail import blocks

from cms.blocks.lists import AccordionBlock, LinkListBlock, StepsBlock, TableBlock
from cms.blocks.media import DocumentBlock, ImageBlock, VideoBlock
from cms.blocks.text import CalloutBlock, HeadingBlock, QuotationBlock, RichTextBlock
from cms.content import schemas


class BodyBlock(blocks.StreamBlock):
    """What the body of a page can be made of."""

    rich_text = RichTextBlock()
    heading = HeadingBlock()
    callout = CalloutBlock()
    image = ImageBlock()
    document = DocumentBlock()
    video = VideoBlock()
    quotation = QuotationBlock()
    accordion = AccordionBlock()
    table = TableBlock()
    link_list = LinkListBlock()
    steps = StepsBlock()


def _schema(name: str, block: Any) -> Any:
    """Return the schema of `{"id", "type", "value"}` for one kind of block."""
    fields: dict[str, Any] = {
        "id": (str, ...),
        "type": (Literal[name], ...),
        "value": (block.value_schema, ...),
    }
    return create_model(
        f"{type(block).__name__}Document", __base__=schemas.Value, __doc__=type(block).__doc__, **fields
    )


if TYPE_CHECKING:
    AnyBlock = Any
else:
    AnyBlock = Annotated[
        reduce(or_, [_schema(name, block) for name, block in BodyBlock.base_blocks.items()]),
        Field(discriminator="type"),
    ]
