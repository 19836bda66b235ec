"""Blocks in the editor's menu: each says what it is for, and shows how readers will see it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from wagtail.fields import StreamField

from home.models import InformationPage


def offered() -> Iterator[tuple[str, Any]]:
    """Yield each block that a menu offers, with where it is."""
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, StreamField):
                for name, block in field.stream_block.child_blocks.items():
                    yield f"{model.__name__}.{field.name}.{name}", block


def test_every_block_has_a_preview_and_a_description() -> None:
    blocks = dict(offered())
    assert len(blocks) > 11
    assert [name for name, block in blocks.items() if not block.is_previewable] == []
    assert [name for name, block in blocks.items() if not block.meta.description] == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("rich_text", "Pushchairs are welcome."),
        ("callout", "Not for emergencies"),
        ("table", "10am to noon"),
        ("steps", "Choose"),
        ("link_list", "https://www.example.org"),
        ("image", ""),
        ("document", ""),
    ],
)
def test_a_preview_is_drawn_as_readers_see_it(name: str, words: str, site: Any, sign_in: Any) -> None:
    block = InformationPage._meta.get_field("body").stream_block.child_blocks[name]
    answer = sign_in("FIS editors").get("/admin/block-preview/", {"id": block.definition_prefix})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "website/site.css" in page
    assert words in page
