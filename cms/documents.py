"""Documents that several areas share."""

from __future__ import annotations

from pydantic import Field

from cms.blocks import AnyBlock
from cms.content.schemas import Document


class BodyDocument(Document):
    """A document with a body of blocks."""

    body: list[AnyBlock] = Field(description="In order; each block narrows on `type`.")
