"""The facts that decide whether a parent can come."""

from __future__ import annotations

from django.db import models

OFFERS = [("yes", "Yes"), ("no", "No"), ("on_request", "If you ask"), ("not_needed", "Does not apply")]


def offer_field(label: str, help_text: str = "") -> models.CharField[str, str]:
    """Return a field for one of the facts that decide whether a parent can come."""
    return models.CharField(label, max_length=12, choices=OFFERS, blank=True, default="", help_text=help_text)
