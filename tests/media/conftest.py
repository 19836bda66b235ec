from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cms.media.models import HubDocument, HubImage
from tests.media import files

OnCommit = Callable[..., AbstractContextManager[list[Any]]]


@pytest.fixture
def editor(client: Client, db: None) -> Client:
    """Return a client that is signed in to the admin."""
    client.force_login(
        get_user_model().objects.create_superuser("editor", "editor@example.org", "a long password")
    )
    return client


@pytest.fixture
def post(editor: Client, django_capture_on_commit_callbacks: OnCommit) -> Callable[..., Any]:
    """Return a function that posts to the admin and lets what follows the commit happen."""

    def post(address: str, values: dict[str, Any], **headers: str) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return editor.post(address, values, headers=headers)

    return post


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/octet-stream")


def stored_image(content: bytes | None = None, name: str = "bike.png", **values: Any) -> HubImage:
    """Return a saved image; its renditions are still to be made."""
    values = {"title": "Bike", "description": "Two dads mend a bike", **values}
    image = HubImage(file=ContentFile(content or files.picture(), name=name), **values)
    image.save()
    return image


def stored_document(content: bytes = files.PDF, name: str = "leaflet.pdf", **values: Any) -> HubDocument:
    document = HubDocument(title="Leaflet", file=ContentFile(content, name=name), **values)
    document.file_size = len(content)
    document.save()
    return document
