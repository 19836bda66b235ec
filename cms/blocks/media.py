"""Blocks that show or hand out files."""

from __future__ import annotations

from typing import Any

from pydantic import Field
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from cms.content import schemas
from cms.content.builder import DocumentBuilder
from cms.media.models import HubDocument, HubImage


class ImageValue(schemas.Value):
    image: schemas.Image
    caption: str


class ImageBlock(blocks.StructBlock):
    """A picture with a caption."""

    value_schema = ImageValue

    image = ImageChooserBlock()
    caption = blocks.CharBlock(required=False, max_length=250)

    class Meta:
        icon = "image"
        description = "A picture, with a caption if it needs one."

    def get_preview_value(self) -> Any:
        newest = HubImage.objects.order_by("-created_at").first()
        return self.normalize(
            {"image": newest, "caption": "What it shows, where the picture does not say it"}
        )

    def public_value(self, value: Any, build: DocumentBuilder) -> ImageValue | None:
        image = build.image(value["image"])
        return ImageValue(image=image, caption=value["caption"] or "") if image else None


class DocumentValue(schemas.Value):
    file: schemas.File
    description: str


class DocumentBlock(blocks.StructBlock):
    """A file to download."""

    value_schema = DocumentValue

    file = DocumentChooserBlock()
    description = blocks.CharBlock(required=False, max_length=250)

    class Meta:
        icon = "doc-full"
        description = "A file to download. Offer a web page instead where you can."

    def get_preview_value(self) -> Any:
        newest = HubDocument.objects.order_by("-created_at").first()
        return self.normalize({"file": newest, "description": "Who it is for, and how to get it otherwise"})

    def public_value(self, value: Any, build: DocumentBuilder) -> DocumentValue | None:
        if value["file"] is None:
            return None
        return DocumentValue(file=build.file(value["file"]), description=value["description"] or "")


class VideoValue(schemas.Value):
    title: str
    url: str = Field(description="Where the film can be watched.")
    transcript_url: str


class VideoBlock(blocks.StructBlock):
    """A film on another site, with its words in writing."""

    value_schema = VideoValue

    title = blocks.CharBlock(max_length=160)
    url = blocks.URLBlock(help_text="The page on which the film plays, such as https://vimeo.com/12345.")
    transcript_url = blocks.URLBlock(
        required=False, help_text="Where its words can be read. The law expects captions or a transcript."
    )

    class Meta:
        icon = "media"
        description = "A film on another site. It needs captions or a transcript."
        preview_value = {"title": "How it works", "url": "https://www.example.org/film", "transcript_url": ""}

    def public_value(self, value: Any, build: DocumentBuilder) -> VideoValue:
        return VideoValue(
            title=value["title"], url=value["url"], transcript_url=value["transcript_url"] or ""
        )
