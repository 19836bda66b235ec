"""Answers that are not JSON: how the OpenAPI document states them, and by what addresses they are known."""

from __future__ import annotations

from typing import Any

# Calendar programs and feed readers ask with any `Accept`, and are given what the address names.
ENDINGS = (".ics", ".atom", ".csv", ".csv-metadata.json", ".zip", "/file", ".pdf", ".svg")
PDF = "application/pdf"
TEXT = {"type": "string"}
BINARY = {"type": "string", "format": "binary"}


def gives(content_type: str, schema: dict[str, Any] = TEXT) -> dict[str, Any]:
    """Return what `openapi_extra` needs for an endpoint whose answer is of this type."""
    media_type = content_type.partition(";")[0]
    return {"responses": {200: {"content": {media_type: {"schema": schema}}}}}
