"""What addresses are made of."""

from __future__ import annotations

from django.urls.converters import UUIDConverter


class AnyCaseUUIDConverter(UUIDConverter):
    """A UUID as any caller writes it: ours are in small letters, RFC 9562 has both read."""

    regex = UUIDConverter.regex.replace("a-f", "a-fA-F")
