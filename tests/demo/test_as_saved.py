"""A document built from what a save has just written is the one that the database gives."""

from __future__ import annotations

import pytest
import time_machine
from wagtail.models import Page

from cms.content.builder import build
from cms.content.publishing import publishable_models
from cms.content.tree import PageTree
from tests.demo.loading import NOON

pytestmark = [pytest.mark.long, pytest.mark.django_db, pytest.mark.usefixtures("loaded", "undone")]

PAGES = sorted(name for name, model in publishable_models().items() if issubclass(model, Page))


@pytest.mark.parametrize("name", PAGES)
def test_what_was_saved_builds_the_document_that_is_read(name: str) -> None:
    model = publishable_models()[name]
    pages = list(model.objects.live().public())  # type: ignore[attr-defined]
    assert pages
    for page in pages:
        revised = page.save_revision().as_object()
        tree = PageTree()
        with time_machine.travel(NOON, tick=False):
            revised.save()
            saved = revised.public_as_saved(tree)
            read = model.public_by_id([page.translation_key], tree).get(page.translation_key)
            assert (saved is None) == (read is None), page
            if saved is not None and read is not None:
                assert build(saved, NOON, tree) == build(read, NOON, tree), page
