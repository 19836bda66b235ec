"""Resources: a link, file, video or template with what people want to know before they open it."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from cms.content import schemas
from cms.content.builder import DocumentBuilder


class Resource(schemas.Value):
    """Something to open or download."""

    title: str
    kind: Literal["link", "document", "video", "template"]
    url: str
    format: str = Field(examples=["PDF", "HTML"])
    size: int | None = Field(description="Bytes, for a file that the hub keeps.")
    pages: int | None
    accessible_format_note: str


class ResourceBlock(blocks.StructBlock):
    """A link, file, video or template."""

    title = blocks.CharBlock(max_length=200)
    kind = blocks.ChoiceBlock(
        choices=[("link", "Link"), ("document", "Document"), ("video", "Video"), ("template", "Template")]
    )
    file = DocumentChooserBlock(required=False)
    url = blocks.URLBlock(required=False, help_text="Only where the hub does not keep the file itself.")
    format = blocks.CharBlock(
        required=False,
        max_length=20,
        help_text="Such as HTML or MP4. A file of the hub's own says it by itself.",
    )
    pages = blocks.IntegerBlock(required=False, min_value=1)
    accessible_format_note = blocks.CharBlock(
        required=False, max_length=300, help_text="How people who can not use this format get it."
    )

    class Meta:
        icon = "download"
        description = "Something to open or download, with what people want to know before they do."
        preview_value = {
            "title": "Checklist for a first meeting",
            "kind": "link",
            "url": "https://www.example.org/checklist",
            "format": "HTML",
            "accessible_format_note": "Ask us for it in large print.",
        }

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if bool(cleaned["file"]) == bool(cleaned["url"]):
            raise blocks.StructBlockValidationError(
                non_block_errors=["Choose a file or give an address: one of the two."]
            )
        return cleaned


class ResourcesBlock(blocks.StreamBlock):
    """The resources of a page."""

    resource = ResourceBlock()


def public_resources(stream: Any, build: DocumentBuilder) -> list[Resource]:
    """Return the resources of a page; one whose file is gone and that has no address is left out."""
    resources = []
    for child in stream:
        value = child.value
        file = build.file(value["file"]) if value["file"] else None
        if not file and not value["url"]:
            continue
        resources.append(
            Resource(
                title=value["title"],
                kind=value["kind"],
                url=file.url if file else value["url"],
                format=file.format if file else value["format"] or "",
                size=file.size if file else None,
                pages=value["pages"],
                accessible_format_note=value["accessible_format_note"] or "",
            )
        )
    return resources
