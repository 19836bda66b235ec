"""The shared blocks of a body; each states its own public JSON."""

from cms.blocks.body import AnyBlock, BodyBlock

__all__ = ["AnyBlock", "BodyBlock"]
